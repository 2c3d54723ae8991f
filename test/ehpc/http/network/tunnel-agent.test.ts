import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import os from "node:os";
import path from "node:path";
import { inspect } from "node:util";
import { EhpcError } from "../../../../src/base/errors";
import type { Client, ClientOptions } from "../../../../src/ehpc/api/client";
import { createClient } from "../../../../src/ehpc/api/create-client";
import { staticCredentials } from "../../../../src/ehpc/api/credentials";
import { createCertificateAuthority } from "../../../support/certificate-authority";
import {
  type ConnectProxy,
  type ConnectProxyOptions,
  startConnectProxy,
} from "../../../support/connect-proxy";
import { startTlsFront, type TlsFront } from "../../../support/tls-front";
import { type RawServer, serveHttp, serveTcp } from "../raw-server";

const HOST = "ehpc.cn-hangzhou.aliyuncs.com";
const answer = '{"RequestId":"R-1","JobInfo":{"JobId":"1.m","State":"Running"},"Success":true}';
const request = { clusterId: "c", jobId: "1.m" };
const authority = createCertificateAuthority();

let folder: string;
let caFile: string;
let service: RawServer;
let front: TlsFront;
const open: { close(): unknown }[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), "ehpc-tunnel-"));
  caFile = path.join(folder, "ca.pem");
  writeFileSync(caFile, authority.certificate);
  service = await serveHttp((_, response) => void response.end(answer));
  front = await startTlsFront(service.endpoint, authority.issue(HOST));
});

afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));

afterAll(async () => {
  await front.close();
  await service.close();
  rmSync(folder, { recursive: true });
});

async function proxyWith(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const proxy = await startConnectProxy({ routes: { [`${HOST}:443`]: front.address }, ...options });
  open.push(proxy);
  return proxy;
}

function clientThrough(
  HTTPS_PROXY: string,
  { environment, ...options }: Partial<ClientOptions> = {},
): Client {
  const client = createClient({
    endpoint: `https://${HOST}`,
    credentials: staticCredentials({ accessKeyId: "AK", accessKeySecret: "secret" }),
    maxRetryMs: 0,
    environment: { SSL_CERT_FILE: caFile, HTTPS_PROXY, ...environment },
    ...options,
  });
  open.push(client);
  return client;
}

async function failureOf(call: Promise<unknown>): Promise<EhpcError> {
  const error = await call.catch((reason: unknown) => reason);
  if (error instanceof EhpcError) {
    return error;
  }
  throw new Error(`no EhpcError: ${inspect(error)}`);
}

describe("a proxy", () => {
  it("opens one tunnel for successive calls", async () => {
    const proxy = await proxyWith();
    const client = clientThrough(`http://${proxy.address}`);
    for (let calls = 0; calls < 5; calls += 1) {
      expect((await client.getJob(request)).requestId).toBe("R-1");
    }
    expect(proxy.asked).toEqual([`${HOST}:443`]);
    expect(proxy.authorizations).toEqual([undefined]);
  });

  it("opens a tunnel for each submission, and one that it refuses has submitted nothing", async () => {
    const job = { clusterId: "c", jobName: "train", commandLine: "-- /bin/true" };
    const accepting = await serveHttp(
      (_, response) => void response.end('{"RequestId":"R-1","JobId":"1.m"}'),
    );
    open.push(accepting);
    const secure = await startTlsFront(accepting.endpoint, authority.issue(HOST));
    open.push(secure);
    const proxy = await proxyWith({ routes: { [`${HOST}:443`]: secure.address } });
    const client = clientThrough(`http://${proxy.address}`);
    await client.stopJobs({ clusterId: "c", jobIds: ["1.m"] });
    expect((await client.createJob(job)).jobId).toBe("1.m");
    expect((await client.createJob(job)).jobId).toBe("1.m");
    expect(proxy.asked).toHaveLength(3);

    const refusing = await proxyWith({ refusal: 503 });
    const error = await failureOf(clientThrough(`http://${refusing.address}`).createJob(job));
    expect(error).toMatchObject({ kind: "proxy", outcomeUnknown: false });
  });

  it("carries fifty calls at a time, and the next fifty over the same tunnels", async () => {
    // None is answered before all fifty are there: a call that ends early would leave its tunnel to another.
    const waiting: ServerResponse[] = [];
    const busy = await serveHttp((_, response) => {
      waiting.push(response);
      if (waiting.length === 50) {
        for (const one of waiting.splice(0)) {
          one.end(answer);
        }
      }
    });
    const busyFront = await startTlsFront(busy.endpoint, authority.issue(HOST));
    open.push(busyFront, busy);
    const proxy = await proxyWith({ routes: { [`${HOST}:443`]: busyFront.address } });
    const unlimited = { connectTimeoutMs: 600_000, readTimeoutMs: 600_000 };
    const client = clientThrough(`http://${proxy.address}`, unlimited);
    const fifty = () => Promise.all(Array.from({ length: 50 }, () => client.getJob(request)));
    await fifty();
    expect(await fifty()).toHaveLength(50);
    expect(proxy.asked).toHaveLength(50);
  });

  it("that is itself reached by TLS is checked against the same certificates", async () => {
    const proxy = await proxyWith({ certificate: authority.issue("127.0.0.1") });
    expect((await clientThrough(`https://${proxy.address}`).getJob(request)).requestId).toBe("R-1");
    const stranger = await proxyWith({ certificate: createCertificateAuthority().issue("127.0.0.1") });
    const failure = await failureOf(clientThrough(`https://${stranger.address}`).getJob(request));
    expect(failure.kind).toBe("proxy");
    expect(failure.message).toContain("has a certificate or TLS version that is not accepted");
    expect(stranger.asked).toEqual([]);
  });

  it("gets the user name and password, which are in no message and no log", async () => {
    const proxy = await proxyWith({ login: "me:s3cret/pw" });
    const lines: unknown[] = [];
    const log = (...line: unknown[]) => void lines.push(line);
    const good = clientThrough(`http://me:s3cret%2Fpw@${proxy.address}`, { log });
    expect((await good.getJob(request)).requestId).toBe("R-1");
    const wrong = await failureOf(clientThrough(`http://me:wr0ng@${proxy.address}`, { log }).getJob(request));
    expect(wrong.message).toBe(
      `The proxy http://${proxy.address} (from HTTPS_PROXY) refused to open a tunnel to the endpoint: it does not accept the user name and password, HTTP 407.`,
    );
    expect(wrong).toMatchObject({ kind: "proxy", attempts: 1, httpStatus: null });
    expect(lines.length).toBeGreaterThan(0);
    const shown = inspect([lines, wrong, wrong.stack, good], { depth: 20, showHidden: true });
    expect(shown).not.toMatch(/s3cret|wr0ng|Basic [A-Za-z0-9]/);
  });

  it("that refuses for the moment is asked again", async () => {
    const proxy = await proxyWith({ refusal: 503 });
    const client = clientThrough(`http://${proxy.address}`, { maxRetryMs: 2_000, random: () => 0.1 });
    const failure = await failureOf(client.getJob(request));
    expect(failure.message).toContain("it is temporarily unavailable, HTTP 503.");
    expect(proxy.asked.length).toBeGreaterThan(1);
    expect(failure.attempts).toBe(proxy.asked.length);
  });

  it("that is not there is named", async () => {
    const gone = await serveTcp(() => {});
    await gone.close();
    const failure = await failureOf(clientThrough(gone.endpoint).getJob(request));
    expect(failure).toMatchObject({ kind: "proxy", code: "ECONNREFUSED" });
    expect(failure.message).toContain(`The proxy ${gone.endpoint} (from HTTPS_PROXY) refused the connection`);
  });

  it.each([
    ["closes the connection", "closed the connection", ""],
    ["does not speak HTTP", "does not send valid HTTP", "SSH-2.0-OpenSSH_9.6\r\n"],
  ])("that %s is named", async (_, says, text) => {
    const stranger = await serveTcp((socket) => void socket.end(text));
    open.push(stranger);
    const failure = await failureOf(clientThrough(stranger.endpoint).getJob(request));
    expect(failure.kind).toBe("proxy");
    expect(failure.message).toContain(`The proxy ${stranger.endpoint} (from HTTPS_PROXY) ${says}`);
  });

  it("that never answers costs the time for connecting, and leaves no connection", async () => {
    const proxy = await proxyWith({ silent: true });
    const client = clientThrough(`http://${proxy.address}`, { connectTimeoutMs: 150 });
    const failure = await failureOf(client.getJob(request));
    expect(failure).toMatchObject({ kind: "timeout", transient: true });
    expect(failure.message).toBe(
      `Connecting took longer than 150 ms. The request went through the proxy http://${proxy.address} (from HTTPS_PROXY).`,
    );
    await proxy.allClosed();
  });

  it("behind which TLS is never answered costs the same", async () => {
    const mute = await serveTcp(() => {});
    open.push(mute);
    const proxy = await proxyWith({ routes: { [`${HOST}:443`]: mute.endpoint.slice("http://".length) } });
    const client = clientThrough(`http://${proxy.address}`, { connectTimeoutMs: 300 });
    expect((await failureOf(client.getJob(request))).message).toContain(
      "Connecting took longer than 300 ms.",
    );
    await proxy.allClosed();
    await mute.allClosed();
  });

  it("is left at once when the caller gives up", async () => {
    const proxy = await proxyWith({ silent: true });
    const controller = new AbortController();
    const call = clientThrough(`http://${proxy.address}`).getJob(request, { signal: controller.signal });
    while (proxy.asked.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    controller.abort();
    expect((await failureOf(call)).kind).toBe("aborted");
    await proxy.allClosed();
  });
});

describe("the endpoint behind a proxy", () => {
  it("is trusted only by a certificate for its own name", async () => {
    const other = await startTlsFront(service.endpoint, authority.issue("other.example"));
    open.push(other);
    const proxy = await proxyWith({ routes: { [`${HOST}:443`]: other.address } });
    const failure = await failureOf(clientThrough(`http://${proxy.address}`).getJob(request));
    expect(failure).toMatchObject({ kind: "tls", code: "ERR_TLS_CERT_ALTNAME_INVALID" });
    expect(failure.message).toContain(`The request went through the proxy http://${proxy.address}`);
  });

  it("is not trusted without the company's certificate", async () => {
    const proxy = await proxyWith();
    const client = clientThrough(`http://${proxy.address}`, {
      environment: { SSL_CERT_FILE: undefined, HTTPS_PROXY: proxy.address },
    });
    expect((await failureOf(client.getJob(request))).kind).toBe("tls");
  });

  it("is not asked directly when the proxy fails", async () => {
    const before = front.connections();
    const proxy = await proxyWith({ refusal: 403 });
    await failureOf(clientThrough(`http://${proxy.address}`).getJob(request));
    expect(front.connections()).toBe(before);
  });
});

test("certificates that cannot be read are reported at the first call", async () => {
  const environment = { SSL_CERT_FILE: path.join(folder, "nowhere") };
  const failure = await failureOf(clientThrough("", { environment }).getJob(request));
  expect(failure).toMatchObject({ kind: "configuration", parameter: "SSL_CERT_FILE" });
});
