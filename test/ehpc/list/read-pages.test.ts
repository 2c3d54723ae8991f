import type { ListedJob } from "../../../src/ehpc/list/listed-job";
import { type PagesRequest, readPages } from "../../../src/ehpc/list/read-pages";
import { aListedJob } from "./a-listed-job";
import { JobPages } from "./job-pages";

function read(service: JobPages, request: Partial<PagesRequest> = {}) {
  const readPage = (pageNumber: number) =>
    service.listJobs({ clusterId: "c", status: "all", pageNumber, pageSize: 50 });
  return readPages({ readPage, pageSize: 50, pick: (jobs) => [...jobs], ...request });
}

const pagesOf = (service: JobPages) => service.calls.map(({ pageNumber }) => pageNumber);

it("keeps the order of the pages, in whichever order they are answered", async () => {
  const service = new JobPages(420);
  const reading = await read(service);
  expect([...reading.wanted.values()].map(({ jobId }) => jobId)).toEqual(service.ids);
  expect(reading).toMatchObject({ requestId: "R-1", totalCount: 420, pages: 9, whole: true });
});

it("keeps what further entries say of a job that is wanted", async () => {
  const service = new JobPages(60);
  const [first, last] = ["0.manager", "59.manager"].map((jobId) => aListedJob({ jobId, state: "Running" }));
  service.jobs.push(first as ListedJob, last as ListedJob);
  const { wanted, repeats } = await read(service, {
    pick: (jobs) => jobs.filter((job) => job.jobId !== "59.manager"),
  });
  expect([wanted.get("0.manager")?.state, wanted.size, repeats]).toEqual([null, 59, [first]]);
});

it("keeps the jobs that are wanted, and knows of all others", async () => {
  const { wanted, times } = await read(new JobPages(120), {
    pick: (jobs) => jobs.filter(({ jobId }) => jobId === "7.manager"),
  });
  expect([wanted.size, times.size]).toEqual([1, 120]);
});

it("reads no page that a limit does not need", async () => {
  const service = new JobPages(1_000);
  expect(await read(service, { limit: 150 })).toMatchObject({ pages: 3, whole: false });
  expect(pagesOf(service)).toEqual([1, 2, 3]);
});

it("reads twice the pages that a limit needs at most, where it cannot know how many these are", async () => {
  const service = new JobPages(1_000);
  const pick: PagesRequest["pick"] = (jobs) => jobs.filter(({ jobId }) => jobId === "220.manager");
  expect(await read(service, { pick, limit: 1 })).toMatchObject({ pages: 8, whole: false });
  expect(pagesOf(service)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

it("is whole where a limit is not reached", async () => {
  expect(await read(new JobPages(120), { limit: 121 })).toMatchObject({ whole: true });
});

it.each([1e9, Number.MAX_SAFE_INTEGER])(
  "ends before an empty page, though the service says that there are %d jobs",
  async (totalCount) => {
    const service = new JobPages(120);
    const readPage = async (pageNumber: number) => ({
      ...(await service.listJobs({ clusterId: "c", status: "all", pageNumber, pageSize: 50 })),
      totalCount,
    });
    expect((await read(service, { readPage })).wanted.size).toBe(120);
    expect(pagesOf(service).length).toBeLessThan(20);
  },
);
