import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { createCertificateAuthority } from "../support/certificate-authority";
import { CLUSTER, configuration, emulatorEnv, lookup } from "../support/configuration";
import { type ConnectProxy, type ConnectProxyOptions, startConnectProxy } from "../support/connect-proxy";
import { type RecordingProxy, startRecordingProxy } from "../support/recording-proxy";
import { errorAt } from "../support/shown-diagnostics";
import { startTlsFront, type TlsFront } from "../support/tls-front";
import { type Finished, Workspace } from "../support/workspace";

const HOST = "ehpc.cn-hangzhou.aliyuncs.com";
const VPC_HOST = "ehpc-vpc.cn-hangzhou.aliyuncs.com";
const authority = createCertificateAuthority();

/** A company: the region's endpoints exist behind its proxy only, with certificates of its own authority. */
let emulator: Emulator;
let recorder: RecordingProxy;
let fronts: Readonly<Record<string, TlsFront>>;
let workspace: Workspace;
const open: ConnectProxy[] = [];

beforeAll(async () => {
  emulator = await startEmulator();
  emulator.setJob(CLUSTER, "1.manager", { info: { State: "Completed" } });
  recorder = await startRecordingProxy(emulator.endpoint);
  fronts = Object.fromEntries(
    await Promise.all(
      [HOST, VPC_HOST].map(
        async (host) =>
          [`${host}:443`, await startTlsFront(recorder.endpoint, authority.issue(host))] as const,
      ),
    ),
  );
  workspace = new Workspace({ "ca.pem": authority.certificate }, emulatorEnv(emulator));
  workspace.env.EHPC_ENDPOINT = undefined;
  write();
  await workspace.init();
});

afterEach(() => Promise.all(open.splice(0).map((proxy) => proxy.close())));

afterAll(async () => {
  await Promise.all([emulator, recorder, ...Object.values(fronts)].map((one) => one.close()));
  workspace.remove();
});

function write(...lines: readonly string[]): void {
  const block = `provider "ehpc" {\n region = "cn-hangzhou"\n max_retry_timeout = 1\n ${lines.join("\n")}\n}`;
  workspace.write("main.tf", configuration(block, lookup("job", "1.manager")));
}

async function company(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const routes = Object.fromEntries(Object.entries(fronts).map(([host, { address }]) => [host, address]));
  const proxy = await startConnectProxy({ routes, ...options });
  open.push(proxy);
  return proxy;
}

const plan = (env: Record<string, string>): Promise<Finished> => workspace.start(["plan"], { env }).finished;
const trusted = () => ({ SSL_CERT_FILE: `${workspace.dir}/ca.pem` });

describe("a job is read through the company's proxy", () => {
  test.each(["SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"])("with its authority in %s", async (variable) => {
    write();
    const proxy = await company();
    const { status, stderr } = await plan({
      HTTPS_PROXY: `http://${proxy.address}`,
      [variable]: `${workspace.dir}/ca.pem`,
    });
    expect([status, stderr]).toEqual([0, ""]);
    expect(proxy.asked).toEqual([`${HOST}:443`]);
  });

  test("with a login, which no log shows", async () => {
    write();
    const proxy = await company({ login: "me:p@ss/w0rd" });
    const HTTPS_PROXY = `http://me:p%40ss%2Fw0rd@${proxy.address}`;
    const { status, text } = await plan({ ...trusted(), HTTPS_PROXY, TF_LOG: "trace" });
    expect(status).toBe(0);
    expect(text).toMatch(/E-HPC answered\..*request_id=/);
    const encoded = Buffer.from("me:p@ss/w0rd").toString("base64");
    for (const secret of ["p@ss/w0rd", "p%40ss", encoded]) {
      expect(text).not.toContain(secret);
    }
  });

  test("at the endpoint inside of the virtual private cloud", async () => {
    write('endpoint_type = "vpc"');
    const proxy = await company();
    expect((await plan({ ...trusted(), https_proxy: proxy.address })).status).toBe(0);
    expect(proxy.asked).toEqual([`${VPC_HOST}:443`]);
  });
});

test("the client identifies itself to the service: package, Terraform, system, and what the user adds", async () => {
  write('configuration_source = "team-a/pipeline-7"');
  const proxy = await company();
  const { status } = await plan({
    ...trusted(),
    HTTPS_PROXY: proxy.address,
    TF_APPEND_USER_AGENT: "from the environment",
  });
  expect(status).toBe(0);
  expect(recorder.received.at(-1)?.["user-agent"]).toMatch(
    /^cdktf-provider-ehpc\/\d+\.\d+\.\d+\S* \(Terraform\/\d+\.\d+\.\d+\S*; Node\.js\/[\d.]+; \w+; \w+\) team-a\/pipeline-7$/,
  );
});

describe("a proxy that does not let it through is named, without its password", () => {
  test.each([
    [
      { login: "me:other" },
      "refused to open a tunnel to the endpoint: it does not accept the user name and password, HTTP 407.",
    ],
    [{ refusal: 403 }, "refused to open a tunnel to the endpoint: it does not allow this host, HTTP 403."],
    [
      { refusal: 502 },
      "refused to open a tunnel to the endpoint: it could not reach the endpoint, HTTP 502.",
    ],
  ])("%j", async (options, says) => {
    write();
    const proxy = await company(options);
    const shown = await plan({ ...trusted(), HTTPS_PROXY: `http://me:s3cret@${proxy.address}` });
    const { summary, detail } = errorAt("data.ehpc_job.job", shown);
    expect(summary).toBe("Unusable Proxy");
    expect(detail).toContain(`The proxy http://${proxy.address} (from HTTPS_PROXY) ${says}`);
    expect(detail).toContain("NO_PROXY");
    expect(shown.text).not.toContain("s3cret");
  });

  test("nothing listens there", async () => {
    write();
    const proxy = await startConnectProxy();
    await proxy.close();
    const shown = await plan({ ...trusted(), HTTPS_PROXY: proxy.address });
    expect(errorAt("data.ehpc_job.job", shown).detail).toContain(
      `The proxy http://${proxy.address} (from HTTPS_PROXY) refused the connection (ECONNREFUSED).`,
    );
  });

  test("it never answers", async () => {
    write("client_connect_timeout = 300");
    const proxy = await company({ silent: true });
    const { summary, detail } = errorAt(
      "data.ehpc_job.job",
      await plan({ ...trusted(), HTTPS_PROXY: proxy.address }),
    );
    expect(summary).toBe("Request Timed Out");
    // A repetition has what is left of the time for repeating.
    expect(detail).toMatch(/Connecting took longer than \d+ ms\./);
    expect(detail).toContain(
      `The request went through the proxy http://${proxy.address} (from HTTPS_PROXY).`,
    );
  });

  test("the variable holds no URL", async () => {
    write();
    const shown = await plan({ ...trusted(), HTTPS_PROXY: "socks5://me:s3cret@127.0.0.1:1080" });
    expect(errorAt("data.ehpc_job.job", shown).detail).toContain(
      "The environment variable HTTPS_PROXY does not contain the URL of a proxy",
    );
    expect(shown.text).not.toContain("s3cret");
  });
});

test("Ctrl-C ends a read that hangs in the proxy", async () => {
  write();
  const proxy = await company({ silent: true });
  const env = { ...trusted(), HTTPS_PROXY: proxy.address };
  const { process: terraform, finished } = workspace.start(["plan"], { env });
  while (proxy.asked.length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  terraform.kill("SIGINT");
  expect((await finished).status).toBe(1);
  await proxy.allClosed();
});

describe("a certificate", () => {
  test("of an authority that nobody has named is refused, with where to name it", async () => {
    write();
    const proxy = await company();
    const { summary, detail } = errorAt("data.ehpc_job.job", await plan({ HTTPS_PROXY: proxy.address }));
    expect(summary).toBe("Untrusted Endpoint");
    expect(detail).toContain("SSL_CERT_FILE or NODE_EXTRA_CA_CERTS");
    expect(detail).toContain(
      `The request went through the proxy http://${proxy.address} (from HTTPS_PROXY).`,
    );
  });

  test("file that cannot be read is named with its variable", async () => {
    write();
    const { summary, detail } = errorAt("data.ehpc_job.job", await plan({ SSL_CERT_FILE: "/nowhere.pem" }));
    expect(summary).toBe("Invalid Provider Configuration");
    expect(detail).toContain(
      'The environment variable SSL_CERT_FILE names "/nowhere.pem", which cannot be read (ENOENT).',
    );
  });
});

test("the emulator of this computer is reached directly, whatever the proxy", async () => {
  write(`endpoint = "${emulator.endpoint}"`);
  const proxy = await company({ refusal: 403 });
  const env = { HTTP_PROXY: proxy.address, HTTPS_PROXY: proxy.address, http_proxy: proxy.address };
  expect((await plan(env)).status).toBe(0);
  expect(proxy.asked).toEqual([]);
});

describe("an argument that cannot be used is refused by validate", () => {
  test.each([
    ['endpoint_type = "intranet"', "endpoint_type", 'must be one of "public", "vpc", not "intranet".'],
    [
      'configuration_source = "a\\nb"',
      "configuration_source",
      "must contain only printable ASCII characters on one line",
    ],
    [
      `configuration_source = "${"x".repeat(1_025)}"`,
      "configuration_source",
      "must not be longer than 1024 characters.",
    ],
  ])("%s", async (line, name, says) => {
    write(line);
    const { text } = await workspace.fail("validate");
    expect(text).toContain(name);
    expect(text).toContain(says);
  });
});
