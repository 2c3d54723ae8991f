import { allClis } from "../support/cli";
import { behind, completion } from "../support/configuration";
import { errorAt } from "../support/shown-diagnostics";
import { WaitWorkspace } from "../support/wait-workspace";

const OUTPUT_LOG = "/home/train.o1";

describe.each(allClis().map((cli) => [cli.name, cli] as const))("with %s", (_, cli) => {
  let waiting: WaitWorkspace;

  beforeAll(async () => {
    waiting = await WaitWorkspace.create({ cli, scenario: { lifeBegins: "first-read" } });
    waiting.configure(
      completion("train", "1.manager", 'interval = "500ms"'),
      behind("train"),
      'output "state" { value = ehpc_job_completion.train.state }',
    );
  });

  afterAll(() => waiting.close());

  test("a plan says what an apply will wait for, without asking the service", async () => {
    const { text } = await waiting.plan();
    expect(text).toContain("ehpc_job_completion.train will be created");
    expect(text).toContain("state = (known after apply)");
    expect(waiting.emulator.calls).toHaveLength(0);
  });

  test("an apply waits until the job has completed, and what is behind it follows", async () => {
    waiting.jobIs("1.manager", "Pending", {
      info: { OutputLog: OUTPUT_LOG, JobName: "train" },
      life: [
        { at: 0.7, State: "Running" },
        { at: 1.4, State: "Completed" },
      ],
    });
    Object.assign(waiting.workspace.env, { TF_LOG_PROVIDER: "info", TF_LOG_PATH: "terraform.log" });
    const { stdout } = await waiting.apply();
    Object.assign(waiting.workspace.env, { TF_LOG_PROVIDER: undefined, TF_LOG_PATH: undefined });
    expect(stdout).toContain("2 added, 0 changed, 0 destroyed");
    expect(stdout).toContain('state = "Completed"');
    const created = [...stdout.matchAll(/(\w+): Creation complete/g)].map(([, name]) => name);
    expect(created).toEqual(["train", "behind_train"]);
    expect(waiting.looksAt("1.manager")).toBeGreaterThanOrEqual(3);
    expect(await waiting.attributesOf("ehpc_job_completion.train")).toMatchObject({
      phase: "succeeded",
      finished: true,
      succeeded: true,
      job_name: "train",
      output_log: OUTPUT_LOG,
    });
  });

  test("Terraform's log has each state of the job, at level INFO", () => {
    const states = waiting.workspace
      .read("terraform.log")
      .split("\n")
      .filter((line) => line.includes("[INFO]") && line.includes("Job 1.manager: "));
    expect(states.length).toBeGreaterThanOrEqual(2);
    expect(states[0]).toContain('Job 1.manager: "Pending".');
    expect(states.at(-1)).toMatch(/Job 1\.manager: "\w+" -> "Completed"\./);
  });

  test("a second plan has no changes", () => waiting.planChangesNothing());

  test("a plan has no changes either when the scheduler has forgotten the job", async () => {
    waiting.emulator.removeJob("ehpc-hz-FYUr32abcd", "1.manager");
    await waiting.planChangesNothing();
    await waiting.apply("-refresh-only");
    expect(await waiting.attributesOf("ehpc_job_completion.train")).toMatchObject({ state: "Completed" });
  });

  test("a destroy needs no job", async () => {
    const { stdout } = await waiting.workspace.succeed("destroy", "-auto-approve", "-no-color");
    expect(stdout).toContain("2 destroyed");
    expect(await waiting.addresses()).toEqual([]);
  });

  test("a job that fails ends the apply at once, and nothing is created", async () => {
    waiting.jobIs("1.manager", "Running", {
      life: [{ at: 0.7, State: "Failed", stderr: "out of memory\n" }],
    });
    const shown = errorAt("ehpc_job_completion.train", await waiting.failingApply());
    expect(shown).toMatchObject({ summary: "Job Failed", code: 'job_id     = "1.manager"' });
    expect(shown.detail).toContain("state: Failed");
    expect(shown.detail).toContain("out of memory");
    expect(await waiting.addresses()).toEqual([]);
  });

  test("a lookup waits as well, while it is read", async () => {
    waiting.configure(`data "ehpc_job" "train" {
      cluster_id = "ehpc-hz-FYUr32abcd"
      job_id     = "2.manager"
      wait       = { until = "succeeded", interval = "500ms" }
    }`);
    waiting.jobIs("2.manager", "Running", { life: [{ at: 0.7, State: "Completed" }] });
    await waiting.plan();
    expect(waiting.looksAt("2.manager")).toBeGreaterThanOrEqual(2);
  });
});
