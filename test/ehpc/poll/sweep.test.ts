import { EhpcError } from "../../../src/base/errors";
import type { JobPage } from "../../../src/ehpc/api/client";
import type { ListedJob } from "../../../src/ehpc/list/listed-job";
import { callsFor, type SweepOptions, sweep } from "../../../src/ehpc/poll/sweep";
import { broken, forbidden } from "./fake-service";

const job = (jobId: string, arrayJobId: string | null = null, arrayJobSubId: string | null = null) =>
  ({
    jobId,
    arrayJobId,
    arrayJobSubId,
    state: "Running",
    variables: null,
    resources: null,
    resourcesUsed: null,
    comment: null,
  }) as ListedJob;

/** A list of so many jobs, of which every page is read as `trouble` has it. */
function list(count: number, trouble: (page: number, call: number) => EhpcError | null = () => null) {
  const read: number[] = [];
  const options: SweepOptions = {
    readPage: async (page): Promise<JobPage> => {
      read.push(page);
      const error = trouble(page, read.length);
      if (error !== null) {
        throw error;
      }
      const ids = Array.from({ length: count }, (_, index) => String(index)).slice(
        (page - 1) * 50,
        page * 50,
      );
      const jobs = ids.map((id) => job(id));
      return { requestId: null, totalCount: count, jobs };
    },
    pageSize: 50,
    expectedPages: 1,
    paysToRead: () => true,
    passes: (error): error is EhpcError => error instanceof EhpcError && error.transient,
  };
  return { read, options };
}

it("reads every page once", async () => {
  for (const [count, pages] of [
    [0, 1],
    [50, 1],
    [51, 2],
    [1_000, 20],
  ] as const) {
    const { read, options } = list(count);
    const found = await sweep(options);
    expect(found).toMatchObject({ complete: true, error: null });
    expect([found.jobs.size, read.length]).toEqual([count, pages]);
  }
});

it("reads pages again that failed, and is complete when that succeeds", async () => {
  const { read, options } = list(1_000, (page, call) => (call <= 20 && page % 5 === 0 ? broken : null));
  expect(await sweep(options)).toMatchObject({ complete: true, pages: 20, error: null });
  expect(read).toHaveLength(24);
});

it("makes no more than a quarter more calls than there are pages", async () => {
  const { read, options } = list(1_000, (page) => (page > 10 && page % 2 === 0 ? broken : null));
  const found = await sweep(options);
  expect(found).toMatchObject({ complete: false, pages: 20, error: broken });
  expect(found.jobs.size).toBe(750);
  expect(read).toHaveLength(callsFor(20));
  expect(callsFor(20)).toBe(25);
});

it("gives up soon when nothing answers", async () => {
  const { read, options } = list(1_000, () => broken);
  expect(await sweep({ ...options, expectedPages: 20 })).toMatchObject({
    complete: false,
    pages: null,
    error: broken,
  });
  expect(read).toHaveLength(5);
});

it("stops after the first page when reading on does not pay", async () => {
  const { read, options } = list(1_000);
  const found = await sweep({ ...options, paysToRead: (pages, { size }) => pages < size / 10 });
  expect(found).toMatchObject({ complete: false, pages: 20, error: null });
  expect(read).toEqual([1]);
});

it("throws what lasts, and reads no further", async () => {
  const { read, options } = list(10_000, (page) => (page === 3 ? forbidden : null));
  await expect(sweep(options)).rejects.toBe(forbidden);
  const before = read.length;
  await new Promise((resolve) => setImmediate(resolve));
  expect(read).toHaveLength(before);
  expect(before).toBeLessThan(20);
});

it("reads pages that come into being meanwhile", async () => {
  const { read, options } = list(60);
  const { readPage } = options;
  const growing = async (page: number) => {
    const answer = await readPage(page);
    return { ...answer, totalCount: page === 1 ? 60 : 120 };
  };
  expect(await sweep({ ...options, readPage: growing })).toMatchObject({ complete: true, pages: 3 });
  expect(read).toEqual([1, 2, 3]);
});

it("reads a page again that failed before one that was read, also when no more is wanted", async () => {
  const { read, options } = list(200);
  let failed = false;
  const readPage = async (page: number) => {
    if (page === 2 && !failed) {
      failed = true;
      await new Promise((resolve) => setImmediate(resolve));
      throw broken;
    }
    return options.readPage(page);
  };
  const isWanted = (_: number, found: ReadonlyMap<string, ListedJob>) => found.size < 100;
  expect(await sweep({ ...options, readPage, isWanted })).toMatchObject({ full: true, error: null });
  expect(read).toEqual([1, 3, 4, 2]);
});

it("does not lack nothing where such a page stays unread", async () => {
  const { options } = list(200, (page) => (page === 2 ? broken : null));
  const isWanted = (_: number, found: ReadonlyMap<string, ListedJob>) => found.size < 100;
  expect(await sweep({ ...options, isWanted })).toMatchObject({
    full: false,
    complete: false,
    error: broken,
  });
});

it("finds a job by every id that it goes by, and by its own before another's", async () => {
  const { options } = list(0);
  const [plain, own, sub] = [job("1.manager"), job("100_3"), job("103", "100", "3")];
  for (const jobs of [
    [plain, own, sub],
    [sub, own, plain],
  ]) {
    const readPage = async () => ({ requestId: null, totalCount: 3, jobs });
    const found = await sweep({ ...options, readPage });
    expect(found.jobs).toEqual(
      new Map([
        ["1", plain],
        ["100_3", own],
        ["103", sub],
      ]),
    );
  }
});

it.each([
  ["as many jobs as there are, on full pages", [50, 50, 3], 103, true, true],
  ["a page that is not full before another", [50, 49, 4], 103, false, false],
  ["a page with more jobs than were asked for", [51, 50, 2], 103, false, true],
  ["fewer jobs than the pages say", [50, 50, 3], 104, false, false],
])("tells whether pages fit together, and lack nothing: %s", async (_, sizes, totalCount, fits, full) => {
  const { options } = list(0);
  const readPage = async (page: number): Promise<JobPage> => ({
    requestId: null,
    totalCount,
    jobs: Array.from({ length: sizes[page - 1] ?? 0 }, (__, index) => job(`${page}${100 + index}`)),
  });
  expect(await sweep({ ...options, readPage })).toMatchObject({ complete: true, fits, full });
});

it("keeps no variables and no comment of a row, which may be of any length", async () => {
  const { options } = list(0);
  const row = { ...job("1"), variables: { TOKEN: "secret" }, comment: "long" };
  const readPage = async () => ({ requestId: null, totalCount: 1, jobs: [row] });
  expect((await sweep({ ...options, readPage })).jobs.get("1")).toEqual(job("1"));
});
