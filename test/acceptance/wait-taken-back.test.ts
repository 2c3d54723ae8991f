import { behind, CLUSTER, completion, lookup, TIME_FOR_A_LOOK } from "../support/configuration";
import { errorAt } from "../support/shown-diagnostics";
import { WaitWorkspace } from "../support/wait-workspace";

const MINE = { JobName: "train", RunasUser: "alice" };

let waiting: WaitWorkspace;

beforeAll(async () => {
  waiting = await WaitWorkspace.create({ attached: true });
});

afterEach(async () => {
  await waiting.workspace.succeed("destroy", "-auto-approve", "-refresh=false");
  waiting.emulator.update({ clusters: { [CLUSTER]: {} } });
});

afterAll(() => waiting.close());

/** Changes a job, and waits until the command has looked at it three times more. */
async function then(
  command: Parameters<WaitWorkspace["whileRunning"]>[0],
  jobId: string,
  ...change: [state: string, info?: Record<string, string>]
): Promise<void> {
  const [State, info = MINE] = change;
  waiting.jobIs(jobId, State, { info });
  const looks = waiting.looksAt(jobId);
  await waiting.whileRunning(command, () => waiting.looksAt(jobId) < looks + 3);
}

describe.each(["PREEMPTED", "NODE_FAIL", "BOOT_FAIL"])(
  "a job that goes from %s back into the queue",
  (state) => {
    test("is waited for as before, whatever end is asked for", async () => {
      waiting.configure(
        completion("good", "1.manager", 'requeue_grace = "1h"'),
        completion("either", "1.manager", 'requeue_grace = "1h"', 'until = "finished"'),
        behind("good"),
        behind("either"),
      );
      waiting.jobIs("1.manager", "Running", { info: MINE });
      const apply = await waiting.applyWaitingFor("1.manager");
      await then(apply, "1.manager", state);
      await then(apply, "1.manager", "Pending");
      await then(apply, "1.manager", "Running");
      waiting.jobIs("1.manager", "Completed", { info: MINE });
      const { status, stdout } = await apply.finished;
      expect([status, stdout]).toEqual([0, expect.stringContaining("4 added, 0 changed, 0 destroyed")]);
      for (const name of ["good", "either"]) {
        expect(await waiting.attributesOf(`ehpc_job_completion.${name}`)).toMatchObject({
          state: "Completed",
          phase: "succeeded",
          may_restart: false,
        });
      }
    });
  },
);

test("a lookup that waits does so, too", async () => {
  const wait = 'wait = { until = "finished", interval = "200ms", requeue_grace = "1h" }';
  waiting.configure(
    lookup("train", "2.manager", wait),
    'output "train" { value = [data.ehpc_job.train.state, data.ehpc_job.train.may_restart] }',
  );
  waiting.jobIs("2.manager", "Running", { info: MINE });
  const plan = waiting.workspace.start(["plan", "-no-color"]);
  await waiting.whileRunning(plan, () => waiting.looksAt("2.manager") < 2);
  await then(plan, "2.manager", "PREEMPTED");
  await then(plan, "2.manager", "Running");
  waiting.jobIs("2.manager", "Completed", { info: MINE });
  const { status, text } = await plan.finished;
  expect([status, text]).toEqual([0, expect.stringContaining('"Completed", + false')]);
});

test("a job that stays there for the grace has ended: either end is recorded, and a good one is not to come", async () => {
  waiting.configure(
    completion("good", "3.manager", 'requeue_grace = "1s"'),
    completion("either", "3.manager", 'requeue_grace = "1s"', 'until = "finished"'),
    behind("good"),
    behind("either"),
  );
  waiting.jobIs("3.manager", "PREEMPTED", { info: MINE });
  const shown = errorAt("ehpc_job_completion.good", await waiting.failingApply());
  expect(shown.summary).toBe("Job Failed");
  expect(shown.detail).toContain("state: PREEMPTED");
  expect(shown.detail).toContain("has not done so for 1s (requeue_grace).");
  expect(waiting.looksAt("3.manager")).toBeGreaterThan(1);
  expect(await waiting.attributesOf("ehpc_job_completion.either")).toMatchObject({
    state: "PREEMPTED",
    phase: "failed",
    finished: true,
    succeeded: false,
    may_restart: true,
  });
  expect(await waiting.addresses()).toEqual(["ehpc_job_completion.either", "terraform_data.behind_either"]);
});

test.each([
  ["a grace of 0s", 'requeue_grace = "0s"'],
  ["a list that calls it a failure", 'failure_states = ["preempted"]'],
])("%s takes it for the end at the first look", async (_, line) => {
  waiting.configure(completion("train", "4.manager", line));
  waiting.jobIs("4.manager", "PREEMPTED", { info: MINE });
  const looks = waiting.looksAt("4.manager");
  expect(errorAt("ehpc_job_completion.train", await waiting.failingApply()).summary).toBe("Job Failed");
  expect(waiting.looksAt("4.manager")).toBe(looks + 1);
});

test("a time-out within the grace says what was waited for", async () => {
  waiting.configure(completion("train", "5.manager", `timeout = "${TIME_FOR_A_LOOK}"`));
  waiting.jobIs("5.manager", "PREEMPTED", { info: MINE });
  const shown = errorAt("ehpc_job_completion.train", await waiting.failingApply());
  expect(shown.summary).toBe("Job Wait Timed Out");
  expect(shown.detail).toContain("it counts as the end only after a grace period (requeue_grace)");
});

test("a lookup without wait says that the end may be taken back, and an import takes none", async () => {
  waiting.configure(
    lookup("train", "6.manager"),
    'output "train" { value = [data.ehpc_job.train.phase, data.ehpc_job.train.finished, data.ehpc_job.train.may_restart] }',
  );
  waiting.jobIs("6.manager", "NODE_FAIL", { info: MINE });
  expect((await waiting.plan()).text).toContain('train = [ + "failed", + true, + true, ]');
  waiting.configure(completion("train", "6.manager"));
  const { text } = await waiting.workspace.fail(
    "import",
    "-no-color",
    "ehpc_job_completion.train",
    `${CLUSTER}:6.manager`,
  );
  expect(text).toContain("Error: Job Not Finished");
});

test("an ID that passes to another job during a wait ends it, and nothing is made", async () => {
  waiting.configure(completion("train", "7.manager", 'until = "finished"'), behind("train"));
  waiting.jobIs("7.manager", "Running", { info: MINE });
  const apply = await waiting.applyWaitingFor("7.manager");
  waiting.jobIs("7.manager", "Completed", { info: { JobName: "clean", RunasUser: "bob" } });
  const { status, text } = await apply.finished;
  expect(status).toBe(1);
  expect(text).toContain("Error: Job ID Reused");
  expect(text.replace(/[\s│]+/g, " ")).toContain(
    'this wait is for job "train" of user "alice", but the response describes job "clean" of user "bob".',
  );
  expect(await waiting.addresses()).toEqual([]);
});

test("refusals that time cures do not end a wait that has worked", async () => {
  const refusals = [
    { code: "ConflictOpt", httpStatus: 409 },
    { code: "IllegalTimestamp", httpStatus: 400 },
    { code: "InvalidClusterStatus" },
    { code: "Throttling.User" },
  ];
  waiting.configure(completion("train", "8.manager"), behind("train"));
  waiting.jobIs("8.manager", "Running", { info: MINE });
  const apply = await waiting.applyWaitingFor("8.manager");
  for (const error of refusals) {
    const looks = waiting.looksAt("8.manager");
    waiting.jobIs("8.manager", "Running", { info: MINE, error });
    await waiting.whileRunning(apply, () => waiting.looksAt("8.manager") < looks + 2);
  }
  waiting.jobIs("8.manager", "Completed", { info: MINE });
  expect((await apply.finished).status).toBe(0);
  expect(await waiting.addresses()).toHaveLength(2);
});
