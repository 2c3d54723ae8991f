import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { PROVIDER_ADDRESS } from "../../src/provider/address";
import { CLUSTER, configuration, emulatorEnv, lookup } from "../support/configuration";
import { Workspace } from "../support/workspace";

let emulator: Emulator;
let workspace: Workspace;

beforeAll(async () => {
  emulator = await startEmulator();
  emulator.setJob(CLUSTER, "1.manager", { info: { State: "Completed", NodeList: "n[0-999999999]" } });
  workspace = new Workspace({ "main.tf": configuration(lookup("job", "1.manager")) }, emulatorEnv(emulator));
  await workspace.init();
});

afterAll(async () => {
  await emulator.close();
  workspace.remove();
});

async function logOf(env: Record<string, string>): Promise<string> {
  const { status, stderr } = await workspace.start(["plan"], { env }).finished;
  expect(status).toBe(0);
  return stderr;
}

test("nothing is logged unless it is asked for", async () => {
  expect(await logOf({})).toBe("");
});

test("TF_LOG=json shows the provider's lines as hclog's, with their own level and fields", async () => {
  const lines: Record<string, unknown>[] = (await logOf({ TF_LOG: "json" }))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const ours = lines.filter((line) => line.tf_provider_addr === PROVIDER_ADDRESS);
  expect(ours).toContainEqual(
    expect.objectContaining({
      "@level": "debug",
      "@message": "E-HPC answered.",
      operation: "GetJob",
      http_status: 200,
      attempt: 1,
    }),
  );
  expect(ours).toContainEqual(
    expect.objectContaining({
      "@level": "warn",
      "@message": expect.stringContaining("node_names is null"),
    }),
  );
});

test("nothing else is on the provider's stderr, such as warnings of Node.js", async () => {
  const modules = (await logOf({ TF_LOG: "json", NODE_OPTIONS: "--pending-deprecation" }))
    .trim()
    .split("\n")
    .map((line) => String(JSON.parse(line)["@module"]));
  expect(modules).toContain("provider");
  // The module that Terraform puts before a line which has none of its own.
  expect(modules.filter((module) => module.startsWith("provider.terraform-provider-ehpc"))).toEqual([]);
});

test("TF_LOG_PROVIDER decides alone what the provider logs", async () => {
  const lines = (await logOf({ TF_LOG_PROVIDER: "warn" })).split("\n");
  // Terraform's own lines about the plugin are under the same variable.
  expect(lines.filter((line) => line.includes(PROVIDER_ADDRESS))).toEqual([
    expect.stringMatching(/\[WARN\] {2}provider\.terraform-provider-ehpc_v[\d.]+: node_names is null/),
  ]);
  expect(await logOf({ TF_LOG_CORE: "trace" })).not.toContain("E-HPC answered.");
});
