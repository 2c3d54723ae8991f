import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { EhpcError } from "../../../src/base/errors";
import type { Environment } from "../../../src/ehpc/api/environment";
import { type GivenSignIn, readSignInSettings } from "../../../src/ehpc/sign-in/settings";
import { type SignInOptions, signIn } from "../../../src/ehpc/sign-in/sign-in";
import {
  type Arrived,
  type Granted,
  type GrantServer,
  grantServer,
  hasRightSignature,
  membersOf,
  metadataReply,
  type Reply,
  stsAnswer,
  stsRefusal,
} from "../../support/grant-servers";

const { signal } = new AbortController();
const ROLE = "acs:ram::1234567890123456:role/reader";
const KEY = { accessKeyId: "LTAI-base", accessKeySecret: "base-secret" };

let number = 0;
const grant = (): Granted => {
  number += 1;
  return {
    accessKeyId: `STS.${number}`,
    accessKeySecret: `secret-${number}`,
    securityToken: `token-${number}`,
    expiration: new Date(Date.now() + 3_600_000),
  };
};

let home: string;
const servers: GrantServer[] = [];

beforeEach(() => {
  number = 0;
  home = mkdtempSync(path.join(tmpdir(), "ehpc-home-"));
});

afterEach(async () => {
  rmSync(home, { recursive: true, force: true });
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serving(reply: (request: Arrived) => Reply): Promise<GrantServer> {
  const server = await grantServer(reply);
  servers.push(server);
  return server;
}

function file(name: string, content: unknown): string {
  const at = path.join(home, name);
  writeFileSync(at, typeof content === "string" ? content : JSON.stringify(content));
  return at;
}

/** Signs in, and gives what comes out in plain text. */
async function credentialsOf(
  given: GivenSignIn,
  env: Environment = {},
  options: Partial<SignInOptions> = {},
) {
  const environment = { HOME: home, ...env };
  const source = signIn(readSignInSettings(given, environment), { environment, ...options });
  const { accessKeyId, accessKeySecret, securityToken } = await source(signal);
  return [accessKeyId, accessKeySecret.reveal(), securityToken?.reveal() ?? null];
}

async function failure(given: GivenSignIn, env: Environment = {}): Promise<EhpcError> {
  const error = await credentialsOf(given, env).catch((reason: unknown) => reason);
  if (error instanceof EhpcError) {
    return error;
  }
  throw new Error(`no failure but ${String(error)}`);
}

const FIRST = ["STS.1", "secret-1", "token-1"];

describe("assuming a role", () => {
  test("the call carries every field, and its signature is right", async () => {
    const sts = await serving(() => stsAnswer(grant()));
    const assumeRole = {
      roleArn: ROLE,
      sessionName: "nightly",
      policy: '{"Version":"1"}',
      sessionExpiration: 900,
      externalId: "it's (42)*~",
    };
    expect(await credentialsOf({ ...KEY, assumeRole }, { STS_ENDPOINT: sts.origin })).toEqual(FIRST);
    const [call] = sts.arrived;
    expect(call?.parameters).toMatchObject({
      Action: "AssumeRole",
      Version: "2015-04-01",
      AccessKeyId: "LTAI-base",
      RoleArn: ROLE,
      RoleSessionName: "nightly",
      Policy: '{"Version":"1"}',
      DurationSeconds: "900",
      ExternalId: "it's (42)*~",
    });
    expect(call && hasRightSignature(call, "base-secret")).toBe(true);
    expect(call && hasRightSignature(call, "another-secret")).toBe(false);
  });

  test("the session is called terraform and lasts an hour, unless the environment says otherwise", async () => {
    const sts = await serving(() => stsAnswer(grant()));
    const env = { ALIBABA_CLOUD_ENDPOINT_STS: sts.origin };
    await credentialsOf({ ...KEY, assumeRole: { roleArn: ROLE } }, env);
    await credentialsOf(KEY, {
      ...env,
      ALICLOUD_ASSUME_ROLE_ARN: ROLE,
      ALICLOUD_ASSUME_ROLE_SESSION_NAME: "of-env",
      ALICLOUD_ASSUME_ROLE_SESSION_EXPIRATION: "1800",
    });
    expect(sts.arrived.map(({ parameters: p }) => [p.RoleSessionName, p.DurationSeconds])).toEqual([
      ["terraform", "3600"],
      ["of-env", "1800"],
    ]);
  });

  test("an empty role_arn assumes none, whatever the environment says", async () => {
    const env = { ALIBABA_CLOUD_ROLE_ARN: ROLE };
    expect(await credentialsOf({ ...KEY, assumeRole: { roleArn: " " } }, env)).toEqual([
      "LTAI-base",
      "base-secret",
      null,
    ]);
  });

  test("the base may come from any other source, with its token", async () => {
    const sts = await serving(() => stsAnswer(grant()));
    const uri = await serving(() => ({ body: { Code: "Success", ...membersOf(grant()) } }));
    const env = { STS_ENDPOINT: sts.origin, ALIBABA_CLOUD_CREDENTIALS_URI: `${uri.origin}/credentials` };
    expect(await credentialsOf({ assumeRole: { roleArn: ROLE } }, env)).toEqual([
      "STS.2",
      "secret-2",
      "token-2",
    ]);
    expect(sts.arrived[0]?.parameters).toMatchObject({ AccessKeyId: "STS.1", SecurityToken: "token-1" });
    expect(sts.arrived[0] && hasRightSignature(sts.arrived[0], "secret-1")).toBe(true);
  });

  test("a refusal is reported in the service's words, and never with a secret", async () => {
    const sts = await serving(() =>
      stsRefusal(403, "NoPermission", "base-secret may not; nor base-t0ken. You are not authorized."),
    );
    const error = await failure(
      { ...KEY, securityToken: "base-t0ken", assumeRole: { roleArn: ROLE } },
      { STS_ENDPOINT: sts.origin },
    );
    expect(error).toMatchObject({ kind: "credentials", parameter: "assumeRole", code: "NoPermission" });
    expect(error.message).toBe(
      `Could not assume the role ${ROLE} at ${sts.origin}: the request was refused (NoPermission, HTTP 403) (request R-STS). The service says: "*** may not; nor ***. You are not authorized."`,
    );
    expect(sts.arrived).toHaveLength(1);
  });

  test("an answer without credentials is reported without quoting it", async () => {
    const sts = await serving(() => ({ body: { Credentials: { AccessKeySecret: "half-of-it" } } }));
    const error = await failure({ ...KEY, assumeRole: { roleArn: ROLE } }, { STS_ENDPOINT: sts.origin });
    expect(error.message).toContain("the response contains no usable credentials");
    expect(error.message).not.toContain("half-of-it");
  });

  test("passing faults are tried again", async () => {
    let calls = 0;
    const sts = await serving(() => {
      calls += 1;
      return calls === 1 ? { status: 503, body: "" } : stsAnswer(grant());
    });
    expect(
      await credentialsOf({ ...KEY, assumeRole: { roleArn: ROLE } }, { STS_ENDPOINT: sts.origin }),
    ).toEqual(FIRST);
    expect(calls).toBe(2);
  });

  test("it takes the place of the role of a profile, and comes on top of a chain", async () => {
    const sts = await serving(({ parameters }) =>
      stsAnswer({ ...grant(), accessKeyId: `${parameters.RoleArn}-by-${parameters.AccessKeyId}` }),
    );
    const own = { access_key_id: "LTAI", access_key_secret: "s", ram_role_arn: "own" };
    const sharedCredentialsFile = file("config.json", {
      profiles: [
        { name: "role", mode: "RamRoleArn", ...own },
        { name: "chain", mode: "ChainableRamRoleArn", source_profile: "role", ram_role_arn: "chained" },
      ],
    });
    const assumed = async (profile: string, assumeRole?: { roleArn: string }) => {
      const given = { profile, sharedCredentialsFile, ...(assumeRole && { assumeRole }) };
      return (await credentialsOf(given, { STS_ENDPOINT: sts.origin }))[0];
    };
    expect(await assumed("role")).toBe("own-by-LTAI");
    expect(await assumed("role", { roleArn: "block" })).toBe("block-by-LTAI");
    expect(await assumed("chain", { roleArn: "block" })).toBe("block-by-chained-by-own-by-LTAI");
  });

  test("after a failure, whoever asks next is signed in from the beginning", async () => {
    let trusted = false;
    const sts = await serving(() => (trusted ? stsAnswer(grant()) : stsRefusal(403, "NoPermission", "No.")));
    const environment = { HOME: home, STS_ENDPOINT: sts.origin };
    const settings = readSignInSettings({ ...KEY, assumeRole: { roleArn: ROLE } }, environment);
    const source = signIn(settings, { environment });
    await expect(source(signal)).rejects.toMatchObject({ code: "NoPermission" });
    trusted = true;
    expect(await source(signal)).toMatchObject({ accessKeyId: "STS.1" });
  });

  test("an STS that may not be asked is refused by the name of its variable", async () => {
    const error = await failure(
      { ...KEY, assumeRole: { roleArn: ROLE } },
      { STS_ENDPOINT: "http://sts.example.com" },
    );
    expect(error).toMatchObject({ kind: "configuration", message: expect.stringContaining("STS_ENDPOINT") });
  });
});

describe("assuming a role with an OIDC token", () => {
  const given = { oidcProviderArn: "acs:ram::1:oidc-provider/ci", roleArn: ROLE };

  test("the token is sent as it is given, and nothing is signed", async () => {
    const sts = await serving(() => stsAnswer(grant()));
    const assumeRoleWithOidc = { ...given, oidcToken: "jwt", sessionName: "ci-run", sessionExpiration: 1200 };
    expect(await credentialsOf({ assumeRoleWithOidc }, { STS_ENDPOINT: sts.origin })).toEqual(FIRST);
    expect(sts.arrived[0]?.parameters).toEqual({
      Action: "AssumeRoleWithOIDC",
      Format: "JSON",
      Timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      Version: "2015-04-01",
      OIDCProviderArn: given.oidcProviderArn,
      OIDCToken: "jwt",
      RoleArn: ROLE,
      RoleSessionName: "ci-run",
      DurationSeconds: "1200",
    });
  });

  test("in a cluster that hands out tokens the environment is enough, and no role is assumed twice", async () => {
    const sts = await serving(() => stsAnswer(grant()));
    const env = {
      STS_ENDPOINT: sts.origin,
      ALIBABA_CLOUD_OIDC_PROVIDER_ARN: given.oidcProviderArn,
      ALIBABA_CLOUD_ROLE_ARN: ROLE,
      ALIBABA_CLOUD_OIDC_TOKEN_FILE: file("token", "jwt-of-file\n"),
    };
    expect(await credentialsOf({}, env)).toEqual(FIRST);
    expect(sts.arrived.map(({ parameters }) => parameters.OIDCToken)).toEqual(["jwt-of-file"]);
  });

  test("the role that the environment names for a token is not assumed twice", async () => {
    const sts = await serving(() => stsAnswer(grant()));
    const env = { STS_ENDPOINT: sts.origin, ALIBABA_CLOUD_ROLE_ARN: ROLE };
    const { oidcProviderArn } = given;
    expect(await credentialsOf({ assumeRoleWithOidc: { oidcProviderArn, oidcToken: "jwt" } }, env)).toEqual(
      FIRST,
    );
    expect(sts.arrived.map(({ parameters }) => [parameters.Action, parameters.RoleArn])).toEqual([
      ["AssumeRoleWithOIDC", ROLE],
    ]);
  });

  test("a written assume_role comes before an access key of the environment", async () => {
    const sts = await serving(() => stsAnswer(grant()));
    const env = {
      STS_ENDPOINT: sts.origin,
      ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI",
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: "s",
    };
    expect(await credentialsOf({ assumeRoleWithOidc: { ...given, oidcToken: "jwt" } }, env)).toEqual(FIRST);
  });

  test("a token that the service repeats is not shown", async () => {
    const sts = await serving(() =>
      stsRefusal(400, "AuthenticationFail.OIDCToken.Invalid", "jwt-text is bad."),
    );
    const error = await failure(
      { assumeRoleWithOidc: { ...given, oidcToken: "jwt-text" } },
      { STS_ENDPOINT: sts.origin },
    );
    expect(error.message).toContain('The service says: "*** is bad."');
  });

  test("a token file that is missing is named", async () => {
    const error = await failure({ assumeRoleWithOidc: { ...given, oidcTokenFile: "~/none" } });
    expect(error.message).toBe(`The OIDC token file ${path.join(home, "none")} does not exist.`);
  });

  test("a part that is missing is named", async () => {
    const error = await failure({ assumeRoleWithOidc: { roleArn: ROLE, oidcToken: "t" } });
    expect(error.message).toContain("oidc_provider_arn");
  });
});

describe("the role of the ECS instance", () => {
  const roles = { v2: { v1: false }, v1: { v2: false } };

  test.each(Object.entries(roles))("is had from a metadata service of %s alone", async (version, only) => {
    const metadata = await serving(metadataReply("worker", grant, only));
    const env = { EHPC_METADATA_ENDPOINT: metadata.origin };
    expect(await credentialsOf({ ecsRoleName: "worker" }, env)).toEqual(FIRST);
    const asked = metadata.arrived.at(-1)?.headers["x-aliyun-ecs-metadata-token"];
    expect(asked).toBe(version === "v2" ? "metadata-token" : undefined);
  });

  test("version 1 can be forbidden", async () => {
    const metadata = await serving(metadataReply("worker", grant, { v2: false }));
    const env = { EHPC_METADATA_ENDPOINT: metadata.origin, ALIBABA_CLOUD_IMDSV1_DISABLED: "true" };
    const error = await failure({ ecsRoleName: "worker" }, env);
    expect(error).toMatchObject({ kind: "credentials", parameter: "ecsRoleName" });
    expect(metadata.arrived.every(({ method }) => method === "PUT")).toBe(true);
  });

  test("nothing is asked where that is forbidden", async () => {
    const metadata = await serving(metadataReply("worker", grant));
    const error = await failure(
      {},
      {
        EHPC_METADATA_ENDPOINT: metadata.origin,
        ALIBABA_CLOUD_ECS_METADATA: "worker",
        ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
      },
    );
    expect(error.message).toContain("ALIBABA_CLOUD_ECS_METADATA_DISABLED");
    expect(metadata.arrived).toEqual([]);
  });

  test("a role that the instance does not have", async () => {
    const metadata = await serving(metadataReply("worker", grant));
    const error = await failure({ ecsRoleName: "other" }, { EHPC_METADATA_ENDPOINT: metadata.origin });
    expect(error.message).toContain(
      `Could not get credentials of the ECS role other from the metadata service ${metadata.origin}`,
    );
  });
});

describe("a credentials URI", () => {
  test("is asked with its path and parameters, which no error shows", async () => {
    const uri = await serving(({ parameters }) =>
      parameters.key === "letmein"
        ? { body: { Code: "Success", ...membersOf(grant()) } }
        : { status: 401, body: { Code: "No", Message: "wrong key" } },
    );
    expect(await credentialsOf({ credentialsUri: `${uri.origin}/c?key=letmein` })).toEqual(FIRST);
    const error = await failure({ credentialsUri: `${uri.origin}/c?key=hunter2` });
    expect(error.message).toContain(`the credentials URI at ${uri.origin}`);
    expect(error.message).not.toContain("hunter2");
  });

  test("is not shown where the other side repeats it", async () => {
    const uri = await serving(({ path, parameters }) => ({
      status: 404,
      body: { Code: "No", Message: `nothing at ${path} for ${JSON.stringify(parameters)}` },
    }));
    const error = await failure({ credentialsUri: `${uri.origin}/t0k3n-of-path?key=hunter2` });
    expect(error.message).toContain('The service says: "nothing at /*** for {"key":"***"}"');
  });

  const spoiled = {
    "a number for a secret": { AccessKeySecret: 123456789 },
    "an object for an id": { AccessKeyId: { id: "do-not-show" } },
    "a token of two lines": { SecurityToken: "do-not-show\r\nx-acs-action: Other" },
    "an id outside ASCII": { AccessKeyId: "ключ-do-not-show" },
  };
  test.each(Object.entries(spoiled))("that answers with %s is refused", async (_, part) => {
    const uri = await serving(() => ({ body: { ...membersOf(grant()), ...part } }));
    expect((await failure({ credentialsUri: uri.origin })).message).toBe(
      `Could not fetch credentials from the credentials URI at ${uri.origin}: the response contains no usable credentials.`,
    );
  });

  test.each([["a number"], ["soon"], [null]])("whose expiration is %p is asked once", async (text) => {
    const Expiration = text === "a number" ? Math.floor(Date.now() / 1_000) + 3_600 : text;
    const uri = await serving(() => ({ body: { ...membersOf(grant()), Expiration } }));
    const environment = { HOME: home };
    const source = signIn(readSignInSettings({ credentialsUri: uri.origin }, environment), { environment });
    for (let call = 1; call <= 3; call += 1) {
      await source(signal);
    }
    expect(uri.arrived).toHaveLength(1);
  });

  test("an answer that is incomplete is not quoted", async () => {
    const uri = await serving(() => ({ body: { AccessKeyId: "a", AccessKeySecret: "do-not-show" } }));
    expect((await failure({ credentialsUri: uri.origin })).message).not.toContain("do-not-show");
  });

  test("is not asked where there is an access key", async () => {
    const uri = await serving(() => ({ body: membersOf(grant()) }));
    expect((await credentialsOf({ ...KEY, credentialsUri: uri.origin }))[0]).toBe("LTAI-base");
    expect(uri.arrived).toEqual([]);
  });
});

describe("the order of sources", () => {
  test("an access key, the profile, the ECS role, the token of the environment, the URI, the current profile", async () => {
    const sts = await serving(() => stsAnswer({ ...grant(), accessKeyId: "by-token" }));
    const metadata = await serving(metadataReply("worker", () => ({ ...grant(), accessKeyId: "by-ecs" })));
    const uri = await serving(() => ({ body: membersOf({ ...grant(), accessKeyId: "by-uri" }) }));
    const ak = (name: string) => ({
      name,
      mode: "AK",
      access_key_id: `by-profile-${name}`,
      access_key_secret: "s",
    });
    const config = file("config.json", { current: "first", profiles: [ak("first"), ak("second")] });
    let env: Record<string, string> = {
      STS_ENDPOINT: sts.origin,
      EHPC_METADATA_ENDPOINT: metadata.origin,
      ALIBABA_CLOUD_ACCESS_KEY_ID: "by-key",
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: "s",
      ALIBABA_CLOUD_PROFILE: "second",
      ALIBABA_CLOUD_CREDENTIALS_FILE: config,
      ALIBABA_CLOUD_ECS_METADATA: "worker",
      ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "acs:ram::1:oidc-provider/ci",
      ALIBABA_CLOUD_ROLE_ARN: ROLE,
      ALIBABA_CLOUD_OIDC_TOKEN: "jwt",
      ALIBABA_CLOUD_CREDENTIALS_URI: uri.origin,
    };
    const found: string[] = [];
    for (const next of [/ACCESS_KEY/, /PROFILE/, /METADATA$/, /OIDC|ROLE/, /URI/, /FILE/]) {
      found.push(String((await credentialsOf({}, env))[0]));
      env = Object.fromEntries(Object.entries(env).filter(([name]) => !next.test(name)));
    }
    expect(found).toEqual([
      "by-key",
      "by-profile-second",
      "by-ecs",
      "by-token",
      "by-uri",
      "by-profile-first",
    ]);
  });

  test("if nothing is set, every place is listed with the reason why it gave nothing", async () => {
    const { message } = await failure({}, { ALIBABA_CLOUD_ROLE_ARN: "", ALIBABA_CLOUD_OIDC_TOKEN: "t" });
    expect(message.split("\n").filter((line) => line.startsWith("  - "))).toEqual([
      "  - access key: none of ALICLOUD_ACCESS_KEY, ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABACLOUD_ACCESS_KEY_ID, ALICLOUD_SECRET_KEY, ALIBABA_CLOUD_ACCESS_KEY_SECRET, ALIBABACLOUD_ACCESS_KEY_SECRET is set.",
      "  - profile: none of ALICLOUD_PROFILE, ALIBABA_CLOUD_PROFILE is set.",
      "  - role of the ECS instance: none of ALICLOUD_ECS_ROLE_NAME, ALIBABA_CLOUD_ECS_METADATA is set.",
      "  - OIDC token: ALIBABA_CLOUD_OIDC_PROVIDER_ARN is not set, ALIBABA_CLOUD_ROLE_ARN is not set, ALIBABA_CLOUD_OIDC_TOKEN is set, ALIBABA_CLOUD_OIDC_TOKEN_FILE is not set.",
      "  - credentials URI: none of ALICLOUD_CREDENTIALS_URI, ALIBABA_CLOUD_CREDENTIALS_URI is set.",
      `  - current profile of the aliyun command: The credentials file ${path.join(home, ".aliyun/config.json")} does not exist.`,
    ]);
  });

  test("every secret that comes in is concealed", async () => {
    const sts = await serving(() => stsAnswer(grant()));
    const concealed: string[] = [];
    await credentialsOf(
      { ...KEY, assumeRole: { roleArn: ROLE } },
      { STS_ENDPOINT: sts.origin },
      { conceal: (secret) => concealed.push(secret.reveal()) },
    );
    expect(concealed).toEqual(["base-secret", "secret-1", "token-1"]);
  });
});
