import { NullProvider } from "@cdktf/provider-null/lib/provider";
import { Resource } from "@cdktf/provider-null/lib/resource";
import { App, TerraformIterator, TerraformOutput, TerraformStack, TerraformVariable, Testing } from "cdktf";
import { EhpcProvider, JobGate, JobLookup, type NamedJobLookupProps } from "../../src";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import type { ScenarioJob } from "../../src/emulator/scenario/scenario";
import { temporaryFolder } from "../constructs/temporary-folder";
import { allClis } from "../support/cli";
import { CLUSTER, emulatorEnv } from "../support/configuration";
import { Workspace } from "../support/workspace";

function job(name: string, submitted: string, state = "Completed"): ScenarioJob {
  const log = `/home/${submitted}.o`;
  return { info: { JobName: name, State: state, CreateTime: submitted, OutputLog: log } };
}

/** The jobs of a cluster. The names are similar on purpose: the service's own search would confuse them. */
const JOBS: Record<string, ScenarioJob> = {
  "1.manager": job("train.v1", "2024-08-16T10:00:00"),
  "2.manager": job("train.v1", "2024-08-16T12:00:00"),
  "3.manager": job("train.v1", "2024-08-16T11:00:00", "Failed"),
  "4.manager": job("train.v12", "2024-08-16T13:00:00", "Failed"),
  "5.manager": job("my-train.v1", "2024-08-16T14:00:00", "Failed"),
  "6.manager": job("trainxv1", "2024-08-16T15:00:00", "Failed"),
  "7.manager": job("evaluate", "2024-08-16T16:00:00", "Running"),
};

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

function latest(stack: TerraformStack, id: string, jobName: string, more: Partial<NamedJobLookupProps> = {}) {
  return JobLookup.fromName(stack, id, { clusterId: CLUSTER, jobName, ...more });
}

describe.each(allClis().map((cli) => [cli.name, cli] as const))("with %s", (_, cli) => {
  async function initialized(file: string, source: string): Promise<Workspace> {
    const workspace = new Workspace({ [file]: source }, emulatorEnv(emulator), cli);
    workspaces.push(workspace);
    await workspace.init();
    await workspace.attach();
    return workspace;
  }

  const inJson = (stack: TerraformStack) => initialized("cdk.tf.json", Testing.synth(stack, true));
  const inHcl = (stack: TerraformStack) => initialized("cdk.tf", stack.toHclTerraform().hcl);

  test("a lookup by name finds the job of exactly that name that was submitted last", async () => {
    const stack = stackWith((stack) => {
      const name = new TerraformVariable(stack, "name", { type: "string", default: "train" });
      const literal = latest(stack, "literal", "train.v1");
      const token = latest(stack, "token", `${name.stringValue}.v1`);
      new TerraformOutput(stack, "found", { value: [literal.jobId, token.jobId, token.outputLog] });
    });

    for (const workspace of [await inJson(stack), await inHcl(stack)]) {
      await workspace.succeed("apply", "-no-color", "-auto-approve", "-var=name=train");
      const { stdout } = await workspace.succeed("output", "-json", "found");
      expect(JSON.parse(stdout)).toEqual(["2.manager", "2.manager", "/home/2024-08-16T12:00:00.o"]);
    }
  });

  test("the latest job is the one with the latest time, whatever the order of the list", async () => {
    // The service sorts by its own times and lists the older job first.
    const misplaced = (listedAt: number, state: string) => ({
      info: { JobName: "swapped", State: state, CreateTime: "2024-08-16T10:00:00" },
      listed: { SubmitTime: String(listedAt) },
    });
    emulator.setJob(CLUSTER, "20.manager", misplaced(1_724_000_000, "Completed"));
    emulator.setJob(CLUSTER, "21.manager", misplaced(1_724_000_001, "Running"));
    const workspace = await inJson(
      stackWith((stack) => {
        new JobGate(stack, "gate", { job: latest(stack, "swapped", "swapped") });
      }),
    );

    const { text } = await workspace.fail("plan", "-no-color");
    expect(text).toContain(`Job 21.manager on cluster ${CLUSTER} has the state Running`);
  });

  test("names that differ only in white space are the names of two jobs", async () => {
    emulator.setJob(CLUSTER, "50.manager", job("two  blanks", "2024-08-16T10:00:00"));
    emulator.setJob(CLUSTER, "51.manager", job("two blanks", "2024-08-16T11:00:00", "Running"));
    emulator.setJob(CLUSTER, "52.manager", job(" two  blanks", "2024-08-16T12:00:00", "Failed"));
    const stack = stackWith((stack) => {
      const [one, two] = ["two blanks", "two  blanks"].map((name, index) =>
        latest(stack, `lookup-${index}`, name),
      ) as [JobLookup, JobLookup];
      new JobGate(stack, "gate", { job: two });
      new TerraformOutput(stack, "found", { value: [one.jobId, two.jobId, two.jobName] });
    });

    for (const workspace of [await inJson(stack), await inHcl(stack)]) {
      await workspace.succeed("apply", "-no-color", "-auto-approve");
      const { stdout } = await workspace.succeed("output", "-json", "found");
      expect(JSON.parse(stdout)).toEqual(["51.manager", "50.manager", "two blanks"]);
    }
    emulator.setJob(CLUSTER, "50.manager", job("two  blanks", "2024-08-16T10:00:00", "Running"));
    emulator.setJob(CLUSTER, "51.manager", job("two blanks", "2024-08-16T11:00:00"));
    const { text } = await (await inJson(stack)).fail("plan", "-no-color");
    expect(text).toContain(`Job 50.manager on cluster ${CLUSTER} has the state Running`);
  });

  test("of jobs of the same second the higher number is the latest", async () => {
    emulator.setJob(CLUSTER, "31.manager", job("twins", "2024-08-16T10:00:00", "Running"));
    emulator.setJob(CLUSTER, "30.manager", job("twins", "2024-08-16T10:00:00"));
    const workspace = await inJson(
      stackWith((stack) => {
        new JobGate(stack, "gate", { job: latest(stack, "twins", "twins") });
      }),
    );

    const { text } = await workspace.fail("plan", "-no-color");
    expect(text).toContain(`Job 31.manager on cluster ${CLUSTER} has the state Running`);
  });

  test("an array is looked up as a whole, and its gate is shut while one task runs", async () => {
    const task = (index: number, state: string): ScenarioJob => ({
      info: {
        ...job("sweep", "2024-08-16T10:00:00", state).info,
        ...{ ArrayJobId: "36", ArrayJobSubId: index, ArrayRequest: "1-3" },
      },
    });
    emulator.setJob(CLUSTER, "36", task(3, "Completed"));
    emulator.setJob(CLUSTER, "37", task(1, "Running"));
    emulator.setJob(CLUSTER, "38", task(2, "Completed"));
    const workspace = await inJson(
      stackWith((stack) => {
        new JobGate(stack, "gate", { job: latest(stack, "sweep", "sweep") });
      }),
    );

    const { text } = await workspace.fail("plan", "-no-color");
    expect(text).toContain(`Job 36 on cluster ${CLUSTER} has the state Running (phase: running).`);
    expect(text).toContain("The job is an array: 1 of 3 tasks not ended, 2 succeeded; task 36_1: Running.");
    emulator.setJob(CLUSTER, "37", task(1, "Completed"));
    await workspace.succeed("plan", "-no-color");
  });

  test("where it is not sure which is the latest, nothing is guessed", async () => {
    emulator.setJob(CLUSTER, "40.manager", job("undated", "2024-08-16T10:00:00"));
    emulator.setJob(CLUSTER, "41.manager", { info: { JobName: "undated", State: "Running" } });
    const workspace = await inJson(
      stackWith((stack) => {
        const undated = latest(stack, "undated", "undated", { allowMissing: true });
        new JobGate(stack, "gate", { job: undated });
      }),
    );

    const { text } = await workspace.fail("plan", "-no-color");
    expect(text).toContain(
      `It is not sure which of the jobs named "undated" on cluster ${CLUSTER} was submitted`,
    );
    expect(text.match(/Error:/g)).toHaveLength(1);
  });

  test("a name that no job has is an error that names it, and no other", async () => {
    const stack = stackWith((stack) => {
      const gate = new JobGate(stack, "trained", { job: latest(stack, "train", "train.v") });
      new Resource(stack, "publish", { dependsOn: [gate] });
    });

    for (const workspace of [await inJson(stack), await inHcl(stack)]) {
      const { text } = await workspace.fail("plan", "-no-color");
      expect(text).toContain(`Cluster ${CLUSTER} has no job named "train.v". Check the name`);
      expect(text.match(/Error:/g)).toHaveLength(1);
    }
  });

  test("with allowMissing it is a job that is not found, and its gate stays shut", async () => {
    const workspace = await inJson(
      stackWith((stack) => {
        const allowed = new TerraformVariable(stack, "allowed", { type: "bool", default: true });
        const missing = latest(stack, "missing", "train.v", { allowMissing: true });
        const late = latest(stack, "late", "train.v", { allowMissing: allowed.booleanValue });
        new TerraformOutput(stack, "found", { value: [missing.found, late.found, missing.phase] });
      }),
    );
    const gated = await inJson(
      stackWith((stack) => {
        new JobGate(stack, "trained", { job: latest(stack, "train", "train.v", { allowMissing: true }) });
      }),
    );

    await workspace.succeed("apply", "-no-color", "-auto-approve");
    const { stdout } = await workspace.succeed("output", "-json", "found");
    expect(JSON.parse(stdout)).toEqual([false, false, "unknown"]);
    const { text } = await workspace.fail("plan", "-no-color", "-var=allowed=false");
    expect(text).toContain('has no job named "train.v"');
    const shut = await gated.fail("plan", "-no-color");
    expect(shut.text).toContain(`Job no-job-of-that-name on cluster ${CLUSTER} was not found.`);
  });

  test("a gate follows the latest job of the name", async () => {
    const workspace = await inJson(
      stackWith((stack) => {
        const train = latest(stack, "train", "train.v1");
        const gate = new JobGate(stack, "trained", { job: train });
        new Resource(stack, "publish", { triggers: { model: train.outputLog }, dependsOn: [gate] });
      }),
    );

    await workspace.succeed("apply", "-no-color", "-auto-approve");
    expect(await workspace.run("plan", "-detailed-exitcode")).toMatchObject({ status: 0 });
    emulator.setJob(CLUSTER, "8.manager", job("train.v1", "2024-08-16T17:00:00", "Failed"));
    const { text } = await workspace.fail("plan", "-no-color");
    expect(text).toContain(`Job 8.manager on cluster ${CLUSTER} has the state Failed (phase: failed).`);
    emulator.setJob(CLUSTER, "9.manager", job("train.v1", "2024-08-16T18:00:00"));
    const { stdout } = await workspace.succeed("apply", "-no-color", "-auto-approve");
    expect(stdout).toContain('"model" = "/home/2024-08-16T12:00:00.o" -> "/home/2024-08-16T18:00:00.o"');
  });

  test("a lookup by name can wait, and so can its gate", async () => {
    const workspace = await inJson(
      stackWith((stack) => {
        const wait = { until: "finished", timeout: "30s", interval: "100ms" } as const;
        const waiting = latest(stack, "waiting", "train.v1", { wait });
        const evaluate = latest(stack, "evaluate", "evaluate");
        const gate = new JobGate(stack, "evaluated", { job: evaluate, wait: { interval: "100ms" } });
        new TerraformOutput(stack, "ended", { value: [waiting.state, gate.completion.state] });
      }),
    );

    const applied = workspace.start(["apply", "-no-color", "-auto-approve"]);
    setTimeout(() => emulator.setJob(CLUSTER, "7.manager", job("evaluate", "2024-08-16T16:00:00")), 3_000);
    expect(await applied.finished).toMatchObject({ status: 0 });
    const { stdout } = await workspace.succeed("output", "-json", "ended");
    expect(JSON.parse(stdout)).toEqual(["Completed", "Completed"]);
  });

  test("one lookup finds the latest job of each of several names", async () => {
    const workspace = await inJson(
      stackWith((stack) => {
        const forEach = TerraformIterator.fromList(["train.v1", "evaluate"]);
        const each = latest(stack, "each", forEach.value, { forEach });
        new JobGate(stack, "gates", { job: each, wait: {} });
        new TerraformOutput(stack, "found", { value: `\${{for k, v in ${each.fqn} : k => v.job_id}}` });
      }),
    );

    const { stdout } = await workspace.succeed("plan", "-no-color");
    expect(stdout).toMatch(/found = \{\s+\+ evaluate\s+= "7.manager"\s+\+ "train.v1" = "2.manager"\s+\}/);
  });

  test("a name that is known only after an apply is looked for during that apply", async () => {
    const workspace = await inJson(
      stackWith((stack) => {
        const submit = new Resource(stack, "submit");
        const late = latest(stack, "late", `\${${submit.fqn}.id == "" ? "" : "train.v1"}`);
        const after = latest(stack, "after", "evaluate", { dependsOn: [submit] });
        new JobGate(stack, "gate", { job: late });
        new TerraformOutput(stack, "found", { value: [late.jobId, after.jobId] });
      }),
    );

    const { stdout } = await workspace.succeed("apply", "-no-color", "-auto-approve");
    expect(stdout).toContain("data.ehpc_jobs.late will be read during apply");
    expect(JSON.parse((await workspace.succeed("output", "-json", "found")).stdout)).toEqual([
      "2.manager",
      "7.manager",
    ]);
    expect(await workspace.run("plan", "-detailed-exitcode")).toMatchObject({ status: 0 });
  });
});
