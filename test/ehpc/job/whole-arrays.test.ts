import fc from "fast-check";
import { abortedError, EhpcError } from "../../../src/base/errors";
import { silentLog } from "../../../src/base/log";
import type { JobAnswer } from "../../../src/ehpc/api/client";
import { wholeArrays } from "../../../src/ehpc/job/whole-arrays";
import { DrivenClock } from "../../support/driven-clock";
import { aListedJob } from "../list/a-listed-job";
import { AnArray, type Told } from "./an-array";

/** The list is paced by a clock of its own, which is driven here. */
async function read(service: AnArray, jobId = "36"): Promise<JobAnswer> {
  const clock = new DrivenClock();
  const options = { maxRetryMs: 0, clock, random: () => 0.5, log: silentLog };
  const answer = wholeArrays(service, options)({ clusterId: "c", jobId }, { maxRetryMs: 0 });
  const settled = answer.then(
    () => true,
    () => true,
  );
  while (!(await Promise.race([settled, clock.advance(1_000).then(() => false)]))) {}
  return answer;
}

describe("the array's own ID", () => {
  it.each<Told>(["last task", "first task", "array itself"])(
    "means all tasks where GetJob tells of the %s",
    async (told) => {
      const service = new AnArray(["Completed", "Running", "Completed", "Completed"]);
      service.told = told;
      const { job } = await read(service);
      expect(job).toMatchObject({ state: "Running", arrayJobSubId: "2", createTime: "2024-08-16T10:52:48" });
      expect(job.array?.summary).toBe("1 of 4 tasks not ended, 3 succeeded; task 36_2: Running");
    },
  );

  it("means the tasks that have not begun, too, which are one record", async () => {
    const service = new AnArray(["Pending", "Pending"]);
    service.told = "remainder";
    expect((await read(service)).job).toMatchObject({ state: "Pending" });
  });

  it("is read by the service's search for the name, and by all jobs where that finds too little", async () => {
    const service = new AnArray(["Completed", "Completed"]);
    expect((await read(service)).job.state).toBe("Completed");
    expect(service.lists).toEqual(["train"]);
    service.searchFails = true;
    expect((await read(service)).job.state).toBe("Completed");
    expect(service.lists).toEqual(["train", "train", undefined]);
  });

  it("of a thousand tasks is read on as many pages as they take", async () => {
    const service = new AnArray(Array.from({ length: 1_000 }, () => "Completed"));
    expect((await read(service)).job.array?.summary).toBe("1000 of 1000 tasks succeeded");
  });

  it("is refused with the way to name a task where some are not listed", async () => {
    const service = new AnArray(["Completed", "Completed", "Completed"]);
    service.unlisted.add(1);
    await expect(read(service)).rejects.toMatchObject({
      kind: "array-undecided",
      message:
        "Job 36 is an array, and its ID means all its tasks. E-HPC does not return enough to tell the state of the array: 2 of 3 tasks succeeded, 1 not listed. To read a single task, use its ID, such as 36_3.",
    });
  });

  it.each([
    ["on one page", 0],
    ["on two pages", 60],
  ])("is what contradicts a good end where a task is listed twice %s", async (_, between) => {
    for (const [state, other] of [
      ["Running", "Running"],
      ["Failed", "Failed"],
      [null, null],
    ]) {
      const service = new AnArray(["Completed", "Completed", "Completed"]);
      const { jobId, jobName, arrayJobId, arrayJobSubId, arrayRequest } = service.task(1);
      const ids = { jobId, jobName, arrayJobId, arrayJobSubId, arrayRequest };
      service.more = [
        ...Array.from({ length: between }, (_, index) => aListedJob({ jobId: `${1_000 + index}` })),
        aListedJob({ ...ids, state }),
      ];
      expect((await read(service)).job).toMatchObject({ state: other, arrayJobSubId: "1" });
    }
  });

  describe("is not read by a request that is too small from the first look on", () => {
    it.each<[string, (service: AnArray) => void]>([
      ["of one name", () => {}],
      ["that the search for the name does not find", (service) => (service.searchFails = true)],
      [
        "whose names are their own",
        (service) => {
          service.name = (index) => `train-${index}`;
          service.told = "first task";
        },
      ],
    ])("where a list has tasks beyond it %s", async (_, change) => {
      for (const state of ["Running", "Completed", "Failed"]) {
        const service = new AnArray(["Completed", "Completed", state, "Completed"]);
        service.request = "1-2";
        service.searchIsExact = true;
        change(service);
        const outcome = await read(service).then(
          ({ job }) => job.state,
          (error: EhpcError) => error.kind,
        );
        expect(outcome).toBe(state === "Running" ? "Running" : "array-undecided");
      }
    });
  });

  it("is not completed by tasks of another user", async () => {
    const service = new AnArray(["Completed", "Completed", "Completed"]);
    service.user = "alice";
    service.users.set(1, "bob").set(2, "bob");
    await expect(read(service)).rejects.toMatchObject({
      kind: "array-undecided",
      message: expect.stringContaining("1 of 3 tasks succeeded, 2 not listed, 2 listed of another user."),
    });
    service.users.set(1, "alice@login1.cluster").set(2, "alice");
    expect((await read(service)).job).toMatchObject({ state: "Completed" });
  });

  it("is refused if the number of tasks is unknown", async () => {
    const service = new AnArray(["Completed"]);
    service.request = null;
    await expect(read(service)).rejects.toMatchObject({
      kind: "array-undecided",
      message: expect.stringContaining("1 of an unknown number of tasks succeeded"),
    });
  });

  it("is refused where jobs may not be listed, unless GetJob's word is enough", async () => {
    const service = new AnArray(["Completed", "Completed"]);
    service.listTrouble = new EhpcError("forbidden", "The access key is not authorized to make this call.");
    await expect(read(service)).rejects.toMatchObject({
      kind: "array-undecided",
      message: expect.stringContaining(
        "could not be listed: The access key is not authorized to make this call.",
      ),
    });
    service.states[1] = "Running";
    expect((await read(service)).job).toMatchObject({ state: "Running" });
  });

  it.each([
    ["a disturbed service", new EhpcError("unreachable", "The connection broke.", { transient: true })],
    ["the caller's signal", abortedError()],
  ])("fails with %s while it is listed, as any call does", async (_, trouble) => {
    const service = new AnArray(["Running", "Completed"]);
    service.listTrouble = trouble;
    await expect(read(service)).rejects.toMatchObject({
      kind: trouble.kind,
      message: expect.stringContaining(trouble.message),
    });
  });
});

it("a task that is asked for is answered by itself, and nothing is listed", async () => {
  const service = new AnArray(["Running", "Completed"]);
  service.getJob = async () => ({ requestId: null, job: service.task(2) });
  for (const task of ["36_2", "36[2]"]) {
    const { job } = await read(service, task);
    expect([job.state, job.array]).toEqual(["Completed", undefined]);
  }
  expect(service.lists).toEqual([]);
});

it("no array counts as ended while a task runs, however its list shifts and loses rows", async () => {
  const ENDED = /^(Completed|Failed)$/;
  const state = fc.constantFrom(
    "Completed",
    "Completed",
    "Completed",
    "Failed",
    "Running",
    "Pending",
    "Odd",
    null,
  );
  const change = fc.record({
    at: fc.integer({ min: 1, max: 6 }),
    index: fc.integer({ min: 1, max: 120 }),
    what: fc.constantFrom("lost", "found", "ends"),
  });
  const life = fc.record({
    odd: fc.array(fc.tuple(fc.integer({ min: 1, max: 120 }), state), { maxLength: 3 }),
    count: fc.integer({ min: 1, max: 120 }),
    told: fc.constantFrom<Told>("last task", "first task", "remainder", "array itself"),
    changes: fc.array(change, { maxLength: 5 }),
  });
  const came = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(life, async ({ odd, count, told, changes }) => {
      const service = new AnArray(Array.from({ length: count }, () => "Completed"));
      for (const [index, other] of odd) {
        if (index <= count) {
          service.states[index - 1] = other;
        }
      }
      service.told = told;
      let calls = 0;
      service.before = () => {
        calls += 1;
        for (const { index, what } of changes.filter(({ at }) => at === calls)) {
          if (index > count) {
            continue;
          }
          if (what === "lost") {
            service.unlisted.add(index);
          }
          if (what === "found") {
            service.unlisted.delete(index);
          }
          if (what === "ends") {
            service.states[index - 1] = "Completed";
          }
        }
      };
      const outcome = await read(service).then(
        ({ job }) => job.state,
        (error: EhpcError) => error.kind,
      );
      came.set(String(outcome), (came.get(String(outcome)) ?? 0) + 1);
      if (outcome === null || !ENDED.test(outcome)) {
        return;
      }
      expect(service.states.filter((task) => task === null || !ENDED.test(task))).toEqual([]);
      if (outcome === "Completed") {
        expect(service.states).not.toContain("Failed");
      }
    }),
    { numRuns: 500 },
  );
  expect([...came.keys()]).toEqual(
    expect.arrayContaining(["Completed", "Failed", "Running", "Pending", "array-undecided"]),
  );
});
