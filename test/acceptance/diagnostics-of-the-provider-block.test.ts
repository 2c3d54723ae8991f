import { PROVIDER_ADDRESS } from "../../src/provider/address";
import { configuration, lookup } from "../support/configuration";
import { errorAt, type ShownDiagnostic } from "../support/shown-diagnostics";
import { type Finished, Workspace } from "../support/workspace";

const REGION = 'region = "cn-hangzhou"';
const KEY = 'access_key = "LTAI-of-a-test"\n secret_key = "not-a-real-secret"';

let workspace: Workspace;

beforeAll(async () => {
  workspace = new Workspace({ "main.tf": configuration() });
  await workspace.init();
});

afterAll(() => workspace.remove());

/** Writes the provider blocks, and one lookup for each. */
function configure(blocks: Readonly<Record<string, { block: string }>>): void {
  workspace.write(
    "main.tf",
    configuration(
      'resource "null_resource" "later" {}',
      ...Object.entries(blocks).map(
        ([alias, { block }]) => `provider "ehpc" {\n alias = "${alias}"\n ${block}\n }`,
      ),
      ...Object.keys(blocks).map((alias) => lookup(alias, "1.manager", `provider = ehpc.${alias}`)),
    ),
  );
}

/** By alias: a provider block, the line that Terraform points at, and what the user is to read. */
type Cases = Readonly<Record<string, { block: string; summary: string; code: string; detail: string }>>;

const INVALID = "Invalid Provider Configuration";
const NO_CREDENTIALS = "No Usable Credentials";

const malformed: Cases = {
  malformed_region: {
    block: `${KEY}\n region = "Hang zhou"`,
    summary: INVALID,
    code: 'region = "Hang zhou"',
    detail:
      '"Hang zhou" is not a region ID; examples are "cn-hangzhou" and "ap-southeast-1". Correct "region".',
  },
  plain_http: {
    block: `${KEY}\n endpoint = "http://ehpc.cn-hangzhou.aliyuncs.com"`,
    summary: INVALID,
    code: 'endpoint = "http://ehpc.cn-hangzhou.aliyuncs.com"',
    detail:
      'The endpoint http://ehpc.cn-hangzhou.aliyuncs.com is not encrypted; plain http is accepted only for loopback addresses. Correct "endpoint".',
  },
  path_in_endpoint: {
    block: `${KEY}\n endpoint = "https://ehpc.cn-hangzhou.aliyuncs.com/v1"`,
    summary: INVALID,
    code: 'endpoint = "https://ehpc.cn-hangzhou.aliyuncs.com/v1"',
    detail:
      'The endpoint https://ehpc.cn-hangzhou.aliyuncs.com has a path or parameters; it must be only a host and a port. Correct "endpoint".',
  },
  password_in_endpoint: {
    block: `${KEY}\n endpoint = "https://user:passw0rd@ehpc.cn-hangzhou.aliyuncs.com"`,
    summary: INVALID,
    code: 'endpoint = "https://user:passw0rd@ehpc.cn-hangzhou.aliyuncs.com"',
    detail:
      'The endpoint contains a user name or a password; it must be only a host and a port. Correct "endpoint".',
  },
  host_as_endpoint: {
    block: `${KEY}\n endpoint = "ehpc.cn-hangzhou.aliyuncs.com"`,
    summary: INVALID,
    code: 'endpoint = "ehpc.cn-hangzhou.aliyuncs.com"',
    detail:
      'The endpoint is not a URL; an example is https://ehpc.cn-hangzhou.aliyuncs.com. Correct "endpoint".',
  },
  negative_time: {
    block: "max_retry_timeout = -1",
    summary: "Invalid Argument Value",
    code: "max_retry_timeout = -1",
    detail: 'The argument "max_retry_timeout" must not be negative (seconds).',
  },
  no_time: {
    block: "client_read_timeout = 0",
    summary: "Invalid Argument Value",
    code: "client_read_timeout = 0",
    detail: 'The argument "client_read_timeout" must be at least 1 (milliseconds).',
  },
  fraction: {
    block: "client_connect_timeout = 1.5",
    summary: "Invalid Argument Value",
    code: "client_connect_timeout = 1.5",
    detail: 'The argument "client_connect_timeout" must be a whole number.',
  },
};

const insufficient: Cases = {
  no_region: {
    block: KEY,
    summary: "Missing Region",
    code: 'provider "ehpc" {',
    detail:
      'The provider has neither a region nor an endpoint. Set "region" to the region of the cluster, such as "cn-hangzhou", or set the environment variable ALIBABA_CLOUD_REGION.',
  },
  no_credentials: {
    block: REGION,
    summary: NO_CREDENTIALS,
    code: 'provider "ehpc" {',
    detail: expect.stringMatching(
      /^There are no credentials\. Checked, in this order: - access key: .* - profile: .* - role of the ECS instance: .* - OIDC token: .* - credentials URI: .* - current profile of the aliyun command: The credentials file \S+\/\.aliyun\/config\.json does not exist\. Set "access_key" and "secret_key" of the provider/,
    ),
  },
  no_secret: {
    block: `${REGION}\n access_key = "LTAI-of-a-test"`,
    summary: NO_CREDENTIALS,
    code: 'provider "ehpc" {',
    detail:
      'The access key is incomplete: its ID is set, but its secret is not. Set "secret_key" of the provider or the environment variable ALIBABA_CLOUD_ACCESS_KEY_SECRET.',
  },
  no_key: {
    block: `${REGION}\n secret_key = "not-a-real-secret"`,
    summary: NO_CREDENTIALS,
    code: 'provider "ehpc" {',
    detail:
      'The access key is incomplete: its secret is set, but its ID is not. Set "access_key" of the provider or the environment variable ALIBABA_CLOUD_ACCESS_KEY_ID.',
  },
  secret_in_two_lines: {
    block: `${REGION}\n access_key = "LTAI-of-a-test"\n secret_key = "half\\nhalf"`,
    summary: NO_CREDENTIALS,
    code: 'secret_key = "half\\nhalf"',
    detail:
      'The access key secret contains spaces, line breaks or non-ASCII characters; it was probably truncated or copied incorrectly. Correct "secret_key".',
  },
  known_after_apply: {
    block: `${KEY}\n endpoint = "http://127.0.0.1:\${null_resource.later.id}"`,
    summary: "Unknown Provider Argument",
    code: `endpoint = "http://127.0.0.1:\${null_resource.later.id}"`,
    detail:
      'The provider argument "endpoint" depends on a value that is known only after apply, but the provider reads during plan. Use a value that is known in advance (a literal, a variable, an environment variable), or create the resource that it depends on first: terraform apply -target=<that resource>.',
  },
};

describe.each([
  ["validate refuses what is wrong by itself", "validate", malformed],
  ["plan refuses what is not enough", "plan", insufficient],
] as const)("%s", (_, command, cases) => {
  let refused: Finished;

  beforeAll(async () => {
    configure(cases);
    refused = await workspace.fail(command);
  });

  test.each(Object.entries(cases))("%s", (alias, { summary, code, detail }) => {
    const address = `provider["${PROVIDER_ADDRESS}"].${alias}`;
    expect(errorAt(address, refused)).toEqual({ severity: "Error", summary, address, code, detail });
  });
});

describe("without a provider block", () => {
  async function planIn(env: Record<string, string>): Promise<ShownDiagnostic> {
    workspace.write("main.tf", configuration(lookup("job", "1.manager")));
    return errorAt(`provider["${PROVIDER_ADDRESS}"]`, await workspace.start(["plan"], { env }).finished);
  }

  test.each([
    ["EHPC_ENDPOINT", { EHPC_ENDPOINT: "localhost" }],
    ["ALICLOUD_REGION", { ALICLOUD_REGION: "Hang zhou", ALIBABA_CLOUD_REGION: "cn-hangzhou" }],
    ["ALIBABA_CLOUD_REGION", { ALICLOUD_REGION: "", ALIBABA_CLOUD_REGION: "Hang zhou" }],
    [
      "ALICLOUD_SECRET_KEY",
      { ALICLOUD_REGION: "cn-hangzhou", ALICLOUD_ACCESS_KEY: "LTAI", ALICLOUD_SECRET_KEY: "two words" },
    ],
  ])("an unusable %s is named as the place to correct", async (variable, env) => {
    expect((await planIn(env)).detail).toMatch(
      new RegExp(`Correct the environment variable ${variable}\\.$`),
    );
  });
});
