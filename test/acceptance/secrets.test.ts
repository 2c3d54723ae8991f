import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { CLUSTER, configuration, lookup } from "../support/configuration";
import { type RecordingProxy, startRecordingProxy } from "../support/recording-proxy";
import { type Finished, Workspace } from "../support/workspace";

const KEY_ID = "LTAI5tSecretsTest";
const SECRET_KEY = "s3cr3t/K+y=Pl4inT3xt%20End";
const TOKEN = "CAISt0k3n/+=Pl4inT3xt&End";
const WRONG_SECRET_KEY = "wr0ng/K+y=Pl4inT3xt%20End";
const VARIABLE = "v4ri4ble-Pl4inT3xt";

/** Jobs whose troubles make the provider, or the service itself, talk about the request. */
function troubles(token: string) {
  return {
    throttled: { error: { code: "Throttling", times: 1 } },
    denied: {
      error: { code: "Forbidden.RAM", message: `${KEY_ID} with ${SECRET_KEY} and ${token} is denied.` },
    },
    expired: {
      error: { code: "InvalidSecurityToken.Expired", message: `Expired: ${encodeURIComponent(token)}` },
    },
    html: { fault: { kind: "html" } },
    truncated: { fault: { kind: "truncated" } },
    reset: { fault: { kind: "reset" } },
  } as const;
}

/** Where the secrets are given: in the provider block, or in the environment. */
const GIVEN = {
  "in the provider block": {
    block: `access_key = "${KEY_ID}"\n secret_key = "${SECRET_KEY}"`,
    env: {},
    token: undefined,
  },
  "in the provider block, with an STS token": {
    block: `access_key = "${KEY_ID}"\n secret_key = "${SECRET_KEY}"\n security_token = "${TOKEN}"`,
    env: {},
    token: TOKEN,
  },
  "in the environment, with an STS token": {
    block: "",
    env: {
      ALIBABA_CLOUD_ACCESS_KEY_ID: KEY_ID,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: SECRET_KEY,
      ALIBABA_CLOUD_SECURITY_TOKEN: TOKEN,
    },
    token: TOKEN,
  },
} as const;

describe.each(Object.entries(GIVEN))("secrets given %s", (_, { block, env, token }) => {
  let emulator: Emulator;
  let proxy: RecordingProxy;
  let workspace: Workspace;
  let failed: Finished;
  let applied: Finished;

  beforeAll(async () => {
    emulator = await startEmulator({ accessKeyId: KEY_ID, accessKeySecret: SECRET_KEY });
    proxy = await startRecordingProxy(emulator.endpoint);
    const info = { State: "Completed", Variables: [{ Name: "PASSWORD", Value: VARIABLE }] };
    const jobs = Object.fromEntries(
      Object.entries(troubles(token ?? "no token")).map(([jobId, trouble]) => [jobId, { ...trouble, info }]),
    );
    emulator.update({
      ...(token && { securityToken: token }),
      clusters: { [CLUSTER]: { jobs: { ...jobs, good: { info } } } },
    });
    workspace = new Workspace(
      { "main.tf": configuration() },
      {
        ...env,
        EHPC_ENDPOINT: proxy.endpoint,
        TF_LOG: "trace",
        TF_LOG_PROVIDER: "trace",
        // The caches lie in the home folder, which is searched.
        XDG_CACHE_HOME: undefined,
      },
    );
    await workspace.init();
    const provider = `provider "ehpc" {\n max_retry_timeout = 1\n ${block}\n }`;
    const wrong = `provider "ehpc" {\n alias = "wrong"\n ${block.replace(SECRET_KEY, WRONG_SECRET_KEY)}\n ${
      block === "" ? `secret_key = "${WRONG_SECRET_KEY}"` : ""
    }\n }`;
    workspace.write(
      "main.tf",
      configuration(
        provider,
        wrong,
        ...Object.keys(jobs).map((name) => lookup(name, name)),
        lookup("forged", "good", "provider = ehpc.wrong"),
      ),
    );
    failed = await workspace.fail("plan");
    workspace.write("main.tf", configuration(provider, lookup("good", "good")));
    workspace.env.TF_LOG_PATH = path.join(workspace.dir, "terraform.log");
    applied = await workspace.succeed("apply", "-auto-approve");
  });

  afterAll(async () => {
    await proxy.close();
    await emulator.close();
    workspace.remove();
  });

  test("the commands did what they should, and logged it", () => {
    for (const name of [
      "Wrong Secret Key",
      "Not Authorized",
      "Invalid Security Token",
      "Unexpected Response",
    ]) {
      expect(failed.text).toContain(`Error: ${name}`);
    }
    expect(failed.stderr).toContain("E-HPC answered.");
    expect(workspace.read("terraform.log")).toContain("E-HPC answered.");
    expect(applied.stdout).toContain("Read complete");
    expect(new Set(proxy.received.map((headers) => headers["x-acs-security-token"]))).toEqual(
      new Set([token]),
    );
  });

  test("neither key nor token nor signature nor variable is in any output, log or state", () => {
    const signatures = proxy.received.map(
      ({ authorization = "" }) => /Signature=(\w{64})$/.exec(authorization)?.[1] ?? "",
    );
    expect(signatures).not.toContain("");
    const secrets: [name: string, secret: string][] = [
      ["secret key", SECRET_KEY],
      ["wrong secret key", WRONG_SECRET_KEY],
      ["token", TOKEN],
      ["variable", VARIABLE],
      ...signatures.map((signature): [string, string] => ["signature", signature]),
    ];
    const texts: [place: string, text: string][] = [
      ["plan", failed.stdout + failed.stderr],
      ["apply", applied.stdout + applied.stderr],
      ...filesOf(workspace),
    ];
    expect(texts.map(([place]) => place)).toEqual(
      expect.arrayContaining(["terraform.log", "terraform.tfstate", ".terraform.lock.hcl"]),
    );
    for (const [place, text] of texts) {
      const found = secrets.filter(([, secret]) => holds(text, secret)).map(([name]) => name);
      // The parameters of a URL are as good as an argument that somebody marked as sensitive.
      const url = /[?&](?:ClusterId|JobId)=/.test(text);
      expect({ place, found, url }).toEqual({ place, found: [], url: false });
    }
  });

  test("variables are in the state, where Terraform keeps sensitive values, and nowhere else in it", () => {
    const state = JSON.parse(workspace.read("terraform.tfstate"));
    const [instance] = state.resources[0].instances;
    expect(instance.attributes.variables).toEqual({ PASSWORD: VARIABLE });
  });
});

/** The text itself, or as a URL or JSON would hold it. */
function holds(text: string, secret: string): boolean {
  const forms = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
  return forms.some((form) => text.includes(form));
}

/** What Terraform wrote, without the configuration and the plugins. The state comes without the job's variables. */
function filesOf({ dir }: Workspace): [place: string, text: string][] {
  return readdirSync(dir, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(path.join(dir, name)).isFile())
    .filter((name) => name !== "main.tf" && !/^(?:terraform\.d|\.terraform\/providers)\//.test(name))
    .map((name) => [name, withoutVariables(name, readFileSync(path.join(dir, name), "utf8"))]);
}

function withoutVariables(name: string, text: string): string {
  if (!name.endsWith(".tfstate")) {
    return text;
  }
  return JSON.stringify(JSON.parse(text), (key, value) => (key === "variables" ? undefined : value));
}
