import { App, DataResource, TerraformCount, TerraformIterator, TerraformStack, Testing } from "cdktf";
import { EhpcProvider, JobGate, JobLookup } from "../../src";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import type { ScenarioJob, Stage } from "../../src/emulator/scenario/scenario";
import { temporaryFolder } from "../constructs/temporary-folder";
import { allClis } from "../support/cli";
import { CLUSTER, emulatorEnv } from "../support/configuration";
import { Workspace } from "../support/workspace";

/** A job that runs when it is first read, and ends a little later. */
function job(State: string, more: Partial<Stage> = {}): ScenarioJob {
  return {
    info: { OutputLog: "/home/train.o1", ErrorLog: "/home/train.e1" },
    life: [
      { at: 0, State: "Running" },
      { at: 1.5, State, ...more },
    ],
  };
}

const OFTEN = { interval: "300ms" };

/** A stack with the ehpc provider alone, and what `build` adds. */
function stackWith(build: (stack: TerraformStack) => void): TerraformStack {
  const stack = new TerraformStack(new App({ outdir: temporaryFolder() }), "publish");
  new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
  build(stack);
  return stack;
}

describe.each(allClis().map((cli) => [cli.name, cli] as const))("with %s", (_, cli) => {
  let emulator: Emulator;
  const workspaces: Workspace[] = [];

  beforeEach(async () => {
    emulator = await startEmulator({
      scenario: {
        lifeBegins: "first-read",
        clusters: {
          [CLUSTER]: {
            jobs: {
              "1.manager": job("Completed"),
              "2.manager": job("FINISHED"),
              "3.manager": job("Failed", { stderr: "epoch 3\nout of memory\n" }),
            },
          },
        },
      },
    });
  });

  afterEach(async () => {
    await emulator.close();
    for (const workspace of workspaces.splice(0)) {
      workspace.remove();
    }
  });

  async function initialized(files: Record<string, string>): Promise<Workspace> {
    const workspace = new Workspace(files, emulatorEnv(emulator), cli);
    workspaces.push(workspace);
    await workspace.init();
    await workspace.attach();
    return workspace;
  }

  const inJson = (stack: TerraformStack) => initialized({ "cdk.tf.json": Testing.synth(stack, true) });
  const inHcl = (stack: TerraformStack) => initialized({ "cdk.tf": stack.toHclTerraform().hcl });

  const apply = (workspace: Workspace) => workspace.succeed("apply", "-no-color", "-auto-approve");
  const plan = (workspace: Workspace) => workspace.run("plan", "-no-color", "-detailed-exitcode");

  /** The names of what was made, in that order. */
  function created(stdout: string): string[] {
    return [...stdout.matchAll(/^\w+\.(\S+): Creation complete/gm)].map(([, name = ""]) => name);
  }

  test("the apply waits at the gate, and what was recorded outlives the job's record", async () => {
    const workspace = await inJson(
      stackWith((stack) => {
        const trained = new JobGate(stack, "trained", {
          job: { clusterId: CLUSTER, jobId: "1.manager" },
          wait: OFTEN,
        });
        new DataResource(stack, "publish", { input: { model: trained.completion.outputLog } });
      }),
    );

    const planned = await workspace.succeed("plan", "-no-color", "-out=saved");
    expect(planned.stdout).toContain("ehpc_job_completion.trained will be created");
    expect(emulator.calls).toHaveLength(0);
    const { stdout } = await workspace.succeed("apply", "-no-color", "saved");
    expect(created(stdout)).toEqual(["trained", "publish"]);
    expect((await workspace.succeed("show", "-no-color")).stdout).toContain('model = "/home/train.o1"');

    emulator.removeJob(CLUSTER, "1.manager");
    expect(await plan(workspace)).toMatchObject({ status: 0 });
    await workspace.succeed("destroy", "-no-color", "-auto-approve");
    expect((await workspace.succeed("state", "list")).stdout).toBe("");
  });

  test("a job that fails ends the apply at once, and nothing is made behind the gate", async () => {
    const workspace = await inJson(
      stackWith((stack) => {
        const gate = (id: string, requires?: "finished") =>
          new JobGate(stack, id, {
            job: { clusterId: CLUSTER, jobId: "3.manager" },
            wait: { ...OFTEN, timeout: "12h" },
            requires,
          });
        new DataResource(stack, "publish", { dependsOn: [gate("trained")] });
        new DataResource(stack, "report", { dependsOn: [gate("ended", "finished")] });
      }),
    );

    const { text } = await workspace.fail("apply", "-no-color", "-auto-approve");

    expect(text).toContain("Error: Job Failed with ehpc_job_completion.trained");
    expect(text).toContain(`Job "3.manager" of cluster "${CLUSTER}" has failed`);
    expect(text).toContain("out of memory");
    // The gate that takes either end has opened.
    expect((await workspace.succeed("state", "list")).stdout.trim().split("\n")).toEqual([
      "ehpc_job_completion.ended",
      "terraform_data.report",
    ]);
  });

  test("over a lookup the plan reads the job as it is, and the gate waits for the same job", async () => {
    const stackFor = (allowMissing: boolean) =>
      stackWith((stack) => {
        const train = new JobLookup(stack, "train", { clusterId: CLUSTER, jobId: "1.manager", allowMissing });
        const trained = new JobGate(stack, "trained", { job: train, wait: OFTEN });
        new DataResource(stack, "publish", { input: { state: trained.completion.state } });
      });
    const lasting = await inJson(stackFor(true));
    const brief = await inJson(stackFor(false));

    for (const workspace of [lasting, brief]) {
      expect(created((await apply(workspace)).stdout)).toEqual(["trained", "publish"]);
      expect((await workspace.succeed("show", "-no-color")).stdout).toContain('state = "Completed"\n');
      expect(await plan(workspace)).toMatchObject({ status: 0 });
    }
    emulator.removeJob(CLUSTER, "1.manager");

    expect(await plan(lasting)).toMatchObject({ status: 0 });
    // As the documentation says: such a lookup must allow a missing job.
    const failed = await plan(brief);
    expect(failed).toMatchObject({ status: 1, text: expect.stringContaining("with data.ehpc_job.train") });
  });

  test("a job whose ID is known only after an apply is waited for in that apply", async () => {
    const workspace = await inJson(
      stackWith((stack) => {
        const submit = new DataResource(stack, "submit");
        // A value that is known only when the resource has been made, as the ID of a job submitted in the stack.
        const jobId = `\${terraform_data.submit.id == "" ? "" : "1.manager"}`;
        const gate = new JobGate(stack, "trained", { job: { clusterId: CLUSTER, jobId }, wait: OFTEN });
        // This ID is known, and the lookup comes after the job's submission: so does the gate.
        const other = new JobLookup(stack, "other", {
          clusterId: CLUSTER,
          jobId: "2.manager",
          dependsOn: [submit],
        });
        const prepared = new JobGate(stack, "prepared", { job: other, wait: OFTEN });
        new DataResource(stack, "publish", { dependsOn: [gate, prepared] });
      }),
    );

    const names = created((await apply(workspace)).stdout);

    expect([names[0], ...names.slice(1, 3).sort(), names[3]]).toEqual([
      "submit",
      "prepared",
      "trained",
      "publish",
    ]);
    expect(await plan(workspace)).toMatchObject({ status: 0 });
  });

  test("one lookup of several jobs has a gate for each, in JSON and in HCL", async () => {
    const stack = stackWith((stack) => {
      const forEach = TerraformIterator.fromMap({ a: "1.manager", b: "2.manager" });
      const named = new JobLookup(stack, "named", { clusterId: CLUSTER, forEach, jobId: forEach.value });
      const count = TerraformCount.of(2);
      const jobId = `\${count.index + 1}.manager`;
      const numbered = new JobLookup(stack, "numbered", { clusterId: CLUSTER, count, jobId });
      const wait = { ...OFTEN, timeout: "1h", triggers: { run: "1" } };
      const names = new JobGate(stack, "names", { job: named, wait });
      const numbers = new JobGate(stack, "numbers", { job: numbered, requires: "finished", wait });
      new DataResource(stack, "publish", { dependsOn: [names, numbers] });
    });

    for (const workspace of [await inJson(stack), await inHcl(stack)]) {
      const names = created((await apply(workspace)).stdout);

      expect(names.slice(0, 4).sort()).toEqual(['names["a"]', 'names["b"]', "numbers[0]", "numbers[1]"]);
      expect(names[4]).toBe("publish");
      expect(await plan(workspace)).toMatchObject({ status: 0 });
    }
  });

  test("a lookup that waits holds up the plan until its job is so far, in JSON and in HCL", async () => {
    const stackFor = (jobId: string) =>
      stackWith((stack) => {
        const wait = { until: "succeeded", timeout: "1h", ...OFTEN } as const;
        const train = new JobLookup(stack, "train", { clusterId: CLUSTER, jobId, wait });
        new DataResource(stack, "publish", { input: { state: train.state } });
      });

    const json = await plan(await inJson(stackFor("1.manager")));
    const hcl = await plan(await inHcl(stackFor("2.manager")));

    expect(json).toMatchObject({ status: 2, stdout: expect.stringContaining('state = "Completed"') });
    expect(hcl).toMatchObject({ status: 2, stdout: expect.stringContaining('state = "FINISHED"') });
  });
});
