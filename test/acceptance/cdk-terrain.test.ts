import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { allClis, clisWith, DATA_MOVES } from "../support/cli";
import { CLUSTER, emulatorEnv } from "../support/configuration";
import { synthesize } from "../support/examples";
import { type Kit, synthesizeWith } from "../support/kits";
import { Workspace } from "../support/workspace";

/** A stack of one kind of everything, and at its end more. */
const program = (...more: readonly string[]) => `
const { App, DataResource, TerraformOutput, TerraformStack } = require("cdktf");
const { DataEhpcJobs, EhpcProvider, Job, JobGate, JobLookup } = require("cdktf-provider-ehpc");

const app = new App();
const stack = new TerraformStack(app, "publish");
new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
const job = { clusterId: "${CLUSTER}", jobId: "1.manager" };
const train = new JobLookup(stack, "train", job);
const waited = new JobGate(stack, "waited", { job, wait: { timeout: "6h", interval: "200ms" } });
new DataResource(stack, "publish", { input: { model: waited.completion.outputLog } });
new TerraformOutput(stack, "state", { value: train.state });
${more.join("\n")}
app.synth();
`;

const withoutNull = program(`
const jobs = { clusterId: "${CLUSTER}", jobIds: ["1.manager", "2.manager"] };
new JobGate(stack, "swept", { jobs, wait: { interval: "200ms" } });
new DataResource(stack, "notify").node.addDependency(waited);
new DataEhpcJobs(stack, "all", { clusterId: "${CLUSTER}", nameRegex: "^train" });
JobLookup.fromName(stack, "nightly", { clusterId: "${CLUSTER}", jobName: "nightly", allowMissing: true });
new JobLookup(stack, "each", { ...job, count: 2 });
`);

const gateAtPlan = (kit: Kit) =>
  program(
    kit === "cdktf"
      ? 'new (require("@cdktf/provider-null/lib/provider").NullProvider)(stack, "null");'
      : 'stack.addOverride("moved", [{ from: "null_resource.trained", to: "terraform_data.trained" }]);',
    'new JobGate(stack, "trained", { job: train });',
  );

let emulator: Emulator;
const workspaces: Workspace[] = [];

beforeAll(async () => {
  emulator = await startEmulator();
  for (const jobId of ["1.manager", "2.manager"]) {
    emulator.setJob(CLUSTER, jobId, { info: { State: "Completed", OutputLog: "/home/train.o1" } });
  }
});

afterAll(async () => {
  await emulator.close();
  for (const workspace of workspaces) {
    workspace.remove();
  }
});

function aWorkspace(cli?: Workspace["cli"]): Workspace {
  const workspace = new Workspace({}, emulatorEnv(emulator), cli);
  workspaces.push(workspace);
  return workspace;
}

/** A configuration without what tells where each of its parts comes from, and how it was made. */
function withoutMetadata(value: unknown): unknown {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(withoutMetadata);
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== "//")
      .map(([name, each]) => [name, withoutMetadata(each)]),
  );
}

test("one stack is the same configuration with either kit, but for metadata", () => {
  const workspace = aWorkspace();

  const [cdktf, cdktn] = (["cdktf", "cdktn"] as const).map((kit) =>
    withoutMetadata(synthesizeWith(kit, withoutNull, workspace)),
  );

  expect(cdktn).toEqual(cdktf);
  expect(cdktn).toMatchObject({
    resource: { ehpc_jobs_completion: {} },
    data: { ehpc_job: {}, ehpc_jobs: {} },
  });
});

describe.each(allClis().map((cli) => [cli.name, cli] as const))("with %s", (_, cli) => {
  let workspace: Workspace;
  const jobIn = (State: string) =>
    emulator.setJob(CLUSTER, "1.manager", { info: { State, OutputLog: "/home/train.o1" } });

  beforeAll(async () => {
    workspace = aWorkspace(cli);
    synthesize("cdk-terrain/main.ts", workspace);
    await workspace.init();
  });

  afterAll(() => jobIn("Completed"));

  test("the stack of the guide is shut while its job runs", async () => {
    jobIn("Running");
    const { text } = await workspace.fail("apply", "-auto-approve", "-no-color");
    expect(text).toContain(
      "has the state Running (phase: running). This gate opens only when the job has succeeded.",
    );
    expect(text).not.toContain("Creating...");
  });

  test("it opens when the job has completed, and a second plan changes nothing", async () => {
    jobIn("Completed");
    const { stdout } = await workspace.succeed("apply", "-auto-approve", "-no-color");
    expect([...stdout.matchAll(/terraform_data\.(\w+): Creation complete/g)].map(([, name]) => name)).toEqual(
      ["trained", "publish"],
    );
    expect(stdout).toContain('state = "Completed"');
    expect(await workspace.run("plan", "-detailed-exitcode", "-no-color")).toMatchObject({ status: 0 });
  });

  test("a stack of gates that wait moves from CDKTF without any change", async () => {
    const moving = aWorkspace(cli);
    synthesizeWith("cdktf", withoutNull, moving);
    await moving.init();
    await moving.succeed("apply", "-auto-approve", "-no-color");

    synthesizeWith("cdktn", withoutNull, moving);

    expect(await moving.run("plan", "-detailed-exitcode", "-no-color")).toMatchObject({ status: 0 });
  });
});

for (const cli of clisWith("moves from null_resource to terraform_data", DATA_MOVES)) {
  test(`with ${cli.name}, a gate without wait moves from CDKTF, and nothing is replaced`, async () => {
    const workspace = aWorkspace(cli);
    synthesizeWith("cdktf", gateAtPlan("cdktf"), workspace);
    await workspace.init();
    await workspace.succeed("apply", "-auto-approve", "-no-color");

    synthesizeWith("cdktn", gateAtPlan("cdktn"), workspace);

    const { text } = await workspace.succeed("plan", "-no-color");
    expect(text).toContain("null_resource.trained has moved to terraform_data.trained");
    expect(text).toContain("Plan: 0 to add, 0 to change, 0 to destroy.");
    const { stdout } = await workspace.succeed("apply", "-auto-approve", "-no-color");
    expect(stdout).toContain("0 added, 0 changed, 0 destroyed");
    expect(await workspace.run("plan", "-detailed-exitcode", "-no-color")).toMatchObject({ status: 0 });
  });
}
