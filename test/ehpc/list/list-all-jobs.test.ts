import fc from "fast-check";
import { abortedError, EhpcError } from "../../../src/base/errors";
import { type JobListRequest, listAllJobs } from "../../../src/ehpc/list/list-all-jobs";
import { NotationError } from "../../../src/notation/notation-error";
import { DrivenClock } from "../../support/driven-clock";
import { FIRST_SUBMISSION, JobPages } from "./job-pages";

/** Calls begin at once. */
const limiter = { run: <T>(call: () => Promise<T>) => call() };

function list(service: JobPages, request: Partial<JobListRequest> = {}, options = {}) {
  const { signal } = new AbortController();
  const asked = { clusterId: "c", status: "all", ...request } as const;
  return listAllJobs(service, asked, { signal, limiter, maxRetryMs: 0, ...options });
}

const idsOf = ({ jobs }: Awaited<ReturnType<typeof list>>) => jobs.map(({ jobId }) => jobId);

describe("a list that stands still", () => {
  it.each([0, 1, 49, 50])("of %i jobs is read in one call", async (count) => {
    const service = new JobPages(count);
    const found = await list(service);
    expect(idsOf(found)).toEqual(service.ids);
    expect(found).toMatchObject({
      requestId: "R-1",
      totalCount: count,
      missing: 0,
      withoutId: 0,
      settled: true,
    });
    expect(service.calls).toEqual([{ clusterId: "c", status: "all", pageNumber: 1, pageSize: 50 }]);
  });

  it("of several pages comes in its own order, and is read twice to be sure", async () => {
    const service = new JobPages(101);
    const found = await list(service);
    expect(idsOf(found)).toEqual(service.ids);
    expect(found).toMatchObject({ totalCount: 101, missing: 0, settled: true });
    expect(service.calls.map(({ pageNumber }) => pageNumber)).toEqual([1, 2, 3, 1, 2, 3]);
  });

  it("of 10,000 jobs comes whole, with at most eight calls under way", async () => {
    const service = new JobPages(10_000);
    let running = 0;
    let most = 0;
    const counting = {
      run: async <T>(call: () => Promise<T>) => {
        running += 1;
        most = Math.max(most, running);
        const answer = await call();
        running -= 1;
        return answer;
      },
    };
    expect(idsOf(await list(service, {}, { limiter: counting }))).toEqual(service.ids);
    expect(service.calls).toHaveLength(400);
    expect(most).toBe(8);
  });

  it("passes the filter on with each page", async () => {
    const service = new JobPages(60);
    const filter = { status: "unfinished", users: ["a"], sort: { by: "submit", order: "asc" } } as const;
    await list(service, filter);
    for (const call of service.calls) {
      expect(call).toMatchObject(filter);
    }
  });
});

describe("a limit", () => {
  it("within a page asks for no more than that", async () => {
    const service = new JobPages(1_000);
    expect(idsOf(await list(service, { limit: 3 }))).toEqual(service.ids.slice(0, 3));
    expect(service.calls).toEqual([expect.objectContaining({ pageNumber: 1, pageSize: 3 })]);
  });

  it("of more reads as many pages as hold it", async () => {
    const service = new JobPages(1_000);
    const found = await list(service, { limit: 120 });
    expect(idsOf(found)).toEqual(service.ids.slice(0, 120));
    expect(found).toMatchObject({ totalCount: 1_000, missing: 0, settled: true });
    expect(new Set(service.calls.map(({ pageNumber }) => pageNumber))).toEqual(new Set([1, 2, 3]));
  });

  it("with a pattern goes on until enough names match, and not much further", async () => {
    const service = new JobPages(2_000);
    const found = await list(service, { limit: 2, nameRegex: "^job-\\d*77$" });
    expect(idsOf(found)).toEqual(["77.manager", "177.manager"]);
    expect(Math.max(...service.calls.map(({ pageNumber }) => pageNumber))).toBe(4);
  });

  it("that is not reached gives all there are", async () => {
    const service = new JobPages(120);
    expect(await list(service, { limit: 500 })).toMatchObject({ jobs: { length: 120 }, settled: true });
    expect(await list(service, { limit: 5, nameRegex: "9$" })).toMatchObject({ jobs: { length: 5 } });
    expect(await list(service, { limit: 500, nameRegex: "9$" })).toMatchObject({ jobs: { length: 12 } });
  });
});

describe("the order of submission", () => {
  const latest = { sort: { by: "submit", order: "desc" }, limit: 1 } as const;

  it("is made here, over all pages, whatever order the service gives", async () => {
    const service = new JobPages(120);
    service.jobs.splice(70, 0, service.submitted());
    const found = await list(service, latest);
    expect(idsOf(found)).toEqual(["120.manager"]);
    expect(found).toMatchObject({ limitCertain: true, totalCount: 121 });
    const eldest = await list(service, { sort: { by: "submit", order: "asc" }, limit: 2 });
    expect(idsOf(eldest)).toEqual(["0.manager", "1.manager"]);
  });

  it("is not sure where a job that is left out has no time", async () => {
    const service = new JobPages(3);
    service.jobs.push(service.submitted({ submitTime: null }));
    const found = await list(service, latest);
    expect(idsOf(found)).toEqual(["2.manager"]);
    expect(found.limitCertain).toBe(false);
    expect((await list(service, { ...latest, limit: 4 })).limitCertain).toBe(true);
  });

  it("is nobody's claim where another order is asked for, or no limit", async () => {
    const service = new JobPages(3);
    expect((await list(service, { limit: 1 })).limitCertain).toBeNull();
    expect((await list(service, { sort: latest.sort })).limitCertain).toBeNull();
    expect((await list(service, { ...latest, sort: { by: "pend", order: "desc" } })).limitCertain).toBeNull();
  });
});

describe("what the service does not filter, or not surely", () => {
  it("is matched letter by letter: names that are shown alike are not the same", async () => {
    const white = fc.string({ unit: fc.constantFrom(..." \t\n\u00a0\u200b"), minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(white, { minLength: 1, maxLength: 4 }), async (between) => {
        const service = new JobPages(0);
        for (const blanks of between) {
          service.jobs.push(service.submitted({ jobName: "a b", rawName: `a${blanks}b` }));
        }
        for (const [index, blanks] of between.entries()) {
          const found = await list(service, { nameRegex: `^a${blanks}b$` });
          expect(idsOf(found)).toEqual([`${index}.manager`]);
        }
      }),
    );
  });

  it("is matched by the pattern here; the count stays the service's", async () => {
    const found = await list(new JobPages(120), { nameRegex: "^job-11.$" });
    expect(found).toMatchObject({ jobs: { length: 10 }, totalCount: 120, missing: 0, settled: true });
  });

  it("is held against the submit time, of which a job without one has none", async () => {
    const service = new JobPages(10);
    service.jobs.push(service.submitted({ submitTime: null }));
    const bounds = { createdAfter: FIRST_SUBMISSION + 3, createdBefore: FIRST_SUBMISSION + 5 };
    expect(idsOf(await list(service, bounds))).toEqual(["3.manager", "4.manager", "5.manager", "10.manager"]);
  });
});

describe("a list that changes while it is read", () => {
  it("does not lose the job that slips to a page that was read before", async () => {
    const service = new JobPages(150);
    const before = service.ids;
    // The count stays, and no job is listed twice: there is nothing to notice but in another reading.
    service.before = (call) => {
      if (call === 2) {
        service.jobs = [...service.jobs.slice(1), service.submitted()];
      }
    };
    const found = await list(service);
    expect(idsOf(found)).toEqual([...before, "150.manager"]);
    expect(found).toMatchObject({ totalCount: 150, missing: 0, settled: true });
  });

  it("does not list twice the job that slips to the next page", async () => {
    const service = new JobPages(150);
    service.before = (call) => {
      if (call === 2) {
        service.jobs = [service.submitted(), ...service.jobs];
      }
    };
    expect(idsOf(await list(service))).toEqual(service.ids);
  });

  it("reads pages that come up meanwhile", async () => {
    const service = new JobPages(100);
    service.before = (call) => {
      if (call === 2) {
        service.jobs = [...service.jobs, service.submitted()];
      }
    };
    expect(idsOf(await list(service))).toEqual(service.ids);
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
    const found = await list(service);
    expect(idsOf(found)).toContain("49.manager");
    expect(found.settled).toBe(true);
  });

  type Change = { at: number; remove: boolean; where: number };

  /** Makes changes before certain calls, and gives the ids that were there all the time. */
  function changing(service: JobPages, changes: readonly Change[]): () => Set<string | null> {
    const always = new Set(service.ids);
    service.before = (call) => {
      for (const { remove, where } of changes.filter(({ at }) => at === call)) {
        const index = Math.floor(where * service.jobs.length);
        if (remove) {
          for (const { jobId } of service.jobs.splice(index, 1)) {
            always.delete(jobId);
          }
        } else {
          service.jobs.splice(index, 0, service.submitted());
        }
      }
    };
    return () => always;
  }

  const changesWithin = (calls: number) =>
    fc.array(
      fc.record({
        at: fc.integer({ min: 1, max: calls }),
        remove: fc.boolean(),
        where: fc.double({ min: 0, max: 0.999, noNaN: true }),
      }),
      { maxLength: 12 },
    );

  it("has each job that was there all the time, once, after changes of any kind", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 51, max: 300 }), changesWithin(2), async (count, changes) => {
        const service = new JobPages(count);
        const always = changing(service, changes);
        const found = await list(service);
        const ids = idsOf(found);
        expect(new Set(ids).size).toBe(ids.length);
        expect([...always()].filter((id) => !ids.includes(id))).toEqual([]);
        expect(found).toMatchObject({ missing: 0, settled: true });
      }),
    );
  });

  it("comes to an end and lists nothing twice however long it changes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 51, max: 300 }), changesWithin(30), async (count, changes) => {
        const service = new JobPages(count);
        const always = changing(service, changes);
        const found = await list(service);
        const ids = idsOf(found);
        expect(new Set(ids).size).toBe(ids.length);
        if (found.settled && found.missing === 0) {
          expect([...always()].filter((id) => !ids.includes(id))).toEqual([]);
        }
        expect(service.calls.length).toBeLessThanOrEqual(4 * 7);
      }),
    );
  });

  it("is said not to be settled when each reading brings old jobs to light", async () => {
    const service = new JobPages(100);
    service.before = () => {
      service.jobs.splice(60, 0, service.submitted({ submitTime: FIRST_SUBMISSION }));
    };
    expect(await list(service)).toMatchObject({ settled: false });
  });
});

describe("a service whose count differs from its pages", () => {
  it("is said to keep jobs back that it counts", async () => {
    const service = new JobPages(120);
    const listJobs = async (request: Parameters<JobPages["listJobs"]>[0]) => {
      const page = await service.listJobs(request);
      return { ...page, jobs: page.jobs.filter(({ jobId }) => jobId !== "60.manager") };
    };
    const { signal } = new AbortController();
    const found = await listAllJobs({ listJobs }, { clusterId: "c", status: "all" }, { signal, limiter });
    expect(found).toMatchObject({ jobs: { length: 119 }, totalCount: 120, missing: 1 });
  });

  it("is not asked for ever when each page promises another one", async () => {
    const service = new JobPages(50);
    let calls = 0;
    const listJobs = async ({ pageNumber }: { pageNumber: number }) => {
      calls += 1;
      return { requestId: null, totalCount: pageNumber * 50 + 1, jobs: service.jobs };
    };
    const { signal } = new AbortController();
    const found = await listAllJobs({ listJobs }, { clusterId: "c", status: "all" }, { signal, limiter });
    expect(found.jobs).toHaveLength(50);
    expect(found.missing).toBeGreaterThan(0);
    expect(calls).toBeLessThan(20);
  });

  it("has entries without an id counted and left out", async () => {
    const service = new JobPages(3);
    service.jobs.push(service.submitted({ jobId: null }));
    expect(await list(service)).toMatchObject({
      jobs: { length: 3 },
      withoutId: 1,
      missing: 0,
      settled: true,
    });
  });

  it("may give all sub-jobs of an array their parent's id", async () => {
    const service = new JobPages(0);
    for (const arrayJobSubId of ["1", "3"]) {
      service.jobs.push(service.submitted({ jobId: "1[].manager", arrayJobId: "1", arrayJobSubId }));
    }
    expect(idsOf(await list(service))).toEqual(["1[].manager", "1[].manager"]);
  });
});

describe("failures", () => {
  const unavailable = new EhpcError("unavailable", "Not now.", { transient: true });

  it("that pass are waited out, page by page", async () => {
    const service = new JobPages(120);
    const clock = new DrivenClock();
    service.before = (call) => {
      if (call % 2 === 0) {
        throw unavailable;
      }
    };
    const listed = list(service, {}, { clock, random: () => 0.5, maxRetryMs: 60_000 });
    await clock.advance(60_000);
    expect(idsOf(await listed)).toEqual(service.ids);
  });

  it("that stay end the list, and no further page is begun", async () => {
    const service = new JobPages(10_000);
    service.before = (call) => {
      if (call > 1) {
        throw unavailable;
      }
    };
    await expect(list(service)).rejects.toMatchObject({ kind: "unavailable" });
    expect(service.calls.length).toBeLessThanOrEqual(9);
  });

  it("of the caller's signal end it at once", async () => {
    const controller = new AbortController();
    const service = new JobPages(10_000);
    service.before = (call) => {
      if (call === 20) {
        controller.abort();
      }
      if (controller.signal.aborted) {
        throw abortedError();
      }
    };
    await expect(list(service, {}, { signal: controller.signal })).rejects.toMatchObject({ kind: "aborted" });
    expect(service.calls.length).toBeLessThan(30);
  });

  it("of the pattern are reported before any request", async () => {
    const service = new JobPages(1);
    await expect(list(service, { nameRegex: "(" })).rejects.toThrow(NotationError);
    expect(service.calls).toEqual([]);
  });
});
