import { DiagnosticError } from "../../src/plugin/author/diagnostic";
import type { ArgumentsOf } from "../../src/plugin/schema/attribute";
import { providerAttributes } from "../../src/provider/configure/provider-schema";
import { ehpc } from "../../src/provider/provider";

type Config = ArgumentsOf<typeof providerAttributes>;

const quiet = () => {};
const EMPTY = Object.fromEntries(Object.keys(providerAttributes).map((name) => [name, null])) as Config;
/** Of nobody: the files of whoever runs the tests are none of their business. */
const NO_HOME = { HOME: "/nonexistent" };
const KEY = { access_key: "id", secret_key: "s3cret" };

/** Configures the provider; what it conceals is kept in `concealed`. */
async function configure(config: Partial<Config>, environment: Record<string, string> = {}) {
  const concealed: string[] = [];
  const session = await ehpc({ ...NO_HOME, ...environment }).configure({
    config: { ...EMPTY, ...config },
    terraformVersion: "1.11.4",
    conceal: (secret) => concealed.push(secret),
    signal: new AbortController().signal,
    logger: { trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet },
    warn: quiet,
  });
  return { place: session.place, concealed };
}

async function refusal(config: Partial<Config>, environment: Record<string, string> = {}) {
  const error = await configure(config, environment).catch((reason: unknown) => reason);
  if (!(error instanceof DiagnosticError)) {
    throw new Error(`no refusal but ${String(error)}`);
  }
  return error.diagnostics[0];
}

test("the region selects the endpoint", async () => {
  expect((await configure({ ...KEY, region: "cn-hangzhou" })).place).toBe(
    "https://ehpc.cn-hangzhou.aliyuncs.com",
  );
});

test("the endpoint inside of virtual private clouds is asked where that is wanted", async () => {
  const config = { ...KEY, region: "cn-hangzhou", endpoint_type: "vpc" } as const;
  expect((await configure(config)).place).toBe("https://ehpc-vpc.cn-hangzhou.aliyuncs.com");
  const endpoint = "http://127.0.0.1:8910";
  expect((await configure(config, { EHPC_ENDPOINT: endpoint })).place).toBe(endpoint);
});

test("an endpoint replaces the regional one", async () => {
  const { place } = await configure({ ...KEY, region: "cn-hangzhou", endpoint: "http://127.0.0.1:8910/" });
  expect(place).toBe("http://127.0.0.1:8910");
});

test.each([
  ["ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY", "ALICLOUD_REGION"],
  ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_REGION"],
])("all of it can come from the environment: %s, %s, %s", async (id, secret, region) => {
  const { place, concealed } = await configure(
    {},
    { [id]: "id", [secret]: "s3cret", [region]: "cn-beijing" },
  );
  expect(place).toBe("https://ehpc.cn-beijing.aliyuncs.com");
  expect(concealed).toEqual(["s3cret"]);
});

test("the configuration comes before the environment", async () => {
  const environment = { EHPC_ENDPOINT: "http://127.0.0.1:1", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "other" };
  const { place, concealed } = await configure({ ...KEY, endpoint: "http://127.0.0.1:2" }, environment);
  expect(place).toBe("http://127.0.0.1:2");
  expect(concealed).toEqual(["s3cret"]);
});

test("secret and token are concealed in logs from then on", async () => {
  const { concealed } = await configure({ ...KEY, region: "cn-hangzhou", security_token: "t0ken" });
  expect(concealed).toEqual(["s3cret", "t0ken"]);
});

test("without a region or endpoint the provider says what to set", async () => {
  expect(await refusal(KEY)).toMatchObject({
    summary: "Missing Region",
    path: ["region"],
    detail: expect.stringContaining("ALIBABA_CLOUD_REGION"),
  });
});

test("without credentials, or with half of them, it says which part is missing and where to set it", async () => {
  expect(await refusal({ region: "cn-hangzhou" })).toMatchObject({ path: ["access_key"] });
  expect(await refusal({ region: "cn-hangzhou", access_key: "id" })).toMatchObject({
    path: ["secret_key"],
    detail: expect.stringContaining("ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
  });
  expect(await refusal({ region: "cn-hangzhou", secret_key: "s" })).toMatchObject({ path: ["access_key"] });
});

test.each([
  ["region", { region: "Hangzhou / 杭州" }],
  ["endpoint", { endpoint: "http://ehpc.example.com" }],
  ["endpoint", { endpoint: "https://user:hunter2@ehpc.example.com" }],
])("a %s that cannot be used is refused there: %j", async (argument, config) => {
  const diagnostic = await refusal({ ...KEY, ...config });
  expect(diagnostic).toMatchObject({ path: [argument], summary: "Invalid Provider Configuration" });
  expect(diagnostic?.detail).not.toContain("hunter2");
});

test("the cure is on its own line below the searched places", async () => {
  const detail = (await refusal({ region: "cn-hangzhou" }))?.detail;
  expect(detail).toContain("Checked, in this order:\n  - access key: ");
  expect(detail).toMatch(/ does not exist\.\nSet "access_key" and "secret_key" of the provider/);
});

test("a configuration with null in place of a block is checked like any", () => {
  const config = { ...EMPTY, assume_role_with_oidc: [null] } as unknown as Config;
  expect(ehpc({}).validate?.(config)).toEqual([]);
});
