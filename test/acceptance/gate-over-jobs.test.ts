import { NullProvider } from "@cdktf/provider-null/lib/provider";
import { Resource } from "@cdktf/provider-null/lib/resource";
import { App, TerraformIterator, TerraformStack, TerraformVariable, Testing } from "cdktf";
import { DataEhpcJobs, EhpcProvider, type GateJobs, JobGate, JobLookup, type JobsGateProps } from "../../src";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import type { ScenarioJob } from "../../src/emulator/scenario/scenario";
import { temporaryFolder } from "../constructs/temporary-folder";
import { allClis } from "../support/cli";
import { CLUSTER, emulatorEnv } from "../support/configuration";
import { Workspace } from "../support/workspace";

const TIME = "2024-08-16T10:52:48";

function job(JobName: string, State: string, more: Record<string, string> = {}): ScenarioJob {
  return { info: { JobName, State, CreateTime: TIME, ...more } };
}

/** A sweep of five jobs, of which one has failed, and others by name. */
const JOBS: Record<string, ScenarioJob> = {
  "1.manager": job("sweep", "Completed"),
  "2.manager": job("sweep", "Completed"),
  "3.manager": job("sweep", "Failed", { ErrorLog: "/home/sweep.e3" }),
  "4.manager": job("sweep", "FINISHED"),
  "5.manager": job("sweep", "Completed"),
  "6.manager": job("night", "Completed"),
  "7.manager": job("night", "Running"),
  "8.manager": job("odd", "Sleeping"),
  "9.manager": job("odd", "PREEMPTED"),
  "20.manager": job("cut", "Completed", { ArrayRequest: "1-3,5...", ArrayJobId: "20", ArrayJobSubId: "1" }),
  "30[1].manager": job("array", "Completed", { ArrayJobId: "30", ArrayJobSubId: "1", ArrayRequest: "1-3" }),
  "30[2].manager": job("array", "Completed", { ArrayJobId: "30", ArrayJobSubId: "2", ArrayRequest: "1-3" }),
};

describe.each(allClis().map((cli) => [cli.name, cli] as const))("with %s", (_, cli) => {
  let emulator: Emulator;
  const workspaces: Workspace[] = [];

  beforeEach(async () => {
    emulator = await startEmulator({ scenario: { clusters: { [CLUSTER]: { jobs: JOBS } } } });
  });

  afterEach(async () => {
    await emulator.close();
    for (const workspace of workspaces.splice(0)) {
      workspace.remove();
    }
  });

  function stackWith(build: (stack: TerraformStack) => void): TerraformStack {
    const stack = new TerraformStack(new App({ outdir: temporaryFolder() }), "publish");
    new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
    new NullProvider(stack, "null");
    build(stack);
    return stack;
  }

  async function initialized(files: Record<string, string>): Promise<Workspace> {
    const workspace = new Workspace(files, emulatorEnv(emulator), cli);
    workspaces.push(workspace);
    await workspace.init();
    await workspace.attach();
    return workspace;
  }

  const inJson = (stack: TerraformStack) => initialized({ "cdk.tf.json": Testing.synth(stack, true) });
  const inHcl = (stack: TerraformStack) => initialized({ "cdk.tf": stack.toHclTerraform().hcl });

  const plan = (workspace: Workspace) => workspace.run("plan", "-no-color", "-detailed-exitcode");

  /** What Terraform says of each gate that is shut, by its name, in one line and without the cluster. */
  function refusals({ stderr }: { stderr: string }): Record<string, string> {
    const told: Record<string, string> = {};
    const plain = stderr.replace(/^[│╷╵] ?/gm, "");
    for (const error of plain.split("Error: Resource precondition failed").slice(1)) {
      const [, name = "?"] = /(?:resource\.\w+\.|"\w+" ")([\w-]+)/.exec(error) ?? [];
      const message = error.split("├─").at(-1)?.split("\n\n")[1] ?? "";
      const line = message.replace(/\s+/g, " ").replace(` on cluster ${CLUSTER}`, "").trim();
      told[name.replace(/.*at-least-one-job.*/, "at-least-one-job")] ??= line;
    }
    return told;
  }

  /** The names of what was made, in that order. */
  function created(stdout: string): string[] {
    return [...stdout.matchAll(/^\w+\.(\S+): Creation complete/gm)].map(([, name = ""]) => name);
  }

  const named = (stack: TerraformStack, id: string, name: string) =>
    new DataEhpcJobs(stack, `list-${id}`, { clusterId: CLUSTER, nameRegex: `^${name}` });

  const lookup = (stack: TerraformStack, id: string, jobId: string, more: object = {}) =>
    new JobLookup(stack, `job-${id}`, { clusterId: CLUSTER, jobId, ...more });

  test("a gate is shut for one failed job of many, for none, and wherever it is not certain that all have ended", async () => {
    const stack = stackWith((stack) => {
      const gate = (id: string, jobs: GateJobs, more: Partial<JobsGateProps> = {}) =>
        new JobGate(stack, id, { jobs, ...more });
      gate("one-failed", named(stack, "sweep", "sweep"));
      gate("too-few", named(stack, "again", "sweep"), { require: "81%" });
      gate("empty", named(stack, "nothing", "nothing"), { require: "any" });
      gate("running", named(stack, "night", "night"), { require: 2 });
      gate("odd", named(stack, "odd", "odd"), { requires: "finished", require: "any" });
      gate("cut", named(stack, "cut", "cut"), { require: "any" });
      gate("array-list", named(stack, "array", "array"));
      gate("array", { clusterId: CLUSTER, arrayJobId: "30[].manager" });
      gate("ids", { clusterId: CLUSTER, jobIds: ["1.manager", "99.manager"] });
      gate("names", { clusterId: CLUSTER, nameRegex: "^sweep$", createdAfter: "2024-08-16T00:00:00Z" });
      const status = named(stack, "ended", "night");
      gate("status", status);
      status.status = "finished";
      const gone = lookup(stack, "gone", "99.manager", { allowMissing: true });
      const forEach = TerraformIterator.fromMap({ done: "1.manager", failed: "3.manager" });
      const each = lookup(stack, "each", forEach.value, { forEach });
      gate("lookups", [lookup(stack, "done", "1.manager"), each, gone]);
      const none = lookup(stack, "none", "1.manager", { count: 0 });
      gate("no-lookup", [lookup(stack, "other", "1.manager"), none], { require: "any" });
    });

    for (const workspace of [await inJson(stack), await inHcl(stack)]) {
      const planned = await plan(workspace);

      expect(planned.status).toBe(1);
      expect(refusals(planned)).toEqual({
        "one-failed":
          "4 of 5 jobs have succeeded: 1 failed. This gate opens only when all of them have succeeded. Failed: 3.manager " +
          "(Failed, error log /home/sweep.e3). Find the cause in the error log, submit the job again and give the new job ID to the gate.",
        "too-few": expect.stringContaining("opens only when at least 5 of them (81%) have succeeded."),
        empty: expect.stringContaining("The gate has no job: data.ehpc_jobs.list-nothing lists none."),
        running:
          "1 of 2 jobs have succeeded: 1 running. This gate opens only when at least 2 of them have succeeded. Try again " +
          "when enough jobs have ended, or let the gate wait for them (property wait).",
        odd: expect.stringMatching(
          /^0 of 2 jobs have ended: .*9\.manager \(PREEMPTED\).*8\.manager \(Sleeping\)/,
        ),
        cut: expect.stringContaining("The list does not say how many tasks the array 20.manager has."),
        "array-list": expect.stringContaining("Not found: 30[3].manager (not listed)."),
        array: expect.stringContaining("Not found: 30[3].manager (not listed)."),
        ids: expect.stringContaining("Not found: 99.manager (not listed)."),
        names: expect.stringMatching(/^4 of 5 jobs have succeeded: 1 failed\./),
        status: expect.stringContaining("It leaves out jobs by their status."),
        lookups: expect.stringMatching(
          /^2 of 4 jobs have succeeded: 1 failed, 1 not found\. .*Failed: 3\.manager .*Not found: 99\.manager/,
        ),
        "at-least-one-job": expect.stringContaining(
          "The gate has no job: data.ehpc_job.job-none looks up none",
        ),
      });
      const conditions = [...planned.stderr.matchAll(/condition"?(?:: | += )"(.*)"/g)].map(
        ([, condition = ""]) => condition,
      );
      expect(Math.max(...conditions.map(({ length }) => length))).toBeLessThan(400);
    }
  });

  test("a gate opens when enough jobs have ended as required, and the next plan changes nothing", async () => {
    const stack = stackWith((stack) => {
      const share = new TerraformVariable(stack, "share", { type: "string", default: "80%" });
      const gates = [
        new JobGate(stack, "most", { jobs: named(stack, "most", "sweep"), require: "80%" }),
        new JobGate(stack, "four", { jobs: named(stack, "four", "sweep"), require: 4 }),
        new JobGate(stack, "some", { jobs: named(stack, "some", "night"), require: "any" }),
        new JobGate(stack, "ended", { jobs: named(stack, "ended", "sweep"), requires: "finished" }),
        new JobGate(stack, "told", {
          jobs: { clusterId: CLUSTER, nameRegex: "^sweep$", createdAfter: "2024-08-16T00:00:00Z" },
          require: share.stringValue as "80%",
        }),
        new JobGate(stack, "ids", { jobs: { clusterId: CLUSTER, jobIds: ["1.manager", "2", "4.manager"] } }),
        new JobGate(stack, "array", {
          jobs: { clusterId: CLUSTER, arrayJobId: "30[].manager" },
          require: "any",
        }),
        new JobGate(stack, "lookups", {
          jobs: [lookup(stack, "one", "1.manager"), { clusterId: CLUSTER, jobId: "2.manager" }],
        }),
        new JobGate(stack, "looked-up", {
          jobs: [lookup(stack, "good", "1.manager"), lookup(stack, "bad", "3.manager")],
          requires: "finished",
        }),
      ];
      new Resource(stack, "publish", { dependsOn: gates });
    });

    for (const workspace of [await inJson(stack), await inHcl(stack)]) {
      const { stdout } = await workspace.succeed("apply", "-no-color", "-auto-approve");

      expect(stdout).toContain("10 added, 0 changed, 0 destroyed");
      expect(created(stdout).at(-1)).toBe("publish");
      expect(await plan(workspace)).toMatchObject({ status: 0 });
    }
  });

  test("a list that gains a job that has not ended shuts the gate, and opens it when that job has ended", async () => {
    const workspace = await inJson(
      stackWith((stack) => {
        const gate = new JobGate(stack, "nights", {
          jobs: named(stack, "cut", "sweep"),
          requires: "finished",
        });
        new Resource(stack, "publish", { dependsOn: [gate] });
      }),
    );
    await workspace.succeed("apply", "-no-color", "-auto-approve");

    emulator.setJob(CLUSTER, "10.manager", job("sweep", "Running"));
    const planned = await plan(workspace);
    expect(planned.status).toBe(1);
    expect(refusals(planned).nights).toContain("5 of 6 jobs have ended: 1 failed, 1 running.");

    emulator.setJob(CLUSTER, "10.manager", job("sweep", "Completed"));
    expect(await plan(workspace)).toMatchObject({ status: 0 });
  });

  test("jobs whose IDs are known only after an apply are read, and their gate decided, during that apply", async () => {
    const stackFor = (last: string) =>
      stackWith((stack) => {
        // A value that is known only when the resource has been made, as the ID of a job submitted in the stack.
        new Resource(stack, "submit");
        const late = `\${null_resource.submit.id == "" ? "" : "${last}"}`;
        const byId = new JobGate(stack, "ids", { jobs: { clusterId: CLUSTER, jobIds: ["1.manager", late] } });
        const looked = new JobGate(stack, "lookups", {
          jobs: [lookup(stack, "known", "2.manager"), lookup(stack, "late", late)],
        });
        new Resource(stack, "publish", { dependsOn: [byId, looked] });
      });
    const open = await inJson(stackFor("5.manager"));
    const shut = await inJson(stackFor("7.manager"));

    await open.succeed("apply", "-no-color", "-auto-approve", "-parallelism=1");
    expect(await plan(open)).toMatchObject({ status: 0 });
    expect(await plan(shut)).toMatchObject({ status: 2 });
    const applied = await shut.fail("apply", "-no-color", "-auto-approve");
    expect(Object.keys(refusals(applied)).sort()).toEqual(["ids", "lookups"]);
    expect((await shut.succeed("state", "list")).stdout).not.toContain("publish");
  });
});
