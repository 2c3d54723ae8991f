import { App, Lazy, TerraformStack, Token } from "cdktf";
import { EhpcProvider, type EhpcProviderConfig } from "../../../src";
import { EhpcProvider as Binding } from "../../../src/constructs/bindings/provider";
import { checkProvider } from "../../../src/constructs/provider/check-provider";
import type { CtyObject } from "../../../src/plugin/cty/value";
import { validateAttributes } from "../../../src/plugin/schema/validate";
import { providerAttributes } from "../../../src/provider/configure/provider-schema";
import { ehpc } from "../../../src/provider/provider";
import { temporaryFolder } from "../temporary-folder";

let stack: TerraformStack;
let providers = 0;

beforeAll(() => {
  stack = new TerraformStack(new App({ outdir: temporaryFolder() }), "publish");
});

const ARN = "acs:ram::123456789012:role/reader";
const OIDC_ARN = "acs:ram::123456789012:oidc-provider/ci";

const TEXTS = ["", " ", "anything", "with blanks in it"];
const ROLE_ARNS = [ARN, ` ${ARN} `, ARN.toUpperCase(), "", " ", "reader", "acs:ram::x:role/reader", OIDC_ARN];
const SESSION_NAMES = ["", " ", "ci", "a", "a b", "a.b@c-d_e", "x".repeat(64), "x".repeat(65), "ü1"];
const POLICIES = ['{"Version":"1"}', "", " ", "[]", "null", "{", "5", '"text"'];
const LENGTHS = [900, 899, 43_200, 43_201, 3_600.5, 0, -1];
const WHOLE = [1, 0, -1, 1.5, 60_000, 2 ** 53];

/** Values of every argument of the provider block, good and bad, by the argument's name in Terraform. */
const TRIED: Readonly<Record<string, readonly object[]>> = {
  region: [
    "cn-hangzhou",
    "ap-southeast-1",
    " cn-hangzhou ",
    "",
    " ",
    "hangzhou",
    "CN-HANGZHOU",
    "cn_hangzhou",
    "cn-",
  ].map((region) => ({ region })),
  access_key: TEXTS.map((accessKey) => ({ accessKey })),
  secret_key: TEXTS.map((secretKey) => ({ secretKey })),
  security_token: TEXTS.map((securityToken) => ({ securityToken })),
  profile: TEXTS.map((profile) => ({ profile })),
  shared_credentials_file: TEXTS.map((sharedCredentialsFile) => ({ sharedCredentialsFile })),
  ecs_role_name: ["", " ", "reader", "a.b@c-d_e", "a b", "a/b", "a\n"].map((ecsRoleName) => ({
    ecsRoleName,
  })),
  credentials_uri: ["", " ", "http://127.0.0.1/x", "https://host/?a=b", "ftp://host", "host", "http://"].map(
    (credentialsUri) => ({ credentialsUri }),
  ),
  endpoint: [
    ...[
      "",
      " ",
      "http://127.0.0.1:8910",
      "http://localhost",
      "http://[::1]:1",
      "https://host",
      "https://host:1/",
    ],
    ...[
      "http://host",
      "https://user:secret@host",
      "https://host/path",
      "https://host?",
      "https://host#",
      "host",
      "ftp://host",
    ],
  ].map((endpoint) => ({ endpoint })),
  endpoint_type: ["public", "vpc", "", "VPC", "internal"].map((endpointType) => ({ endpointType })),
  client_connect_timeout: WHOLE.map((clientConnectTimeout) => ({ clientConnectTimeout })),
  client_read_timeout: WHOLE.map((clientReadTimeout) => ({ clientReadTimeout })),
  max_retry_timeout: WHOLE.map((maxRetryTimeout) => ({ maxRetryTimeout })),
  configuration_source: ["", "ci/7", "x".repeat(1_024), "x".repeat(1_025), "two\nlines", "ü"].map(
    (configurationSource) => ({ configurationSource }),
  ),
  assume_role: [
    {},
    ...ROLE_ARNS.map((roleArn) => ({ roleArn })),
    ...SESSION_NAMES.map((sessionName) => ({ sessionName })),
    ...POLICIES.map((policy) => ({ policy })),
    ...LENGTHS.map((sessionExpiration) => ({ sessionExpiration })),
    ...TEXTS.map((externalId) => ({ externalId })),
  ].map((assumeRole) => ({ assumeRole })),
  assume_role_with_oidc: [
    {},
    ...[OIDC_ARN, "", ARN, "ci"].map((oidcProviderArn) => ({ oidcProviderArn })),
    ...ROLE_ARNS.map((roleArn) => ({ roleArn })),
    ...SESSION_NAMES.map((roleSessionName) => ({ roleSessionName })),
    ...POLICIES.map((policy) => ({ policy })),
    ...LENGTHS.map((sessionExpiration) => ({ sessionExpiration })),
    ...TEXTS.flatMap((oidcToken) => TEXTS.map((oidcTokenFile) => ({ oidcToken, oidcTokenFile }))),
  ].map((assumeRoleWithOidc) => ({ assumeRoleWithOidc })),
};

function newId(): string {
  providers += 1;
  return `ehpc-${providers}`;
}

/** Whether the provider refuses what the generated binding, which checks nothing, hands to Terraform. */
function terraformRefuses(config: EhpcProviderConfig): boolean {
  const [block] = new Binding(stack, newId(), config).toTerraform().provider.ehpc;
  const given = Object.fromEntries(
    Object.entries(providerAttributes).map(([name, { block: isBlock }]) => {
      const value = block[name] ?? null;
      return [name, isBlock ? [value].filter((each) => each !== null) : value];
    }),
  ) as CtyObject;
  const problems = ehpc({}).validate?.(given as never) ?? [];
  return validateAttributes(given, providerAttributes).length + problems.length > 0;
}

function synthRefuses(config: EhpcProviderConfig): boolean {
  try {
    new EhpcProvider(stack, newId(), config);
    return false;
  } catch {
    return true;
  }
}

test("values of every argument of the provider are tried, and of every one in its blocks", () => {
  expect(Object.keys(TRIED).sort()).toEqual(Object.keys(providerAttributes).sort());
  for (const name of ["assume_role", "assume_role_with_oidc"] as const) {
    const inside = (TRIED[name] ?? []).flatMap((config) => Object.values(config).flatMap(Object.keys));
    const arguments_ = Object.keys(providerAttributes[name].type.element?.attributes ?? {});
    expect(new Set(inside.map(snakeCase))).toEqual(new Set(arguments_));
  }
});

test.each(Object.entries(TRIED))("%s: synth refuses exactly what Terraform refuses", (_, tried) => {
  const verdicts = tried.map((config) => ({
    config,
    terraform: terraformRefuses(config),
    synth: synthRefuses(config),
  }));

  expect(verdicts.filter(({ terraform, synth }) => terraform !== synth)).toEqual([]);
});

test.each(Object.entries(TRIED))("%s: some of the values tried are taken", (_, tried) => {
  expect(tried.filter(synthRefuses).length).toBeLessThan(tried.length);
});

test.each<[string, object]>([
  ["clientReadTimeout must be at least 1 (milliseconds).", { clientReadTimeout: 0 }],
  ["clientReadTimeout must be a whole number.", { clientReadTimeout: "60000" }],
  ["region must be a string.", { region: 5 }],
  ['endpointType must be one of "public", "vpc", not "internal".', { endpointType: "internal" }],
  [
    "assumeRole.sessionExpiration must be from 900 to 43200 (seconds).",
    { assumeRole: { sessionExpiration: 60 } },
  ],
  [
    "assumeRoleWithOidc gives the token as oidcToken and as",
    { assumeRoleWithOidc: { oidcToken: "a", oidcTokenFile: "b" } },
  ],
  ["endpoint cannot be used. The endpoint http://host is not encrypted;", { endpoint: "http://host" }],
])("the message names the property and what would be right: %s", (message, config) => {
  expect(() => checkProvider('EhpcProvider "ehpc"', config)).toThrow(`EhpcProvider "ehpc": ${message}`);
});

test.each([
  { endpoint: "https://user:s3cret@host" },
  { credentialsUri: "ftp://host/?token=s3cret" },
  { configurationSource: "s3cret\n" },
  { assumeRole: { policy: "s3cret" } },
  { assumeRoleWithOidc: { oidcToken: "s3cret", oidcTokenFile: "s3cret" } },
])("what may let somebody in is not repeated: %j", (config) => {
  const check = () => checkProvider('EhpcProvider "ehpc"', config);

  expect(check).toThrow();
  expect(check).not.toThrow("s3cret");
});

test("values that only Terraform knows are left to it", () => {
  const late = Lazy.stringValue({ produce: () => "" });
  const config = {
    region: late,
    endpoint: `\${var.endpoint}`,
    clientReadTimeout: Token.asNumber(late),
    endpointType: late as "vpc",
    assumeRole: { roleArn: late, sessionExpiration: Token.asNumber(late) },
    assumeRoleWithOidc: { oidcToken: late, oidcTokenFile: "file" },
  };

  expect(() => checkProvider("x", config)).not.toThrow();
});

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
