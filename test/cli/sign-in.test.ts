import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { getJobSample } from "../../src/emulator/scenario/getjob-sample";
import { CLUSTER, emulatorEnv } from "../support/configuration";
import { startConnectProxy } from "../support/connect-proxy";
import { createTerminal, type RecordedTerminal, runIn } from "./terminal";

let emulator: Emulator;
let home: string;
const terminals: RecordedTerminal[] = [];

beforeAll(async () => {
  emulator = await startEmulator({ scenario: getJobSample });
  home = mkdtempSync(path.join(tmpdir(), "ehpc-home-"));
  mkdirSync(path.join(home, ".aliyun"));
  const key = {
    mode: "AK",
    access_key_id: emulator.accessKeyId,
    access_key_secret: emulator.accessKeySecret,
  };
  const profiles = [
    { name: "dev", region_id: "cn-shenzhen", ...key },
    { name: "nowhere", region_id: "the moon", ...key },
  ];
  writeFileSync(path.join(home, ".aliyun/config.json"), JSON.stringify({ profiles }));
});

afterEach(() => {
  for (const terminal of terminals.splice(0)) {
    terminal.remove();
  }
});

afterAll(async () => {
  rmSync(home, { recursive: true });
  await emulator.close();
});

async function get(env: Record<string, string | undefined>, ...args: string[]) {
  const terminal = createTerminal({ ...emulatorEnv(emulator), HOME: home, ...env });
  terminals.push(terminal);
  const status = await runIn(terminal, "get", "--cluster", CLUSTER, "--job", "1.manager", ...args);
  return { status, ...terminal.written };
}

/** The environment does not say where to ask. */
const NOWHERE = { EHPC_ENDPOINT: undefined, ALIBABA_CLOUD_REGION: undefined };

it("signs in with --profile even if the environment has an access key", async () => {
  const env = { ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI-other", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "other" };
  expect(await get(env)).toMatchObject({ status: 2 });
  expect(await get(env, "--profile", "dev")).toMatchObject({ status: 0, note: "" });
});

it("uses the region of the profile when no other is set", async () => {
  const proxy = await startConnectProxy({ refusal: 403 });
  try {
    const env = { ...NOWHERE, HTTPS_PROXY: proxy.address };
    await get(env, "--profile", "dev");
    await get({ ...env, ALIBABA_CLOUD_PROFILE: "dev", ALIBABA_CLOUD_REGION: "cn-beijing" });
    expect(proxy.asked).toEqual(["ehpc.cn-shenzhen.aliyuncs.com:443", "ehpc.cn-beijing.aliyuncs.com:443"]);
  } finally {
    await proxy.close();
  }
});

it("names the profile whose region cannot be used", async () => {
  expect(await get(NOWHERE, "--profile", "nowhere")).toMatchObject({
    status: 2,
    note: expect.stringContaining('"the moon" is not a region ID; '),
  });
  expect((await get(NOWHERE, "--profile", "nowhere")).note).toContain("Correct the region of the profile.");
});

it("says what to do about the way of signing in that failed", async () => {
  const keyless = { ALIBABA_CLOUD_ACCESS_KEY_ID: undefined, ALIBABA_CLOUD_ACCESS_KEY_SECRET: undefined };
  const ways = [
    [{}, ["--profile", "none"], "Correct --profile, "],
    [
      { ALIBABA_CLOUD_CREDENTIALS_FILE: "/none" },
      [],
      "Correct the environment variable ALIBABA_CLOUD_CREDENTIALS_FILE",
    ],
    [{ ALIBABA_CLOUD_ECS_METADATA: "a b" }, [], "Check the environment variable ALIBABA_CLOUD_ECS_METADATA"],
    [
      { ALIBABA_CLOUD_CREDENTIALS_URI: "ftp://x" },
      [],
      "Check the environment variable ALIBABA_CLOUD_CREDENTIALS_URI",
    ],
    [{}, [], "Set the environment variables ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
  ] as const;
  for (const [env, args, next] of ways) {
    const nobody = { ...keyless, ...env, ...(next.startsWith("Set") && { HOME: "/none" }) };
    expect(await get(nobody, ...args)).toMatchObject({
      status: 2,
      note: expect.stringContaining(`\n${next}`),
    });
  }
});
