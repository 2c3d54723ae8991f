import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { configuration, emulatorEnv, lookup } from "../support/configuration";
import { errorAt, type ShownDiagnostic } from "../support/shown-diagnostics";
import { Workspace } from "../support/workspace";

/** By alias: part of a provider block, and what the user is to read. */
const refused: Readonly<Record<string, { block: string; summary: string; code: string; next: string }>> = {
  secret: {
    block:
      'access_key = "EmulatorAccessKeyId"\n secret_key = "not-a-real-secret"\n security_token = "the-right-token"',
    summary: "Wrong Secret Key",
    code: "SignatureDoesNotMatch",
    next: "ALICLOUD_SECRET_KEY takes precedence over ALIBABA_CLOUD_ACCESS_KEY_SECRET). It must be the secret of the access key in use.",
  },
  key: {
    block: 'access_key = "LTAI-of-a-test"\n secret_key = "EmulatorAccessKeySecret"',
    summary: "Invalid Access Key",
    code: "InvalidAccessKeyId.NotFound",
    next: 'Check the provider\'s "access_key" or the environment variable that it comes from (ALICLOUD_ACCESS_KEY takes precedence over ALIBABA_CLOUD_ACCESS_KEY_ID)',
  },
  no_token: {
    block: 'access_key = "EmulatorAccessKeyId"\n secret_key = "EmulatorAccessKeySecret"',
    summary: "Invalid Security Token",
    code: "MissingSecurityToken",
    next: 'The access key, its secret and "security_token" must come from the same call.',
  },
  wrong_token: {
    block:
      'access_key = "EmulatorAccessKeyId"\n secret_key = "EmulatorAccessKeySecret"\n security_token = "stale"',
    summary: "Invalid Security Token",
    code: "InvalidSecurityToken.Malformed",
    next: "Get new temporary credentials",
  },
};

let emulator: Emulator;
let workspace: Workspace;

beforeAll(async () => {
  emulator = await startEmulator();
  workspace = new Workspace({ "main.tf": configuration() });
  await workspace.init();
});

afterAll(async () => {
  await emulator.close();
  workspace.remove();
});

test("each part is reported separately, and no call is made twice", async () => {
  emulator.update({ securityToken: "the-right-token", clusters: {} });
  const before = emulator.calls.length;
  workspace.write(
    "main.tf",
    configuration(
      ...Object.entries(refused).map(
        ([alias, { block }]) =>
          `provider "ehpc" {\n alias = "${alias}"\n endpoint = "${emulator.endpoint}"\n ${block}\n }`,
      ),
      ...Object.keys(refused).map((alias) => lookup(alias, "1.manager", `provider = ehpc.${alias}`)),
    ),
  );
  const plan = await workspace.fail("plan");
  for (const [alias, { summary, code, next }] of Object.entries(refused)) {
    const shown = errorAt(`data.ehpc_job.${alias}`, plan);
    expect(shown.summary).toBe(summary);
    expect(shown.detail).toMatch(new RegExp(`\\(${code}, HTTP 40\\d, request [0-9A-F-]{36}\\)`));
    expect(shown.detail).toContain(next);
  }
  expect(emulator.calls).toHaveLength(before + Object.keys(refused).length);
});

test("a token that has expired", async () => {
  emulator.update({ error: { code: "InvalidSecurityToken.Expired" }, clusters: {} });
  const shown = await onlyLookup(emulator);
  expect(shown.summary).toBe("Invalid Security Token");
  expect(shown.detail).toContain('E-HPC says: "Specified SecurityToken is expired."');
});

test("a clock that is wrong", async () => {
  const anHourAhead = await startEmulator({
    clock: { now: () => new Date(Date.now() + 3_600_000), monotonicMs: () => performance.now() },
  });
  try {
    const shown = await onlyLookup(anHourAhead);
    expect(shown.summary).toBe("Wrong Clock");
    expect(shown.detail).toContain("this computer's clock is more than 15 minutes off (IllegalTimestamp");
    expect(shown.detail).toContain("Set the clock of this machine");
  } finally {
    await anHourAhead.close();
  }
});

async function onlyLookup(at: Emulator): Promise<ShownDiagnostic> {
  workspace.write("main.tf", configuration(lookup("job", "1.manager")));
  return errorAt("data.ehpc_job.job", await workspace.start(["plan"], { env: emulatorEnv(at) }).finished);
}
