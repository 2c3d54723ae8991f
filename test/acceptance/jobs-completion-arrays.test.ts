import type { ScenarioJob } from "../../src/emulator/scenario/scenario";
import { CLUSTER } from "../support/configuration";
import { errorAt } from "../support/shown-diagnostics";
import { BEHIND_SWEEP, SWEEP, sweep } from "../support/sweep";
import { WaitWorkspace } from "../support/wait-workspace";
import type { Running } from "../support/workspace";

const TASKS = 60;
const CREATED = { JobName: "sweep", JobQueue: "comp", CreateTime: "2024-08-20T02:54:46" };

/** Which states the tasks are in, by indices such as `1-10`. */
type States = Readonly<Record<string, string>>;

describe.each([
  { arrayId: "36", taskIds: "index", taskOf: (index: number) => `36_${index}` },
  { arrayId: "36", taskIds: "own", taskOf: (index: number) => `36_${index}` },
  { arrayId: "36", taskIds: "array", taskOf: (index: number) => `36_${index}` },
  { arrayId: "1[].manager", taskIds: "index", taskOf: (index: number) => `1[${index}].manager` },
] as const)("array $arrayId, whose tasks have IDs by $taskIds", ({ arrayId, taskIds, taskOf }) => {
  let waiting: WaitWorkspace;

  beforeEach(async () => {
    waiting = await WaitWorkspace.create({ attached: true });
    waiting.configure(
      'resource "terraform_data" "beside" {}',
      sweep(`array_job_id = "${arrayId}"`),
      BEHIND_SWEEP,
    );
  });

  afterEach(() => waiting.close());

  /** Tasks without a state are pending. */
  function tasksAre(states: States, more: ScenarioJob = {}): void {
    const tasks = Object.entries(states).map(([indices, State]) => [
      indices,
      { info: { State }, ...(State === "Failed" && more) },
    ]);
    waiting.emulator.setJob(CLUSTER, arrayId, {
      arrayRequest: `1-${TASKS}`,
      taskIds,
      info: { ...CREATED, State: "Pending" },
      tasks: Object.fromEntries(tasks),
    });
  }

  /** Some rounds of looks, which end where the apply ends: it must go on. */
  async function stillWaits(apply: Running): Promise<void> {
    const { emulator } = waiting;
    const before = emulator.calls.length;
    await waiting.whileRunning(apply, () => emulator.calls.length < before + 6);
  }

  /** An apply during which the last tasks begin only when the first ones have completed. */
  async function applyUntilLastTaskRuns(): Promise<Running> {
    tasksAre({ "1-10": "Running" });
    const apply = waiting.workspace.start(["apply", "-auto-approve"]);
    await stillWaits(apply);
    tasksAre({ "1-10": "Completed" });
    await stillWaits(apply);
    tasksAre({ "1-10": "Completed", [`11-${TASKS}`]: "Running" });
    await stillWaits(apply);
    tasksAre({ [`1-${TASKS - 1}`]: "Completed", [TASKS]: "Running" });
    await stillWaits(apply);
    return apply;
  }

  test("opens when the last task has completed, and records each task", async () => {
    const apply = await applyUntilLastTaskRuns();
    tasksAre({ [`1-${TASKS}`]: "Completed" });
    const { status, text } = await apply.finished;

    expect([status, text]).toEqual([0, expect.stringContaining("3 added, 0 changed, 0 destroyed")]);
    const { jobs, ...rest } = await waiting.attributesOf(SWEEP);
    expect(rest).toMatchObject({ counts: { succeeded: TASKS }, finished: true, failed_job_ids: [] });
    expect(Object.keys(jobs as object).sort()).toEqual(
      Array.from({ length: TASKS }, (_, index) => taskOf(index + 1)).sort(),
    );
    expect(jobs).toMatchObject({ [taskOf(TASKS)]: { state: "Completed", job_queue: "comp" } });
    await waiting.planChangesNothing();
  });

  test("stays shut when the last task fails, and says why", async () => {
    const apply = await applyUntilLastTaskRuns();
    tasksAre(
      { [`1-${TASKS - 1}`]: "Completed", [TASKS]: "Failed" },
      { info: { State: "Failed", NodeList: "compute007" }, stderr: "out of memory\n" },
    );
    const finished = await apply.finished;

    expect(finished.status).toBe(1);
    const { summary, detail } = errorAt(SWEEP, finished);
    expect(summary).toBe("Jobs Failed");
    for (const part of [`1 of ${TASKS} jobs failed`, taskOf(TASKS), "nodes: compute007", "out of memory"]) {
      expect(detail).toContain(part);
    }
    expect(await waiting.addresses()).toEqual(["terraform_data.beside"]);
  });
});
