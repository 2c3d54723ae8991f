import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { CLUSTER, configuration, emulatorEnv, lookup } from "../support/configuration";
import {
  type Arrived,
  type GrantServer,
  grantServer,
  membersOf,
  metadataReply,
  type Reply,
  stsAnswer,
} from "../support/grant-servers";
import { type Finished, Workspace } from "../support/workspace";
import { zipEntries } from "../support/zip-entries";

const ROLE = "acs:ram::1234567890123456:role/reader";
const OIDC_TOKEN = "eyJhbGci.Pl4inT0ken+/=.s1gn4ture";
const HAND_OUT = "h4nd-0ut/Pl4inT3xt";
const METADATA_TOKEN = "metadata-token";

let emulator: Emulator;
let server: GrantServer;
let reply: (request: Arrived) => Reply;
let workspace: Workspace;
/** Every secret that went over the wire. */
let secrets: string[];

beforeAll(async () => {
  emulator = await startEmulator();
  emulator.setJob(CLUSTER, "1.manager", { info: { State: "Completed" } });
  server = await grantServer((request) => reply(request));
  // The caches lie in the home folder, which is searched.
  const env = { ...emulatorEnv(emulator), XDG_CACHE_HOME: undefined };
  workspace = new Workspace({ "main.tf": configuration() }, env);
  await workspace.init();
});

afterAll(async () => {
  await Promise.all([emulator.close(), server.close()]);
  workspace.remove();
});

beforeEach(() => {
  secrets = [emulator.accessKeySecret, OIDC_TOKEN, HAND_OUT, METADATA_TOKEN];
});

const grant = () => {
  const granted = emulator.issueCredentials({ lifetimeSeconds: 3_600 });
  secrets.push(granted.accessKeySecret, granted.securityToken);
  return granted;
};

interface Source {
  env(): Record<string, string>;
  /** The way in which the other side hands out. */
  hands(request: Arrived): Reply;
}

/** Everything secret comes from outside: what is written in a configuration, Terraform itself puts into a plan. */
const sources: Record<string, Source> = {
  "a role": {
    env: () => ({
      ALIBABA_CLOUD_ACCESS_KEY_ID: emulator.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: emulator.accessKeySecret,
      ALICLOUD_ASSUME_ROLE_ARN: ROLE,
    }),
    hands: () => stsAnswer(grant()),
  },
  "an OIDC token": {
    env: () => ({
      ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "acs:ram::1234567890123456:oidc-provider/ci",
      ALIBABA_CLOUD_ROLE_ARN: ROLE,
      ALIBABA_CLOUD_OIDC_TOKEN: OIDC_TOKEN,
    }),
    hands: () => stsAnswer(grant()),
  },
  "a credentials URI": {
    env: () => ({
      ALIBABA_CLOUD_CREDENTIALS_URI: `${server.origin}/role?code=${encodeURIComponent(HAND_OUT)}`,
    }),
    hands: () => ({ body: membersOf(grant()) }),
  },
  "the role of the ECS instance": {
    env: () => ({ ALIBABA_CLOUD_ECS_METADATA: "worker", ALIBABA_CLOUD_ECS_METADATA_DISABLED: "" }),
    hands: metadataReply("worker", grant),
  },
};

const KEYLESS = { ALIBABA_CLOUD_ACCESS_KEY_ID: "", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "" };

function run(args: readonly string[], env: Record<string, string>): Promise<Finished> {
  const places = { STS_ENDPOINT: server.origin, EHPC_METADATA_ENDPOINT: server.origin };
  return workspace.start(args, { env: { ...KEYLESS, ...places, TF_LOG: "trace", ...env } }).finished;
}

/** What was printed, and what Terraform wrote: logs, state, and what is in the plan. */
function traces(...printed: readonly Finished[]): [place: string, text: string][] {
  const { dir } = workspace;
  const files = readdirSync(dir, { recursive: true, encoding: "utf8" })
    .filter((name) => !/^(?:terraform\.d|\.terraform\/providers)\//.test(name))
    .filter((name) => statSync(path.join(dir, name)).isFile());
  return [
    ...printed.map((one): [string, string] => ["output", one.stdout + one.stderr]),
    ...files.flatMap((name): [string, string][] => {
      const content = readFileSync(path.join(dir, name));
      if (name !== "plan") {
        return [[name, content.toString("utf8")]];
      }
      return [...zipEntries(content)].map(([entry, text]) => [`plan/${entry}`, text.toString("utf8")]);
    }),
  ];
}

function found(texts: readonly [string, string][]): string[] {
  const forms = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString("base64"),
  ]);
  return texts.flatMap(([place, text]) =>
    forms.filter((form) => text.includes(form)).map((form) => `${form} in ${place}`),
  );
}

describe.each(Object.entries(sources))("the secrets of %s", (_, { env, hands }) => {
  test("are in no log, plan or state when they sign in", async () => {
    reply = hands;
    workspace.write("main.tf", configuration('provider "ehpc" {}', lookup("job", "1.manager")));
    const planned = await run(["plan", "-out=plan"], env());
    const applied = await run(["apply", "plan"], env());
    expect([planned.status, applied.status]).toEqual([0, 0]);
    expect(planned.stderr).toContain("E-HPC answered.");
    const texts = traces(planned, applied);
    expect(texts.map(([place]) => place)).toEqual(
      expect.arrayContaining(["terraform.tfstate", "plan/tfplan", "plan/tfstate"]),
    );
    expect(secrets.length).toBeGreaterThan(4);
    expect(found(texts)).toEqual([]);
  });

  test("are in no diagnostic and no log when the other side repeats them in a refusal", async () => {
    reply = ({ method, headers, parameters }) =>
      method === "PUT"
        ? { body: METADATA_TOKEN }
        : {
            status: 403,
            body: { Code: "NoPermission", Message: JSON.stringify([secrets, headers, parameters]) },
          };
    workspace.write("main.tf", configuration('provider "ehpc" {}', lookup("job", "1.manager")));
    const refused = await run(["plan"], env());
    expect(refused.status).toBe(1);
    expect(refused.text).toContain("the request was refused (NoPermission, HTTP 403)");
    // What others were given, the other side may say: nobody here knows of it.
    const own = Object.values(env()).map((value) => decodeURIComponent(value));
    secrets = secrets.filter((secret) => own.some((value) => value.includes(secret)));
    expect(found(traces(refused))).toEqual([]);
  });

  test("are in no diagnostic and no log when the answer is not what it should be", async () => {
    reply = (request) =>
      request.method === "PUT" ? { body: METADATA_TOKEN } : { body: spoiled(hands(request).body) };
    const refused = await run(["plan"], env());
    expect(refused.status).toBe(1);
    expect(refused.text).toContain("the response contains no usable credentials");
    expect(found(traces(refused))).toEqual([]);
  });
});

/** An answer whose token is broken over two lines. */
function spoiled(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body), (name, value) =>
    name === "SecurityToken" ? `${value}\n${value}` : value,
  );
}

test("Ctrl-C ends a sign-in whose other side does not answer", async () => {
  reply = () => new Promise<never>(() => {}) as never;
  server.arrived.length = 0;
  workspace.write("main.tf", configuration('provider "ehpc" {}', lookup("job", "1.manager")));
  const env = { ...KEYLESS, ALIBABA_CLOUD_CREDENTIALS_URI: server.origin };
  const { process: terraform, finished } = workspace.start(["plan"], { env });
  while (server.arrived.length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  terraform.kill("SIGINT");
  const { status, text } = await finished;
  expect(status).toBe(1);
  expect(text).toContain("Interrupt");
});

test("fifty lookups at a time sign in once", async () => {
  reply = () => ({ body: membersOf(grant()) });
  server.arrived.length = 0;
  const names = Array.from({ length: 50 }, (_, index) => `${index}.manager`);
  for (const name of names) {
    emulator.setJob(CLUSTER, name, { info: { State: "Completed" } });
  }
  workspace.write(
    "main.tf",
    configuration('provider "ehpc" {}', ...names.map((name, index) => lookup(`job${index}`, name))),
  );
  const { status, text } = await run(["plan", "-parallelism=50"], {
    ALIBABA_CLOUD_CREDENTIALS_URI: server.origin,
    TF_LOG: "",
  });
  expect([status, text.includes("Error")]).toEqual([0, false]);
  expect(server.arrived).toHaveLength(1);
});
