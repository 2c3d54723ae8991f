import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { EhpcError } from "../../../src/base/errors";
import { readSignInSettings } from "../../../src/ehpc/sign-in/settings";
import { signIn } from "../../../src/ehpc/sign-in/sign-in";
import {
  type Arrived,
  type Granted,
  type GrantServer,
  grantServer,
  membersOf,
  metadataReply,
  stsAnswer,
} from "../../support/grant-servers";

const { signal } = new AbortController();
const ROLE = "acs:ram::1234567890123456:role/reader";
const IN_AN_HOUR = Math.floor(Date.now() / 1_000) + 3_600;

const granted = (accessKeyId: string): Granted => ({
  accessKeyId,
  accessKeySecret: "granted-secret",
  securityToken: "granted-token",
  expiration: new Date(Date.now() + 3_600_000),
});

let home: string;
let sts: GrantServer;
let other: GrantServer;
let answerOther: (request: Arrived) => unknown = () => ({});

beforeAll(async () => {
  sts = await grantServer(({ parameters }) =>
    stsAnswer(granted(`${parameters.Action}-by-${parameters.AccessKeyId}`)),
  );
  other = await grantServer((request) => ({ body: answerOther(request) }));
});

afterAll(() => Promise.all([sts.close(), other.close()]));

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), "ehpc-home-"));
  mkdirSync(path.join(home, ".aliyun"));
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

const CONFIG = ".aliyun/config.json";

/** Writes the file of the aliyun command, or another. */
function write(content: unknown, name = CONFIG): string {
  const at = path.join(home, name);
  writeFileSync(at, typeof content === "string" ? content : JSON.stringify(content));
  return at;
}

async function byProfile(profile: string, env: Record<string, string> = {}) {
  const environment = {
    HOME: home,
    STS_ENDPOINT: sts.origin,
    EHPC_METADATA_ENDPOINT: other.origin,
    EHPC_OAUTH_ENDPOINT: other.origin,
    PATH: process.env.PATH,
    ...env,
  };
  const source = signIn(readSignInSettings({ profile }, environment), { environment });
  const { accessKeyId, accessKeySecret, securityToken } = await source(signal);
  return [accessKeyId, accessKeySecret.reveal(), securityToken?.reveal() ?? null];
}

async function failure(profile: string, env: Record<string, string> = {}): Promise<string> {
  const error = await byProfile(profile, env).catch((reason: unknown) => reason);
  if (error instanceof EhpcError && error.kind === "credentials") {
    return error.message;
  }
  throw new Error(`no failure but ${String(error)}`);
}

const KEY = { access_key_id: "LTAI", access_key_secret: "key-secret" };
const profile = (fields: Record<string, unknown>) => ({
  current: "other",
  profiles: [{ name: "p", ...fields }],
});

describe("modes of the aliyun command", () => {
  test("AK", async () => {
    write(profile({ mode: "AK", ...KEY }));
    expect(await byProfile("p")).toEqual(["LTAI", "key-secret", null]);
  });

  test("StsToken", async () => {
    write(profile({ mode: "StsToken", ...KEY, sts_token: "t" }));
    expect(await byProfile("p")).toEqual(["LTAI", "key-secret", "t"]);
  });

  test("RamRoleArn", async () => {
    write(
      profile({
        mode: "RamRoleArn",
        ...KEY,
        ram_role_arn: ROLE,
        ram_session_name: "cli",
        expired_seconds: 900,
      }),
    );
    expect((await byProfile("p"))[0]).toBe("AssumeRole-by-LTAI");
    expect(sts.arrived.at(-1)?.parameters).toMatchObject({
      RoleArn: ROLE,
      RoleSessionName: "cli",
      DurationSeconds: "900",
    });
  });

  test("ChainableRamRoleArn, over another profile", async () => {
    write({
      profiles: [
        { name: "base", mode: "AK", ...KEY },
        { name: "middle", mode: "ChainableRamRoleArn", source_profile: "base", ram_role_arn: `${ROLE}1` },
        { name: "p", mode: "ChainableRamRoleArn", source_profile: "middle", ram_role_arn: `${ROLE}2` },
      ],
    });
    expect((await byProfile("p"))[0]).toBe("AssumeRole-by-AssumeRole-by-LTAI");
    expect(sts.arrived.slice(-2).map(({ parameters }) => parameters.RoleArn)).toEqual([
      `${ROLE}1`,
      `${ROLE}2`,
    ]);
  });

  test("EcsRamRole, with and without the name of the role", async () => {
    answerOther = (request) => metadataReply("worker", () => granted("by-ECS"))(request).body;
    write(profile({ mode: "EcsRamRole", ram_role_name: "worker" }));
    expect((await byProfile("p"))[0]).toBe("by-ECS");
    write(profile({ mode: "EcsRamRole" }));
    expect((await byProfile("p"))[0]).toBe("by-ECS");
  });

  test("RamRoleArnWithEcs", async () => {
    answerOther = (request) => metadataReply("worker", () => granted("ECS"))(request).body;
    write(profile({ mode: "RamRoleArnWithEcs", ram_role_name: "worker", ram_role_arn: ROLE }));
    expect((await byProfile("p"))[0]).toBe("AssumeRole-by-ECS");
  });

  test("OIDC", async () => {
    write("jwt", "token");
    write(
      profile({
        mode: "OIDC",
        oidc_provider_arn: "acs:ram::1:oidc-provider/ci",
        oidc_token_file: "~/token",
        ram_role_arn: ROLE,
      }),
    );
    expect((await byProfile("p"))[0]).toBe("AssumeRoleWithOIDC-by-undefined");
  });

  test("CloudSSO", async () => {
    answerOther = ({ method, path: at, headers, body }) =>
      method === "POST" && at === "/cloud-credentials" && headers.authorization === "Bearer sso-token"
        ? { CloudCredential: membersOf(granted(`by-SSO-${body}`)) }
        : {};
    write(
      profile({
        mode: "CloudSSO",
        cloud_sso_sign_in_url: `${other.origin}/start/login`,
        cloud_sso_account_id: "1",
        cloud_sso_access_config: "ac-1",
        access_token: "sso-token",
        cloud_sso_access_token_expire: IN_AN_HOUR,
      }),
    );
    expect((await byProfile("p"))[0]).toBe('by-SSO-{"AccountId":"1","AccessConfigurationId":"ac-1"}');
  });

  test("OAuth, without renewing the access token or writing the file", async () => {
    answerOther = ({ path: at, headers }) => {
      if (at !== "/v1/exchange" || headers.authorization !== "Bearer oauth-token") {
        return {};
      }
      const { accessKeyId, accessKeySecret, securityToken, expiration } = granted("by-OAuth");
      return { accessKeyId, accessKeySecret, securityToken, expiration: expiration.toISOString() };
    };
    const oauth = {
      mode: "OAuth",
      oauth_site_type: "CN",
      oauth_access_token: "oauth-token",
      oauth_refresh_token: "refresh",
    };
    write(profile({ ...oauth, oauth_access_token_expire: Math.floor(Date.now() / 1_000) + 60 }));
    const before = readFileSync(path.join(home, CONFIG), "utf8");
    expect((await byProfile("p"))[0]).toBe("by-OAuth");
    expect(readFileSync(path.join(home, CONFIG), "utf8")).toBe(before);
    write(profile({ ...oauth, oauth_access_token_expire: 1 }));
    const expired = readFileSync(path.join(home, CONFIG), "utf8");
    expect(await failure("p")).toContain(
      "has an OAuth sign-in with an expired access token. Run any aliyun command with this profile to renew it",
    );
    expect(other.arrived.map(({ path: at }) => at)).not.toContain("/v1/token");
    expect(readFileSync(path.join(home, CONFIG), "utf8")).toBe(expired);
  });

  test("CredentialsURI", async () => {
    answerOther = () => membersOf(granted("by-URI"));
    write(profile({ mode: "CredentialsURI", credentials_uri: `${other.origin}/role` }));
    expect((await byProfile("p"))[0]).toBe("by-URI");
  });

  test("External, which does not write the file", async () => {
    const printed = { mode: "StsToken", ...KEY, sts_token: "t", expiration: new Date(Date.now() + 3.6e6) };
    const program = write(`console.log(JSON.stringify(${JSON.stringify(printed)}))`, "my program.js");
    write(profile({ mode: "External", process_command: `${process.execPath} "${program}"` }));
    const before = readFileSync(path.join(home, CONFIG), "utf8");
    expect(await byProfile("p")).toEqual(["LTAI", "key-secret", "t"]);
    expect(readFileSync(path.join(home, CONFIG), "utf8")).toBe(before);
  });

  test.each([
    ["process.exit(3)", /failed with exit code 3\.$/],
    ['console.log(\'{"access_key_secret": "half"}\')', /did not print credentials as JSON\.$/],
  ])("a program that does not do: %s", async (code, message) => {
    const program = write(code, "program.js");
    write(profile({ mode: "External", process_command: `${process.execPath} ${program}` }));
    const told = await failure("p");
    expect(told).toMatch(message);
    expect(told).not.toContain("half");
  });
});

describe("types of an ini file, which the same variable leads to", () => {
  const ini = (text: string) => ({ ALIBABA_CLOUD_CREDENTIALS_FILE: write(text, "credentials") });

  test("access_key", async () => {
    const env = ini(
      "# mine\n[default]\ntype = access_key\naccess_key_id = LTAI\naccess_key_secret = key-secret\n",
    );
    expect(await byProfile("default", env)).toEqual(["LTAI", "key-secret", null]);
  });

  test("with comments behind sections and values, as Alibaba Cloud's documentation has it", async () => {
    const env = ini(
      "\uFEFF[p]   # a section\r\nenable = true   # on\r\ntype = access_key   ; a key\r\naccess_key_id = LTAI # id\r\naccess_key_secret = s#;3\r\n",
    );
    expect(await byProfile("p", env)).toEqual(["LTAI", "s#;3", null]);
  });

  test("sts", async () => {
    const env = ini("[p]\ntype=sts\naccess_key_id=LTAI\naccess_key_secret=s\nsecurity_token=t");
    expect(await byProfile("p", env)).toEqual(["LTAI", "s", "t"]);
  });

  test("ram_role_arn", async () => {
    const env = ini(
      `[p]\ntype=ram_role_arn\naccess_key_id=LTAI\naccess_key_secret=s\nrole_arn=${ROLE}\nrole_session_name=sdk`,
    );
    expect((await byProfile("p", env))[0]).toBe("AssumeRole-by-LTAI");
  });

  test("ecs_ram_role", async () => {
    answerOther = (request) => metadataReply("worker", () => granted("by-ECS"))(request).body;
    expect((await byProfile("p", ini("[p]\ntype = ecs_ram_role\nrole_name = worker")))[0]).toBe("by-ECS");
  });
});

describe("a mistake is reported with file, profile and field, and never with a secret", () => {
  const cases: Record<string, [content: unknown, message: string]> = {
    "another profile": [
      { profiles: [{ name: "a" }, { name: "b" }] },
      'has no profile "p". Its profiles are "a", "b".',
    ],
    "no profiles": [{}, 'has no profile "p". It has no profiles.'],
    "no mode": [profile({ ...KEY }), 'The profile "p" in FILE has no field "mode".'],
    "an unknown mode": [
      profile({ mode: "Magic" }),
      'has the mode "Magic"; it must be one of AK, StsToken, RamRoleArn,',
    ],
    "a missing field": [profile({ mode: "AK", access_key_id: "LTAI" }), 'has no field "access_key_secret".'],
    "a field that is no number": [
      profile({ mode: "RamRoleArn", ...KEY, ram_role_arn: ROLE, expired_seconds: "soon" }),
      'has a field "expired_seconds" that is not a whole number.',
    ],
    "a session that STS does not grant": [
      profile({ mode: "RamRoleArn", ...KEY, ram_role_arn: ROLE, expired_seconds: 60 }),
      'has a field "expired_seconds" outside the range of STS, 900 to 43200 seconds.',
    ],
    "a secret that was cut": [
      profile({ mode: "AK", access_key_id: "LTAI", access_key_secret: "key-secret\n2" }),
      'has a field "access_key_secret" that contains spaces, line breaks or non-ASCII characters',
    ],
    "a token that was cut": [
      profile({ mode: "StsToken", ...KEY, sts_token: "to ken" }),
      'has a field "sts_token" that contains spaces',
    ],
    "a URI that is none": [
      profile({ mode: "CredentialsURI", credentials_uri: "file:///key-secret" }),
      'has a "credentials_uri" that is not an http:// or https:// URL.',
    ],
    "a circle": [
      profile({ mode: "ChainableRamRoleArn", source_profile: "p", ram_role_arn: ROLE }),
      'refers to itself through "source_profile": p -> p.',
    ],
    "an expired sign-in": [
      profile({
        mode: "CloudSSO",
        cloud_sso_sign_in_url: "https://signin.example.com",
        cloud_sso_account_id: "1",
        cloud_sso_access_config: "ac",
        access_token: "key-secret",
        cloud_sso_access_token_expire: 1,
      }),
      "has an expired CloudSSO sign-in. Sign in again with the aliyun command.",
    ],
    "bad JSON": ['{"access_key_secret": "key-secret" "x"}', "FILE is not valid JSON: "],
    "an empty file": [" \n", "FILE is empty."],
    "neither form": [
      "access_key_secret: key-secret",
      "neither JSON, as the aliyun command writes it, nor an ini file: line 1",
    ],
  };

  test.each(Object.entries(cases))("%s", async (_, [content, message]) => {
    const file = write(content);
    const told = await failure("p");
    expect(told.replaceAll(file, "FILE")).toContain(message);
    expect(told).toContain(file);
    expect(told).not.toContain("key-secret");
  });

  test("no file, and a folder", async () => {
    expect(await failure("p")).toBe(`The credentials file ${path.join(home, CONFIG)} does not exist.`);
    expect(await failure("p", { ALIBABA_CLOUD_CREDENTIALS_FILE: "~/.aliyun" })).toBe(
      `The credentials file ${path.join(home, ".aliyun")} is a folder.`,
    );
  });
});
