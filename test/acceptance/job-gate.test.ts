import { NullProvider } from "@cdktf/provider-null/lib/provider";
import { Resource } from "@cdktf/provider-null/lib/resource";
import { App, TerraformCount, TerraformIterator, TerraformStack, Testing } from "cdktf";
import { EhpcProvider, JobGate, JobLookup } from "../../src";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import type { ScenarioJob } from "../../src/emulator/scenario/scenario";
import { temporaryFolder } from "../constructs/temporary-folder";
import { allClis } from "../support/cli";
import { Workspace } from "../support/workspace";

const CLUSTER = "ehpc-hz-FYUr32abcd";
const ERROR_LOG = "/home/xxx/STDIN.e1";

function job(state: string, more: Record<string, string> = {}): ScenarioJob {
  return { info: { State: state, OutputLog: "/home/xxx/STDIN.o1", ...more } };
}

const JOBS: Record<string, ScenarioJob> = {
  pending: job("Pending"),
  running: job("Running", { ErrorLog: ERROR_LOG }),
  failed: job("Failed", { ErrorLog: ERROR_LOG }),
  unknown: job("Sleeping"),
  preempted: job("PREEMPTED"),
  completed: job("Completed"),
  "finished[3]": job("FINISHED"),
};

let emulator: Emulator;
const workspaces: Workspace[] = [];

beforeAll(async () => {
  emulator = await startEmulator({ scenario: { clusters: { [CLUSTER]: { jobs: JOBS } } } });
});

afterAll(async () => {
  await emulator.close();
  for (const workspace of workspaces) {
    workspace.remove();
  }
});

/** A stack with both providers and what `build` adds. */
function stackWith(build: (stack: TerraformStack) => void): TerraformStack {
  const stack = new TerraformStack(new App({ outdir: temporaryFolder() }), "publish");
  new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
  new NullProvider(stack, "null");
  build(stack);
  return stack;
}

function lookup(stack: TerraformStack, id: string, jobId: string, more: object = {}): JobLookup {
  return new JobLookup(stack, id, { clusterId: CLUSTER, jobId, ...more });
}

describe.each(allClis().map((cli) => [cli.name, cli] as const))("with %s", (_, cli) => {
  async function initialized(files: Record<string, string>): Promise<Workspace> {
    const workspace = new Workspace(
      files,
      {
        EHPC_ENDPOINT: emulator.endpoint,
        ALIBABA_CLOUD_ACCESS_KEY_ID: emulator.accessKeyId,
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: emulator.accessKeySecret,
      },
      cli,
    );
    workspaces.push(workspace);
    await workspace.init();
    return workspace;
  }

  const inJson = (stack: TerraformStack) => initialized({ "cdk.tf.json": Testing.synth(stack, true) });
  const inHcl = (stack: TerraformStack) => initialized({ "cdk.tf": stack.toHclTerraform().hcl });

  const plan = (workspace: Workspace) => workspace.run("plan", "-no-color", "-detailed-exitcode");

  test("the plan fails at each gate that is shut, with the state of its job and what to do", async () => {
    const stack = stackWith((stack) => {
      for (const id of ["pending", "running", "failed", "unknown"]) {
        new JobGate(stack, `${id}-gate`, { job: lookup(stack, id, id) });
      }
      const gone = lookup(stack, "gone", "99.manager", { allowMissing: true });
      new JobGate(stack, "gone-gate", { job: gone });
      new JobGate(stack, "gone-in-any-case", { job: gone, requires: "finished" });
      new JobGate(stack, "unknown-in-any-case", {
        job: lookup(stack, "again", "unknown"),
        requires: "finished",
      });
      new JobGate(stack, "preempted-in-any-case", {
        job: lookup(stack, "preempted", "preempted"),
        requires: "finished",
      });
    });

    for (const workspace of [await inJson(stack), await inHcl(stack)]) {
      const { status, text } = await plan(workspace);

      expect(status).toBe(1);
      expect(text.match(/Error: Resource precondition failed/g)).toHaveLength(8);
      expect(text).toContain(`Job pending on cluster ${CLUSTER} has the state Pending (phase: pending).`);
      expect(text).toContain(`Job running on cluster ${CLUSTER} has the state Running (phase: running).`);
      expect(text).toContain(`Job failed on cluster ${CLUSTER} has the state Failed (phase: failed).`);
      expect(text).toContain(`Job unknown on cluster ${CLUSTER} has the state Sleeping (phase: unknown).`);
      expect(text).toContain(`Job preempted on cluster ${CLUSTER} has the state PREEMPTED (phase: failed).`);
      expect(text.replace(/[\s│]+/g, " ")).toContain("back into its queue, so this is not an end yet");
      expect(text).toContain(`Job 99.manager on cluster ${CLUSTER} was not found.`);
      expect(text).toContain(`Its error log on the cluster: ${ERROR_LOG}`);
    }
  });

  test("a gate is open for a job that has completed, its dependents follow it, and nothing changes later", async () => {
    const workspace = await inJson(
      stackWith((stack) => {
        const train = lookup(stack, "train", "completed");
        const trained = new JobGate(stack, "trained", { job: train });
        const ended = new JobGate(stack, "ended", {
          job: lookup(stack, "failed", "failed"),
          requires: "finished",
        });
        new Resource(stack, "publish", { triggers: { model: train.outputLog }, dependsOn: [trained, ended] });
      }),
    );

    const { stdout } = await workspace.succeed("apply", "-no-color", "-auto-approve");
    const order = ["trained: Creation complete", "publish: Creating"].map((line) =>
      stdout.indexOf(`null_resource.${line}`),
    );

    expect(stdout).toContain("3 added, 0 changed, 0 destroyed");
    expect(order[0]).toBeGreaterThan(0);
    expect(order[1]).toBeGreaterThan(order[0] ?? 0);
    expect(await plan(workspace)).toMatchObject({ status: 0 });
    await workspace.succeed("destroy", "-no-color", "-auto-approve");
  });

  test("a job whose ID is known only after an apply is read, and its gate decided, during that apply", async () => {
    const stackFor = (jobId: string) =>
      stackWith((stack) => {
        // A value that is known only when the resource has been made, as the ID of a job submitted in the stack.
        new Resource(stack, "submit");
        const late = lookup(stack, "late", `\${null_resource.submit.id == "" ? "" : "${jobId}"}`);
        const gate = new JobGate(stack, "gate", { job: late });
        new Resource(stack, "publish", { dependsOn: [gate] });
      });
    const open = await inJson(stackFor("completed"));
    const shut = await inJson(stackFor("running"));

    expect(await plan(open)).toMatchObject({ status: 2 });
    expect(await plan(shut)).toMatchObject({ status: 2 });
    await open.succeed("apply", "-no-color", "-auto-approve");
    expect(await plan(open)).toMatchObject({ status: 0 });
    const { text } = await shut.fail("apply", "-no-color", "-auto-approve");
    expect(text).toContain("has the state Running (phase: running).");
    expect((await shut.succeed("state", "list")).stdout).not.toContain("null_resource.publish");
  });

  test("one lookup of several jobs has a gate for each, and dependents wait for all", async () => {
    const stackFor = (...names: string[]) =>
      stackWith((stack) => {
        const forEach = TerraformIterator.fromMap(Object.fromEntries(names.map((name) => [name, name])));
        const named = lookup(stack, "named", forEach.value, { forEach });
        const count = TerraformCount.of(2);
        const numbered = lookup(stack, "numbered", `\${["completed", "finished[3]"][count.index]}`, {
          count,
        });
        new Resource(stack, "publish", {
          dependsOn: [
            new JobGate(stack, "names", { job: named }),
            new JobGate(stack, "numbers", { job: numbered, requires: "finished" }),
          ],
        });
      });
    const open = await inJson(stackFor("completed", "finished[3]"));
    const shut = await inJson(stackFor("completed", "running"));

    const applied = await open.succeed("apply", "-no-color", "-auto-approve");
    expect(applied.stdout).toContain("5 added, 0 changed, 0 destroyed");
    const { text } = await shut.fail("plan", "-no-color");
    expect(text).toContain(`Job running on cluster ${CLUSTER} has the state Running (phase: running).`);
    expect(text.match(/Error:/g)).toHaveLength(1);
  });
});
