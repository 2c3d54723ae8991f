import fc from "fast-check";
import { abortedError, EhpcError } from "../../../src/base/errors";
import type { JobListRequest } from "../../../src/ehpc/list/page-reader";
import { type ListEnd, streamJobs } from "../../../src/ehpc/list/stream-jobs";
import { NotationError } from "../../../src/notation/notation-error";
import { JobPages } from "./job-pages";

/** Calls begin at once. */
const limiter = { run: <T>(call: () => Promise<T>) => call() };
const { signal } = new AbortController();

const stream = (service: Pick<JobPages, "listJobs">, request: Partial<JobListRequest> = {}) =>
  streamJobs(service, { clusterId: "c", status: "all", ...request }, { signal, limiter, maxRetryMs: 0 });

/** All jobs of a list, and what is known at its end. */
async function all(service: Pick<JobPages, "listJobs">, request: Partial<JobListRequest> = {}) {
  const jobs = stream(service, request);
  const ids: (string | null)[] = [];
  for (;;) {
    const next = await jobs.next();
    if (next.done) {
      return { ids, end: next.value };
    }
    ids.push(...next.value.map(({ jobId }) => jobId));
  }
}

const WHOLE: Partial<ListEnd> = { missing: 0, withoutId: 0, settled: true };

it.each([0, 1, 50])("gives %i jobs with one call", async (count) => {
  const service = new JobPages(count);
  const { ids, end } = await all(service);
  expect(ids).toEqual(service.ids);
  expect(end).toEqual({ totalCount: count, ...WHOLE });
  expect(service.calls).toEqual([{ clusterId: "c", status: "all", pageNumber: 1, pageSize: 50 }]);
});

it("gives the jobs of each page before it reads the next", async () => {
  const service = new JobPages(101);
  const jobs = stream(service);
  for (const page of [1, 2, 3]) {
    expect((await jobs.next()).value).toHaveLength(page === 3 ? 1 : 50);
    expect(service.calls).toHaveLength(page);
  }
  expect(await jobs.next()).toEqual({ done: true, value: { totalCount: 101, ...WHOLE } });
  expect(service.calls.map(({ pageNumber }) => pageNumber)).toEqual([1, 2, 3, 1, 2, 3]);
});

it("reads no larger pages than are likely to be taken, and none that is not asked for", async () => {
  const service = new JobPages(1_000);
  const jobs = stream(service, { limit: 3 });
  expect((await jobs.next()).value).toHaveLength(3);
  await jobs.return({ totalCount: 0, missing: 0, withoutId: 0, settled: true });
  expect(service.calls).toEqual([expect.objectContaining({ pageNumber: 1, pageSize: 3 })]);
});

it("filters by name and by time as data.ehpc_jobs does", async () => {
  const service = new JobPages(60);
  const { ids } = await all(service, { nameRegex: "^job-5\\d$" });
  expect(ids).toEqual(service.ids.slice(50));
  const [first] = service.jobs;
  expect((await all(service, { createdBefore: first?.submitTime ?? 0 })).ids).toEqual([first?.jobId]);
  await expect(all(service, { nameRegex: "(" })).rejects.toThrow(NotationError);
});

it("finds what moved to a page that had been read", async () => {
  const service = new JobPages(100);
  const there = service.ids;
  service.before = (call) => {
    if (call === 2) {
      service.jobs.shift();
    }
  };
  const { ids, end } = await all(service);
  expect([...ids].sort()).toEqual([...there].sort());
  expect(end).toMatchObject({ settled: true });
});

it("says that a list which never stands still may lack jobs", async () => {
  const service = new JobPages(200);
  service.before = () => service.jobs.unshift(service.submitted({ submitTime: 1 }));
  const { end } = await all(service);
  expect(end.settled).toBe(false);
  expect(service.calls.length).toBeLessThan(24);
});

it("ends with a service that promises another page again and again", async () => {
  const { jobs } = new JobPages(50);
  let calls = 0;
  const { ids } = await all({
    listJobs: async ({ pageNumber }) => {
      calls += 1;
      return { requestId: null, totalCount: pageNumber * 50 + 1, jobs };
    },
  });
  expect(ids).toHaveLength(50);
  expect(calls).toBeLessThan(20);
});

it("throws what the service refuses, after what it has given", async () => {
  const service = new JobPages(100);
  service.before = (call) => {
    if (call === 2) {
      throw new EhpcError("forbidden", "The access key is not authorized to make this call.");
    }
  };
  const jobs = stream(service);
  expect((await jobs.next()).value).toHaveLength(50);
  await expect(jobs.next()).rejects.toMatchObject({ kind: "forbidden" });
});

it("ends on abort", async () => {
  await expect(
    all({
      listJobs: async () => {
        throw abortedError();
      },
    }),
  ).rejects.toMatchObject({ kind: "aborted" });
});

it("is not settled by two readings that lost the same job: one comes before it and leaves, twice", async () => {
  const service = new JobPages(100);
  service.before = (call) => {
    if (call === 1 || call === 4) {
      service.jobs.unshift(service.submitted());
    } else if (call === 2 || call === 5) {
      service.jobs.shift();
    }
  };
  const { ids, end } = await all(service);
  expect(ids).toContain("49.manager");
  expect(end).toMatchObject({ settled: true });
});

it("gives each job that stays once, whatever comes and goes", async () => {
  const changes = fc.array(fc.record({ remove: fc.nat(3), add: fc.nat(3) }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 220 }), changes, async (count, each) => {
      const service = new JobPages(count);
      service.before = (call) => {
        const { remove = 0, add = 0 } = each[call - 1] ?? {};
        service.jobs.splice(0, remove);
        service.jobs.unshift(...Array.from({ length: add }, () => service.submitted()));
      };
      const before = new Set(service.ids);
      const { ids, end } = await all(service);
      const stayed = service.ids.filter((id) => before.has(id));
      expect(new Set(ids).size).toBe(ids.length);
      if (end.settled && end.missing === 0) {
        expect(stayed.filter((id) => !ids.includes(id))).toEqual([]);
      }
    }),
    { numRuns: 60 },
  );
});
