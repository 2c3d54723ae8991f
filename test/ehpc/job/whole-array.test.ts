import fc from "fast-check";
import { type ArrayAim, isDecided, speakingFor, speakingJob } from "../../../src/ehpc/job/whole-array";
import type { StateLists } from "../../../src/notation/phase";
import { aJob } from "./a-job";

/** An array of four tasks: the states of the tasks that are told, by index; index 0 is the array itself. */
type States = Readonly<Record<number, string | null>>;

function records(states: States, arrayRequest: string | null = "1-4") {
  return Object.entries(states).map(([index, state]) =>
    index === "0"
      ? aJob({ jobId: "36", arrayRequest, state })
      : aJob({
          jobId: String(36 + Number(index)),
          arrayJobId: "36",
          arrayJobSubId: index,
          arrayRequest,
          state,
        }),
  );
}

function speak(states: States, lists: StateLists = {}, aim?: ArrayAim, request: string | null = "1-4") {
  const array = { asked: "36", records: records(states, request) };
  const { state, array: spoken } = speakingFor(array, aJob(), lists, aim);
  return [state, spoken.speaker, isDecided(array), spoken.summary];
}

describe("an array", () => {
  it.each<[string, States, [string | null, string, boolean, string]]>([
    [
      "runs while one task runs",
      { 1: "Completed", 2: "Failed", 3: "Pending", 4: "Running" },
      ["Running", "36_4", true, "1 of 4 tasks failed, 2 not ended, 1 succeeded; task 36_4: Running"],
    ],
    [
      "is pending while others have ended or are not known",
      { 1: "Completed", 3: "Pending" },
      ["Pending", "36_3", true, "1 of 4 tasks not ended, 1 succeeded, 2 not listed; task 36_3: Pending"],
    ],
    [
      "has succeeded when all tasks have",
      { 1: "Completed", 2: "Completed", 3: "Completed", 4: "FINISHED" },
      ["Completed", "36_1", true, "4 of 4 tasks succeeded"],
    ],
    [
      "has failed when all have ended and one has failed",
      { 1: "Completed", 2: "Completed", 3: "TIMEOUT", 4: "Completed" },
      ["TIMEOUT", "36_3", true, "1 of 4 tasks failed, 3 succeeded; task 36_3: TIMEOUT"],
    ],
    [
      "may be taken back when one task may",
      { 1: "Failed", 2: "Completed", 3: "NODE_FAIL", 4: "Completed" },
      ["NODE_FAIL", "36_3", true, "2 of 4 tasks failed, 2 succeeded; task 36_3: NODE_FAIL"],
    ],
    [
      "is not known when a task is in a state that nobody knows",
      { 1: "Completed", 2: "Sleeping", 3: "Failed", 4: "Completed" },
      [
        "Sleeping",
        "36_2",
        true,
        "1 of 4 tasks failed, 1 in an unknown state, 2 succeeded; task 36_2: Sleeping",
      ],
    ],
    [
      "has no state when the tasks that are known have ended and others are not listed",
      { 1: "Completed", 3: "Failed" },
      [null, "36", false, "1 of 4 tasks failed, 1 succeeded, 2 not listed"],
    ],
    [
      "stands as it says of itself while it has not ended",
      { 0: "B" },
      ["B", "36", true, "4 of 4 tasks not listed; the array itself: B"],
    ],
    ["has not ended by its own word", { 0: "Completed" }, [null, "36", false, "4 of 4 tasks not listed"]],
    [
      "has failed when it says so of itself and all tasks have succeeded",
      { 0: "Failed", 1: "Completed", 2: "Completed", 3: "Completed", 4: "Completed" },
      ["Failed", "36", true, "4 of 4 tasks succeeded; the array itself: Failed"],
    ],
  ])("%s", (_, states, spoken) => {
    expect(speak(states)).toEqual(spoken);
  });

  it.each<[string, string | null]>([
    ["that does not say how many tasks it has", null],
    ["that tells of each task's own index alone", "2"],
    ["whose request was cut off", "1,2,3,..."],
  ])("%s is never at its end", (_, request) => {
    const alone = { asked: "36", records: records({ 2: "Completed" }, request) };
    expect([isDecided(alone), speakingFor(alone, aJob()).state]).toEqual([false, null]);
  });

  it("has not ended where one record says so of several tasks", () => {
    const remainder = aJob({ jobId: "36_[1-4]", arrayRequest: "1-4", state: "Completed" });
    const parent = aJob({ jobId: "36", arrayRequest: "1-4", state: "Completed" });
    const array = { asked: "36", records: [remainder, parent] };
    expect([isDecided(array), speakingFor(array, remainder).state]).toEqual([false, null]);
  });

  it("is read as the caller reads states", () => {
    const states = { 1: "Completed", 2: "Sleeping", 3: "Completed", 4: "Dreaming" };
    expect(speak(states, { successStates: ["sleeping"] })[0]).toBe("Dreaming");
    expect(speak(states, { successStates: ["sleeping", "dreaming"] })[0]).toBe("Completed");
    expect(speak(states, { failureStates: ["sleeping"], successStates: ["dreaming"] })[0]).toBe("Sleeping");
    expect(speak({ 1: "Running" }, { successStates: ["running"] })[0]).toBeNull();
  });

  it("has failed for a wait for success as soon as one task has for good", () => {
    const states = { 1: "NODE_FAIL", 2: "Failed", 3: "Running" };
    expect(speak(states, {}, "succeeded").slice(0, 2)).toEqual(["Failed", "36_2"]);
    expect(speak(states, {}, "finished").slice(0, 2)).toEqual(["Running", "36_3"]);
    expect(speak({ 1: "NODE_FAIL", 3: "Running" }, {}, "succeeded")[0]).toBe("Running");
  });

  it("has started when one task has", () => {
    expect(speak({ 1: "Completed", 2: "Pending" }, {}, "started")[0]).toBe("Completed");
    expect(speak({ 1: "Failed", 2: "Pending" }, {}, "started")[0]).toBe("Pending");
  });

  it("counts a task with two records by the one further from a good end", () => {
    const [one, two] = [records({ 1: "Completed" }, "1"), records({ 1: "Running" }, "1")];
    for (const both of [
      [...one, ...two],
      [...two, ...one],
    ]) {
      expect(speakingFor({ asked: "36", records: both }, aJob()).state).toBe("Running");
    }
  });

  it("gives the results of the task that speaks for it", () => {
    const array = {
      asked: "36",
      records: records({ 1: "Completed", 2: "Failed", 3: "Completed", 4: "Completed" }),
    };
    expect(speakingFor(array, aJob({ createTime: "2024-08-16T10:52:48" }))).toMatchObject({
      jobId: "38",
      arrayJobId: "36",
      arrayJobSubId: "2",
    });
  });
});

it("a job that is no array speaks for itself", () => {
  const job = aJob({ jobId: "10", state: "Running" });
  expect(speakingJob(job)).toBe(job);
});

it("no array succeeds unless each of its tasks is known to have succeeded", () => {
  const state = fc.constantFrom(
    "Completed",
    "Completed",
    "FINISHED",
    "Failed",
    "NODE_FAIL",
    "Running",
    "Pending",
    "Odd",
    null,
  );
  const states = fc.dictionary(fc.constantFrom("0", "1", "2", "3", "4"), state);
  const aim = fc.constantFrom<ArrayAim | undefined>(undefined, "finished", "succeeded");
  const request = fc.constantFrom("1-4", "[1-4%2]", "1,2,3,4", null, "3", "1,2,...");
  let ends = 0;
  fc.assert(
    fc.property(states, aim, request, (told, wanted, requested) => {
      const [spoken] = speak(told, {}, wanted, requested);
      if (spoken !== "Completed" && spoken !== "FINISHED") {
        return;
      }
      ends += 1;
      // An array that says so of itself may have one task.
      const all = requested === "3" && told["0"] !== undefined ? ["3"] : ["1", "2", "3", "4"];
      for (const index of all) {
        expect(told[index]).toMatch(/^(Completed|FINISHED)$/);
      }
    }),
    // How many of them end is a matter of luck without a seed.
    { numRuns: 20_000, seed: 20261127 },
  );
  expect(ends).toBeGreaterThan(20);
});
