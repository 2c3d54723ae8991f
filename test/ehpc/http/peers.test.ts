import { EhpcError } from "../../../src/base/errors";
import { createClient } from "../../../src/ehpc/api/create-client";
import { staticCredentials } from "../../../src/ehpc/api/credentials";
import { startConnectProxy } from "../../support/connect-proxy";
import { job, ok, type Script, SWITCHING, startScriptedService } from "../../support/scripted-service";
import { serveTcp } from "./raw-server";

const ASKED = { clusterId: "c", jobId: "1.manager" };
const BODY = '{"RequestId":"R-1","Success":true,"JobInfo":{"JobId":"1.manager","State":"Running"}}';
const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) {
    await close();
  }
});

function clientOf(endpoint: string, environment: Record<string, string> = {}, readTimeoutMs = 60_000) {
  const credentials = staticCredentials({ accessKeyId: "AK", accessKeySecret: "secret" });
  const client = createClient({ endpoint, credentials, environment, maxRetryMs: 0, readTimeoutMs });
  closers.push(() => client.close());
  return client;
}

/** The state that GetJob is told, or the kind of its error. */
async function outcomeOf(client: ReturnType<typeof clientOf>): Promise<string> {
  try {
    return `state ${(await client.getJob(ASKED)).job.state}`;
  } catch (error) {
    if (!(error instanceof EhpcError)) {
      throw error;
    }
    return `${error.kind}${error.transient ? ", to be repeated" : ""}`;
  }
}

async function answered(script: Script, readTimeoutMs?: number): Promise<string> {
  const service = await startScriptedService(script);
  closers.push(() => service.close());
  return outcomeOf(clientOf(service.endpoint, {}, readTimeoutMs));
}

describe("a request settles at once", () => {
  it.each<[string, ReturnType<Script>, string]>([
    ["changes the protocol", SWITCHING, "bad-answer, to be repeated"],
    ["changes the protocol and goes on", `${SWITCHING}${job("Completed")}`, "bad-answer, to be repeated"],
    ["changes the protocol and closes", { last: SWITCHING }, "bad-answer, to be repeated"],
    ["says 101 without a protocol to change to", ok(BODY, "HTTP/1.1 101 Odd"), "bad-answer, to be repeated"],
    ["closes without an answer", { last: "" }, "unreachable, to be repeated"],
    ["closes within the status line", { last: "HTTP/1.1 20" }, "unreachable, to be repeated"],
    ["closes within the head", { last: "HTTP/1.1 200 OK\r\nContent-" }, "unreachable, to be repeated"],
    ["closes within the body", { last: job("Completed").slice(0, -5) }, "bad-answer, to be repeated"],
    ["says the status line twice", "HTTP/1.1 200 OK\r\nHTTP/1.1 200 OK\r\n\r\n", "bad-answer"],
    ["has no status", "HTTP/1.1 OK\r\n\r\n", "bad-answer"],
    ["says its length twice", ok(BODY, "HTTP/1.1 200 OK\r\nContent-Length: 3"), "bad-answer"],
    [
      "closes after an informational answer",
      { last: "HTTP/1.1 103 Early Hints\r\n\r\n" },
      "unreachable, to be repeated",
    ],
    ["continues first", `HTTP/1.1 100 Continue\r\n\r\n${job("Running")}`, "state Running"],
    [
      "gives hints first",
      `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${"HTTP/1.1 102 Processing\r\n\r\n".repeat(3)}${job("Running")}`,
      "state Running",
    ],
    ["answers once", job("Running"), "state Running"],
  ])("when the other side %s", async (_, answer, outcome) => {
    expect(await answered(() => answer)).toBe(outcome);
  });
});

it.each<[string, ReturnType<Script>]>([
  ["says nothing", null],
  ["never ends its head", "HTTP/1.1 200 OK\r\nX-A: b\r\n"],
  ["never ends its body", job("Completed").slice(0, -5)],
  ["only ever gives hints", "HTTP/1.1 103 Early Hints\r\n\r\n"],
])("a request ends with the time for reading when the other side %s", async (_, answer) => {
  expect(await answered(() => answer, 200)).toBe("timeout, to be repeated");
});

it.each(["gzip, chunked", "chunked, chunked", "xchunked", "gzip"])(
  "an answer in the transfer coding %j is none, however good its content looks",
  async (coding) => {
    const content = `${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`;
    const head = `HTTP/1.1 200 OK\r\nTransfer-Encoding: ${coding}\r\n\r\n`;
    const whole = { last: head + (coding.endsWith(" chunked") ? content : BODY) };
    expect(await answered(() => whole)).toBe("bad-answer, to be repeated");
  },
);

it.each([
  ["to another", SWITCHING],
  ["without saying to which", "HTTP/1.1 101 Odd\r\nContent-Length: 0\r\n\r\n"],
])("a connection that changed its protocol %s is not used again", async (_, switching) => {
  let calls = 0;
  const server = await serveTcp((socket) => {
    socket.on("data", () => {
      calls += 1;
      socket.write(calls === 1 ? switching : job("Running"));
    });
  });
  closers.push(() => server.close());
  const client = clientOf(server.endpoint);
  expect(await outcomeOf(client)).toBe("bad-answer, to be repeated");
  expect(await outcomeOf(client)).toBe("state Running");
  expect(server.connections()).toBe(2);
});

describe("a proxy settles a request", () => {
  it.each([
    ["that changes the protocol", SWITCHING],
    ["that says 101 without a protocol", "HTTP/1.1 101 Odd\r\n\r\n"],
    ["that hints and closes", "HTTP/1.1 103 Early Hints\r\n\r\n"],
    ["that closes without an answer", ""],
  ])("%s", async (_, bytes) => {
    const proxy = await serveTcp((socket) => void socket.end(bytes));
    closers.push(() => proxy.close());
    const client = clientOf("https://ehpc.cn-hangzhou.aliyuncs.com", { HTTPS_PROXY: proxy.endpoint });
    expect(await outcomeOf(client)).toMatch(/^proxy/);
  });

  it("that opens a tunnel to a peer that closes it", async () => {
    const peer = await serveTcp((socket) => socket.destroy());
    const route = peer.endpoint.slice("http://".length);
    const proxy = await startConnectProxy({ routes: { "ehpc.cn-hangzhou.aliyuncs.com:443": route } });
    closers.push(
      () => proxy.close(),
      () => peer.close(),
    );
    const client = clientOf("https://ehpc.cn-hangzhou.aliyuncs.com", { HTTPS_PROXY: proxy.address });
    expect(await outcomeOf(client)).toBe("unreachable, to be repeated");
  });
});
