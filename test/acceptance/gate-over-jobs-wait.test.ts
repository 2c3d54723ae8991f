import { App, DataResource, TerraformIterator, TerraformStack, Testing } from "cdktf";
import { DataEhpcJobs, EhpcProvider, JobGate, JobLookup, type JobsGateProps } from "../../src";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import type { ScenarioJob } from "../../src/emulator/scenario/scenario";
import { temporaryFolder } from "../constructs/temporary-folder";
import { allClis } from "../support/cli";
import { CLUSTER, emulatorEnv } from "../support/configuration";
import { Workspace } from "../support/workspace";

/** A job that runs when it is first read, and ends a little later. */
function job(State: string, JobName = "sweep"): ScenarioJob {
  return {
    info: { JobName, OutputLog: "/home/sweep.o", ErrorLog: "/home/sweep.e" },
    life: [
      { at: 0, State: "Running" },
      { at: 1.5, State, ...(State === "Failed" && { stderr: "out of memory\n" }) },
    ],
  };
}

const IDS = ["1.manager", "2.manager", "3.manager"];
const OFTEN = { interval: "300ms" };

describe.each(allClis().map((cli) => [cli.name, cli] as const))("with %s", (_, cli) => {
  let emulator: Emulator;
  const workspaces: Workspace[] = [];

  beforeEach(async () => {
    const jobs = {
      "1.manager": job("Completed"),
      "2.manager": job("FINISHED"),
      "3.manager": job("Completed"),
      "4.manager": job("Failed", "night"),
    };
    emulator = await startEmulator({
      scenario: { lifeBegins: "first-read", clusters: { [CLUSTER]: { jobs } } },
    });
  });

  afterEach(async () => {
    await emulator.close();
    for (const workspace of workspaces.splice(0)) {
      workspace.remove();
    }
  });

  /** A workspace with a stack of the ehpc provider alone, and what `build` adds. */
  async function workspaceWith(build: (stack: TerraformStack) => void, inHcl = false): Promise<Workspace> {
    const stack = new TerraformStack(new App({ outdir: temporaryFolder() }), "publish");
    new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
    build(stack);
    const files: Record<string, string> = inHcl
      ? { "cdk.tf": stack.toHclTerraform().hcl }
      : { "cdk.tf.json": Testing.synth(stack, true) };
    const workspace = new Workspace(files, emulatorEnv(emulator), cli);
    workspaces.push(workspace);
    await workspace.init();
    await workspace.attach();
    return workspace;
  }

  const plan = (workspace: Workspace) => workspace.run("plan", "-no-color", "-detailed-exitcode");
  const apply = (workspace: Workspace, ...more: readonly string[]) =>
    workspace.succeed("apply", "-no-color", "-auto-approve", ...more);
  const addresses = async (workspace: Workspace) =>
    (await workspace.succeed("state", "list")).stdout.trim().split("\n");

  /** The names of what was made, in that order. */
  function created(stdout: string): string[] {
    return [...stdout.matchAll(/^\w+\.(\S+): Creation complete/gm)].map(([, name = ""]) => name);
  }

  test.each([
    ["JSON", false],
    ["HCL", true],
  ])(
    "in %s, one slot waits for all jobs, and what was recorded of each outlives the jobs",
    async (_, inHcl) => {
      const workspace = await workspaceWith((stack) => {
        const before = new DataResource(stack, "before");
        const swept = new JobGate(stack, "swept", { jobs: { clusterId: CLUSTER, jobIds: IDS }, wait: OFTEN });
        swept.node.addDependency(before);
        const run = TerraformIterator.fromList(IDS);
        new DataResource(stack, "record", {
          forEach: run,
          input: { state: swept.jobsCompletion.jobs.get(run.value).state },
        });
      }, inHcl);

      const { stdout } = await apply(workspace, "-parallelism=1");

      const names = created(stdout);
      expect(names.slice(0, 2)).toEqual(["before", "swept"]);
      expect(names.slice(2).sort()).toEqual(IDS.map((id) => `record["${id}"]`));
      expect((await workspace.succeed("show", "-no-color")).stdout).toMatch(/state +(?:= )?"?.*FINISHED/);
      for (const id of IDS) {
        emulator.removeJob(CLUSTER, id);
      }
      expect(await plan(workspace)).toMatchObject({ status: 0 });
    },
  );

  test("one failed job of many ends the apply at once, and opens only what does not need it", async () => {
    const workspace = await workspaceWith((stack) => {
      const gate = (id: string, more: Partial<JobsGateProps>) =>
        new JobGate(stack, id, {
          jobs: { clusterId: CLUSTER, jobIds: [...IDS, "4.manager"] },
          wait: { ...OFTEN, timeout: "12h" },
          ...more,
        });
      new DataResource(stack, "all", { dependsOn: [gate("everyone", {})] });
      new DataResource(stack, "most", { dependsOn: [gate("three", { require: "75%" })] });
      new DataResource(stack, "ended", { dependsOn: [gate("each", { requires: "finished" })] });
    });

    const { text } = await workspace.fail("apply", "-no-color", "-auto-approve");

    expect(text).toContain("with ehpc_jobs_completion.everyone");
    expect(text).toContain("4.manager");
    expect(text).toContain("out of memory");
    expect(await addresses(workspace)).toEqual([
      "ehpc_jobs_completion.each",
      "ehpc_jobs_completion.three",
      "terraform_data.ended",
      "terraform_data.most",
    ]);
  });

  test("over a list the gate waits for each of its jobs, and for one that the list gains", async () => {
    const workspace = await workspaceWith((stack) => {
      const list = new DataEhpcJobs(stack, "sweep", { clusterId: CLUSTER, nameRegex: "^sweep$" });
      const gate = new JobGate(stack, "swept", { jobs: list, wait: OFTEN });
      new DataResource(stack, "publish", { dependsOn: [gate] });
    });

    expect(created((await apply(workspace)).stdout)).toEqual(["swept", "publish"]);
    expect(await plan(workspace)).toMatchObject({ status: 0 });

    emulator.setJob(CLUSTER, "5.manager", job("Completed"));
    const second = await apply(workspace);
    expect(second.stdout).toContain("1 added, 0 changed, 1 destroyed");
    expect((await workspace.succeed("show", "-no-color")).stdout).toContain('"5.manager" = {');

    for (const id of [...IDS, "5.manager"]) {
      emulator.removeJob(CLUSTER, id);
    }
    const { status, text } = await plan(workspace);
    expect(status).toBe(1);
    expect(text).toContain("The gate has no job: data.ehpc_jobs.sweep lists none.");
  });

  test("jobs whose IDs are known only after an apply, and all jobs of a lookup, are waited for in that apply", async () => {
    const workspace = await workspaceWith((stack) => {
      new DataResource(stack, "submit");
      // A value that is known only when the resource has been made, as the ID of a job submitted in the stack.
      const late = `\${terraform_data.submit.id == "" ? "" : "1.manager"}`;
      const forEach = TerraformIterator.fromMap({ b: "2.manager", c: "3.manager" });
      const each = new JobLookup(stack, "each", { clusterId: CLUSTER, forEach, jobId: forEach.value });
      const gate = new JobGate(stack, "swept", {
        jobs: [{ clusterId: CLUSTER, jobId: late }, each],
        wait: OFTEN,
      });
      new DataResource(stack, "publish", { input: { failed: gate.jobsCompletion.counts.failed } });
    });

    expect(created((await apply(workspace)).stdout)).toEqual(["submit", "swept", "publish"]);
    expect(await plan(workspace)).toMatchObject({ status: 0 });
  });
});
