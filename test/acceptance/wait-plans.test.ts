import { behind, CLUSTER, completion } from "../support/configuration";
import { errorAt } from "../support/shown-diagnostics";
import { WaitWorkspace } from "../support/wait-workspace";

let waiting: WaitWorkspace;

beforeEach(async () => {
  waiting = await WaitWorkspace.create({ attached: true });
});

afterEach(() => waiting.close());

const createdIn = (stdout: string) =>
  [...stdout.matchAll(/(\w+): Creation complete/g)].map(([, name]) => name);

describe("a job that another resource submits", () => {
  const submits = (jobId: string) => [
    `resource "terraform_data" "submit" { input = ${jobId} }`,
    completion("train", `\${terraform_data.submit.output}`),
    behind("train"),
  ];

  test("is waited for once its ID is known", async () => {
    waiting.configure(...submits('"9.manager"'));
    waiting.jobIs("9.manager", "Running");
    expect((await waiting.plan()).text).toContain("job_id = (known after apply)");
    const apply = await waiting.applyWaitingFor("9.manager");
    waiting.jobIs("9.manager", "Completed");
    const { stdout } = await apply.finished;
    expect(createdIn(stdout)).toEqual(["submit", "train", "behind_train"]);
    await waiting.planChangesNothing();
  });

  test("is not waited for under an ID that turns out to be none", async () => {
    waiting.configure(...submits('"Submitted batch job 9"'));
    const shown = errorAt("ehpc_job_completion.train", await waiting.failingApply());
    expect(shown.summary).toBe("Invalid Argument Value");
    expect(waiting.emulator.calls).toHaveLength(0);
    expect(await waiting.addresses()).toEqual(["terraform_data.submit"]);
  });
});

test("a saved plan waits when it is applied, for the job as it is by then", async () => {
  waiting.configure(completion("train", "1.manager"), behind("train"));
  waiting.jobIs("1.manager", "Pending");
  await waiting.plan("-out=saved");
  expect(waiting.emulator.calls).toHaveLength(0);
  const apply = waiting.workspace.start(["apply", "-no-color", "saved"]);
  await waiting.whileRunning(apply, () => waiting.looksAt("1.manager") < 2);
  waiting.jobIs("1.manager", "Completed");
  const { status, stdout } = await apply.finished;
  expect(status).toBe(0);
  expect(createdIn(stdout)).toEqual(["train", "behind_train"]);
});

test("-target waits for the jobs that its target needs, and for no others", async () => {
  waiting.configure(
    completion("one", "1.manager"),
    completion("two", "2.manager"),
    behind("one"),
    behind("two"),
  );
  waiting.jobIs("1.manager", "Completed");
  waiting.jobIs("2.manager", "Running");
  await waiting.apply("-target=terraform_data.behind_one");
  expect(await waiting.addresses()).toEqual(["ehpc_job_completion.one", "terraform_data.behind_one"]);
  expect(waiting.looksAt("2.manager")).toBe(0);
});

test("-refresh=false asks nothing of a recorded outcome, in a plan and in a destroy", async () => {
  waiting.configure(completion("train", "1.manager"), behind("train"));
  waiting.jobIs("1.manager", "Completed");
  await waiting.apply();
  waiting.emulator.forgetCalls();
  await waiting.planChangesNothing("-refresh=false");
  await waiting.workspace.succeed("destroy", "-auto-approve", "-refresh=false");
  expect(waiting.emulator.calls).toHaveLength(0);
});

test("each of several jobs opens its own way, and one that fails holds up no other", async () => {
  waiting.configure(
    completion("each", `\${each.value}`, 'for_each = toset(["1.manager", "2.manager", "3.manager"])'),
    'resource "terraform_data" "behind_each" {\n for_each = ehpc_job_completion.each\n input = each.value.state\n }',
  );
  waiting.jobIs("1.manager", "Running", { life: [{ at: 4, State: "Completed" }] });
  waiting.jobIs("2.manager", "Failed");
  waiting.jobIs("3.manager", "Completed");
  const shown = errorAt('ehpc_job_completion.each["2.manager"]', await waiting.failingApply());
  expect(shown.summary).toBe("Job Failed");
  expect(await waiting.addresses()).toEqual([
    'ehpc_job_completion.each["1.manager"]',
    'ehpc_job_completion.each["3.manager"]',
  ]);
  waiting.jobIs("2.manager", "Completed");
  expect((await waiting.apply()).stdout).toContain("4 added, 0 changed, 0 destroyed");
  expect(waiting.emulator.calls.at(-1)).toMatchObject({ clusterId: CLUSTER });
});
