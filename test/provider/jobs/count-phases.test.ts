import { countPhases } from "../../../src/provider/jobs/count-phases";

const task = (state: string | null, isShared = false) => ({ jobId: "1.manager", entry: { state }, isShared });

test("jobs are counted by phase", () => {
  const states = ["Completed", "FINISHED", "Running", "Pending", "Failed", "PREEMPTED", "Sleeping", null];

  expect(
    countPhases(
      states.map((state) => task(state)),
      {},
    ),
  ).toEqual({
    pending: 1,
    running: 1,
    succeeded: 2,
    failed: 2,
    unknown: 2,
    may_restart: 1,
  });
});

test("a task without an entry is unknown, and so is one whose entry of several tasks says that they have ended", () => {
  const tasks = [
    { jobId: "36_1", entry: null, isShared: false },
    task("Completed", true),
    task("Pending", true),
  ];

  expect(countPhases(tasks, {})).toMatchObject({ unknown: 2, pending: 1, succeeded: 0 });
});

test("the caller's own reading of states counts", () => {
  const lists = { successStates: ["Sleeping"], failureStates: ["PREEMPTED"] };

  expect(countPhases([task("Sleeping"), task("PREEMPTED")], lists)).toMatchObject({
    succeeded: 1,
    failed: 1,
    may_restart: 0,
  });
});
