import { behind, completion } from "../support/configuration";
import { WaitWorkspace } from "../support/wait-workspace";

let waiting: WaitWorkspace;

beforeEach(async () => {
  waiting = await WaitWorkspace.create({ attached: true });
  waiting.configure(completion("train", "1.manager"), behind("train"));
  waiting.jobIs("1.manager", "Running");
});

afterEach(() => waiting.close());

test("a second run on the state of one that waits is refused, makes nothing, and disturbs no wait", async () => {
  const first = await waiting.applyWaitingFor("1.manager");
  for (const command of [
    ["apply", "-auto-approve"],
    ["destroy", "-auto-approve"],
  ]) {
    const { text } = await waiting.workspace.fail(...command, "-no-color");
    expect(text).toContain("Error acquiring the state lock");
  }
  expect(first.process.exitCode).toBeNull();
  waiting.jobIs("1.manager", "Completed");
  expect(await first.finished).toMatchObject({ status: 0 });
  expect(await waiting.addresses()).toEqual(["ehpc_job_completion.train", "terraform_data.behind_train"]);
  await waiting.planChangesNothing();
});

test("two runs without a lock each open their gate by the job's end alone", async () => {
  const runs = await Promise.all([
    waiting.applyWaitingFor("1.manager", 2, "-lock=false"),
    waiting.applyWaitingFor("1.manager", 4, "-lock=false"),
  ]);
  waiting.jobIs("1.manager", "Failed");
  for (const { finished } of runs) {
    const { status, text } = await finished;
    expect(status).toBe(1);
    expect(text).toContain("Job Failed");
  }
  expect(await waiting.addresses()).toEqual([]);
});

test.each(["Failed", "PREEMPTED", "Archived"])(
  "a saved plan opens nothing when its job is %s by the time it is applied",
  async (state) => {
    waiting.configure(
      completion("train", "1.manager", 'timeout = "2s"', 'requeue_grace = "1s"'),
      behind("train"),
    );
    await waiting.plan("-out=saved");
    waiting.jobIs("1.manager", state);
    const { text } = await waiting.workspace.fail("apply", "-no-color", "saved");
    expect(text).toMatch(/Job Failed|Job Wait Timed Out/);
    expect(await waiting.addresses()).toEqual([]);
  },
);
