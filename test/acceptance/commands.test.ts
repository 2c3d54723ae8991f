import { execFile } from "node:child_process";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { providerSchemaJson } from "../../src/plugin/schema/schema-json";
import { PROVIDER_ADDRESS } from "../../src/provider/address";
import { ehpc } from "../../src/provider/provider";
import { EPHEMERAL_RESOURCES, FUNCTIONS, knows } from "../support/cli";
import { CLUSTER, configuration, emulatorEnv, lookup } from "../support/configuration";
import { Workspace } from "../support/workspace";

let emulator: Emulator;
let workspace: Workspace;

const jobsIn = (State: string) => {
  for (const jobId of ["1.manager", "2.manager"]) {
    emulator.setJob(CLUSTER, jobId, { info: { State } });
  }
};
const read = (from: number) =>
  emulator.calls
    .slice(from)
    .map(({ jobId }) => jobId)
    .sort();

beforeAll(async () => {
  emulator = await startEmulator();
  workspace = new Workspace(
    {
      "main.tf": configuration(
        lookup("one", "1.manager"),
        lookup("two", "2.manager"),
        'resource "null_resource" "one" { triggers = { state = data.ehpc_job.one.state } }',
        'output "one" { value = data.ehpc_job.one.state }',
      ),
    },
    emulatorEnv(emulator),
  );
  await workspace.init();
  jobsIn("Running");
  await workspace.succeed("apply", "-auto-approve");
});

afterAll(async () => {
  await emulator.close();
  workspace.remove();
});

test("providers schema prints what the bindings and pages are generated from", async () => {
  const { stdout } = await workspace.succeed("providers", "schema", "-json");
  const { provider_schemas: schemas } = JSON.parse(stdout);
  const expected = providerSchemaJson(ehpc({}));
  const shown = schemas[PROVIDER_ADDRESS];
  expect(shown.provider).toEqual(expected.provider);
  expect(shown.data_source_schemas).toEqual(expected.data_source_schemas);
  expect(shown.resource_schemas ?? {}).toEqual(expected.resource_schemas);
  expect(shown.functions ?? {}).toEqual(knows(workspace.cli, FUNCTIONS) ? expected.functions : {});
  expect(shown.ephemeral_resource_schemas ?? {}).toEqual(
    knows(workspace.cli, EPHEMERAL_RESOURCES) ? expected.ephemeral_resource_schemas : {},
  );
});

test("console evaluates the jobs of the last apply", async () => {
  const { stdout } = await new Promise<{ stdout: string }>((resolve, reject) => {
    const { dir, env, cli } = workspace;
    const child = execFile(cli.program, ["console"], { cwd: dir, env: { ...env } }, (error, stdout) =>
      error === null ? resolve({ stdout }) : reject(error),
    );
    child.stdin?.end("{ for name in [data.ehpc_job.one.id, data.ehpc_job.two.id] : name => length(name) }\n");
  });
  expect(stdout).toContain(`"${CLUSTER}:1.manager" = 28`);
  expect(stdout).toContain(`"${CLUSTER}:2.manager" = 28`);
});

test("refresh brings the state up to date", async () => {
  jobsIn("Completed");
  await workspace.succeed("refresh");
  expect((await workspace.succeed("output", "-raw", "one")).stdout).toBe("Completed");
});

test("-target reads only the jobs that the target needs", async () => {
  const before = emulator.calls.length;
  await workspace.succeed("plan", "-target=null_resource.one");
  expect(read(before)).toEqual(["1.manager"]);
});

test("-refresh=false reads lookups all the same: Terraform has nothing else to plan with", async () => {
  const before = emulator.calls.length;
  await workspace.succeed("plan", "-refresh=false");
  expect(read(before)).toEqual(["1.manager", "2.manager"]);
});

test("a destroy plan needs no job", async () => {
  emulator.update({ clusters: {} });
  const { stdout } = await workspace.succeed("destroy", "-auto-approve", "-no-color", "-refresh=false");
  expect(stdout).toContain("1 destroyed");
});

test("there is nothing to import, and Terraform says so", async () => {
  const { text } = await workspace.fail("import", "data.ehpc_job.one", "1.manager");
  expect(text).toContain("Importing into a data resource is not allowed.");
});
