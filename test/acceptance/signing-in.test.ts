import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Emulator } from "../../src/emulator/emulator";
import { lookup } from "../support/configuration";
import {
  type Arrived,
  type GrantServer,
  grantServer,
  hasRightSignature,
  membersOf,
  metadataReply,
  type Reply,
  stsAnswer,
  stsRefusal,
} from "../support/grant-servers";
import { errorAt } from "../support/shown-diagnostics";
import { WaitWorkspace } from "../support/wait-workspace";

const ROLE = "acs:ram::1234567890123456:role/reader";
const PROVIDER = 'provider["terraform.local/ehpc/ehpc"]';

let waiting: WaitWorkspace;
let emulator: Emulator;
let server: GrantServer;
let reply: (request: Arrived) => Reply;
/** Every secret that was handed out. */
const secrets: string[] = [];

const grant = (lifetimeSeconds = 3_600) => {
  const granted = emulator.issueCredentials({ lifetimeSeconds });
  secrets.push(granted.accessKeySecret, granted.securityToken);
  return granted;
};

beforeAll(async () => {
  waiting = await WaitWorkspace.create();
  emulator = waiting.emulator;
  server = await grantServer((request) => reply(request));
});

afterAll(async () => {
  await server.close();
  await waiting.close();
});

beforeEach(() => {
  server.arrived.length = 0;
  waiting.jobIs("1.manager", "Completed");
});

/** The environment of one who has no access key but what is given. */
function env(more: Record<string, string> = {}): Record<string, string> {
  return {
    ALIBABA_CLOUD_ACCESS_KEY_ID: "",
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: "",
    STS_ENDPOINT: server.origin,
    ...more,
  };
}

const withKey = () => ({
  ALIBABA_CLOUD_ACCESS_KEY_ID: emulator.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: emulator.accessKeySecret,
});

function plan(provider: string, more: Record<string, string> = {}) {
  waiting.configure(
    `provider "ehpc" {\n${provider}\n}`,
    lookup("job", "1.manager"),
    'output "state" { value = data.ehpc_job.job.state }',
  );
  return waiting.workspace.start(["plan"], { env: env(more) }).finished;
}

test("the assume_role block of the alicloud provider, as its documentation has it", async () => {
  reply = () => stsAnswer(grant());
  const { status, text } = await plan(
    `assume_role {
      role_arn           = "${ROLE}"
      policy             = "{}"
      session_name       = "SESSION_NAME"
      session_expiration = 999
      external_id        = "EXTERNAL_ID"
    }`,
    withKey(),
  );
  expect(text).toContain('state = "Completed"');
  expect(status).toBe(0);
  expect(server.arrived[0]?.parameters).toMatchObject({
    Action: "AssumeRole",
    RoleArn: ROLE,
    Policy: "{}",
    RoleSessionName: "SESSION_NAME",
    DurationSeconds: "999",
    ExternalId: "EXTERNAL_ID",
  });
  expect(server.arrived.every((call) => hasRightSignature(call, emulator.accessKeySecret))).toBe(true);
});

test("a dynamic block assumes a role or none", async () => {
  reply = () => stsAnswer(grant());
  const block = (list: string) =>
    `dynamic "assume_role" {\n for_each = ${list}\n content { role_arn = assume_role.value }\n }`;
  expect((await plan(block("[]"), withKey())).status).toBe(0);
  expect(server.arrived).toEqual([]);
  expect((await plan(block(`["${ROLE}"]`), withKey())).status).toBe(0);
  expect(server.arrived.length).toBeGreaterThan(0);
});

test("a role without the rest, which a module leaves empty, is assumed", async () => {
  reply = () => stsAnswer(grant());
  const empty = `assume_role {\n role_arn = "${ROLE}"\n session_name = ""\n policy = ""\n external_id = ""\n }`;
  expect((await plan(empty, withKey())).status).toBe(0);
  expect(server.arrived[0]?.parameters).toMatchObject({ RoleSessionName: "terraform" });
  expect(Object.keys(server.arrived[0]?.parameters ?? {})).not.toContain("ExternalId");
});

test("the assume_role_with_oidc block needs no access key", async () => {
  reply = () => stsAnswer(grant());
  waiting.workspace.write("token", "the-oidc-token");
  const { status } = await plan(`assume_role_with_oidc {
    oidc_provider_arn = "acs:ram::1234567890123456:oidc-provider/ci"
    role_arn          = "${ROLE}"
    oidc_token_file   = "\${path.module}/token"
    role_session_name = "ci"
  }`);
  expect(status).toBe(0);
  expect(server.arrived[0]?.parameters).toMatchObject({ OIDCToken: "the-oidc-token", RoleSessionName: "ci" });
});

test("a profile gives the credentials, and a credentials URI does", async () => {
  const { accessKeyId: access_key_id, accessKeySecret: access_key_secret } = emulator;
  waiting.workspace.write(
    "config.json",
    JSON.stringify({ profiles: [{ name: "dev", mode: "AK", access_key_id, access_key_secret }] }),
  );
  const byProfile = await plan(`profile = "dev"\n shared_credentials_file = "\${path.module}/config.json"`);
  expect(byProfile.status).toBe(0);
  reply = () => ({ body: { Code: "Success", ...membersOf(grant()) } });
  expect((await plan(`credentials_uri = "${server.origin}/role"`)).status).toBe(0);
});

test("the role of the ECS instance gives them", async () => {
  reply = metadataReply("worker", grant);
  const allowed = { EHPC_METADATA_ENDPOINT: server.origin, ALIBABA_CLOUD_ECS_METADATA_DISABLED: "" };
  expect((await plan('ecs_role_name = "worker"', allowed)).status).toBe(0);
});

test("a refused role is reported once, at the block, with the cure", async () => {
  reply = () => stsRefusal(404, "EntityNotExist.Role", "The role not exists: reader.");
  const shown = errorAt(PROVIDER, await plan(`assume_role {\n role_arn = "${ROLE}"\n }`, withKey()));
  expect(shown).toMatchObject({ summary: "No Usable Credentials" });
  expect(shown.detail).toBe(
    `Could not assume the role ${ROLE} at ${server.origin}: the request was refused (EntityNotExist.Role, HTTP 404) (request R-STS). The service says: "The role not exists: reader." Check "assume_role" or the environment variable ALIBABA_CLOUD_ROLE_ARN: the role must exist, and its trust policy must let these credentials assume it.`,
  );
});

test("credentials that expire during a wait are replaced before", async () => {
  reply = () => ({ body: membersOf(grant(4)) });
  waiting.jobIs("9.manager", "Running");
  waiting.configure(
    `provider "ehpc" {\n credentials_uri = "${server.origin}"\n}`,
    lookup("job", "9.manager", 'wait = { until = "finished", interval = "200ms", timeout = "10m" }'),
    'output "state" { value = data.ehpc_job.job.state }',
  );
  const command = waiting.workspace.start(["apply", "-auto-approve", "-no-color"], { env: env() });
  await waiting.whileRunning(command, () => server.arrived.length < 4);
  waiting.jobIs("9.manager", "Completed");
  const { status, text } = await command.finished;
  expect(text).toContain('state = "Completed"');
  expect(status).toBe(0);
});

test("credentials that are withdrawn during a wait are replaced at once", async () => {
  const granted: string[] = [];
  reply = () => {
    const credentials = grant();
    granted.push(credentials.accessKeyId);
    return { body: membersOf(credentials) };
  };
  waiting.jobIs("8.manager", "Running");
  waiting.configure(
    `provider "ehpc" {\n credentials_uri = "${server.origin}"\n}`,
    lookup("job", "8.manager", 'wait = { until = "finished", interval = "200ms", timeout = "10m" }'),
  );
  const command = waiting.workspace.start(["plan", "-no-color"], { env: env() });
  await waiting.whileRunning(command, () => waiting.looksAt("8.manager") < 2);
  const before = granted.length;
  for (const id of granted) {
    emulator.revokeCredentials(id);
  }
  await waiting.whileRunning(command, () => granted.length === before);
  waiting.jobIs("8.manager", "Completed");
  expect((await command.finished).status).toBe(0);
});

test("nothing that was handed out is in the state or in what Terraform leaves behind", () => {
  expect(secrets.length).toBeGreaterThan(10);
  const { dir } = waiting.workspace;
  const files = readdirSync(dir).filter((name) => name.startsWith("terraform.tfstate"));
  expect(files).not.toEqual([]);
  for (const name of files) {
    const text = readFileSync(path.join(dir, name), "utf8");
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  }
});

const refused: Record<string, [block: string, code: string, detail: string]> = {
  role_arn: ['assume_role { role_arn = "reader" }', "role_arn", "must be the ARN of a RAM role"],
  session_name: [
    'assume_role { session_name = "a b" }',
    "session_name",
    "must have 2 to 64 characters: letters",
  ],
  session_expiration: [
    "assume_role { session_expiration = 899 }",
    "session_expiration",
    "must be from 900 to 43200",
  ],
  policy: ['assume_role { policy = "allow" }', "policy", "must be a JSON policy"],
  oidc_provider_arn: [
    'assume_role_with_oidc { oidc_provider_arn = "ci" }',
    "oidc_provider_arn",
    "must be the ARN of an OIDC provider",
  ],
  oidc_session: [
    "assume_role_with_oidc { session_expiration = 43201 }",
    "session_expiration",
    "must be from 900 to 43200",
  ],
  tokens: [
    'assume_role_with_oidc {\n oidc_token = "t"\n oidc_token_file = "f"\n }',
    "oidc_token_file",
    'Both "oidc_token" and "oidc_token_file" are set.',
  ],
  credentials_uri: ['credentials_uri = "ftp://x"', "credentials_uri", "must be an http:// or https:// URL."],
  ecs_role_name: [
    'ecs_role_name = "a/b"',
    "ecs_role_name",
    "contains characters that a role name cannot have.",
  ],
};

test("each argument that cannot be right is refused by validate, at its own line", async () => {
  waiting.configure(
    ...Object.entries(refused).map(
      ([alias, [block]]) => `provider "ehpc" {\n alias = "${alias}"\n ${block}\n }`,
    ),
    ...Object.keys(refused).map((alias) => lookup(alias, "1.manager", `provider = ehpc.${alias}`)),
  );
  const output = await waiting.workspace.fail("validate");
  for (const [alias, [, code, detail]] of Object.entries(refused)) {
    const shown = errorAt(`${PROVIDER}.${alias}`, output);
    expect(shown.detail).toContain(detail);
    expect(shown.code).toContain(code);
  }
  expect(server.arrived).toEqual([]);
});
