import { getEventListeners } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { inspect } from "node:util";
import { EhpcError } from "../../../src/base/errors";
import type { Client, ClientOptions } from "../../../src/ehpc/api/client";
import { createClient } from "../../../src/ehpc/api/create-client";
import { staticCredentials } from "../../../src/ehpc/api/credentials";
import { type RawServer, serveHttp, serveTcp } from "../http/raw-server";

const secret = "a-Very+Secret/Key";
const token = "An-STS/Token==";
const request = { clusterId: "ehpc-hz-FYUr32abcd", jobId: "1[3].manager" };
const answer = '{"RequestId":"R-1","JobInfo":{"JobId":"1[3].manager","State":"Running"},"Success":true}';

let server: RawServer | undefined;
let client: Client | undefined;

afterEach(async () => {
  client?.close();
  await server?.close();
  server = undefined;
});

async function serving(reply: (request: IncomingMessage, response: ServerResponse) => void) {
  server = await serveHttp(reply);
  return server;
}

/** Answers fifty requests when all of them are there: none is over while another has not begun. */
function fiftyAtATime() {
  const waiting: ServerResponse[] = [];
  return (_: IncomingMessage, response: ServerResponse) => {
    waiting.push(response);
    if (waiting.length === 50) {
      for (const one of waiting.splice(0)) {
        one.end(answer);
      }
    }
  };
}

function clientAt(endpoint: string, options: Partial<ClientOptions> = {}): Client {
  const credentials = staticCredentials({ accessKeyId: "AK", accessKeySecret: secret, securityToken: token });
  client = createClient({ endpoint, credentials, maxRetryMs: 0, ...options });
  return client;
}

async function failureOf(call: Promise<unknown>): Promise<EhpcError> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof EhpcError) {
    return error;
  }
  throw new Error(`no EhpcError: ${error}`);
}

describe("a request", () => {
  it("is a POST with an empty body and everything in the query, encoded by RFC 3986", async () => {
    const seen: IncomingMessage[] = [];
    const { endpoint } = await serving((incoming, response) => {
      seen.push(incoming);
      response.end(answer);
    });
    await clientAt(endpoint, { userAgent: "me/1 ü\nx" }).getJob(request);
    const [{ method, url, headers } = {} as IncomingMessage] = seen;
    expect([method, url]).toEqual(["POST", "/?ClusterId=ehpc-hz-FYUr32abcd&JobId=1%5B3%5D.manager"]);
    expect(headers["content-length"]).toBe("0");
    expect(headers["content-type"]).toBeUndefined();
    expect(headers.accept).toBe("application/json");
    expect(headers["user-agent"]).toBe("me/1 x");
    expect(headers["x-acs-security-token"]).toBe(token);
    expect(headers.authorization).toContain("SignedHeaders=host;x-acs-accesskey-id;x-acs-action");
  });

  it("is signed afresh at every attempt", async () => {
    const seen: (string | undefined)[][] = [];
    const { endpoint } = await serving(({ headers }, response) => {
      seen.push([
        headers["x-acs-signature-nonce"]?.toString(),
        headers["x-acs-date"]?.toString(),
        headers.authorization,
      ]);
      response.statusCode = seen.length < 3 ? 503 : 200;
      response.end(answer);
    });
    let time = Date.parse("2026-01-14T08:00:00Z");
    const clock = {
      now: () => new Date(time),
      monotonicMs: () => 0,
      sleep: async () => {
        time += 1_000;
      },
    };
    await clientAt(endpoint, { maxRetryMs: 60_000, clock }).getJob(request);
    expect(seen.map(([, date]) => date)).toEqual([
      "2026-01-14T08:00:00Z",
      "2026-01-14T08:00:01Z",
      "2026-01-14T08:00:02Z",
    ]);
    for (const column of [0, 2]) {
      expect(new Set(seen.map((row) => row[column])).size).toBe(3);
    }
  });

  it("goes over a connection that was used before", async () => {
    const running = await serving((_, response) => response.end(answer));
    const used = clientAt(running.endpoint);
    for (let calls = 0; calls < 5; calls += 1) {
      await used.getJob(request);
    }
    expect(running.connections()).toBe(1);
  });

  it("takes another connection at once where one was closed just when it was used", async () => {
    const nonces: unknown[] = [];
    const running = await serving(({ socket, headers }, response) => {
      nonces.push(headers["x-acs-signature-nonce"]);
      if (nonces.length > 2 && running.sockets.size > 0 && used.delete(socket.remotePort)) {
        socket.resetAndDestroy();
        return;
      }
      used.add(socket.remotePort);
      // Both of the first two are under way at a time, so that two connections are kept.
      waiting.push(response);
      if (nonces.length !== 1) {
        for (const one of waiting.splice(0)) {
          one.end(answer);
        }
      }
    });
    const used = new Set<number | undefined>();
    const waiting: ServerResponse[] = [];
    const client = clientAt(running.endpoint);
    await Promise.all([client.getJob(request), client.getJob(request)]);
    expect((await client.getJob(request)).requestId).toBe("R-1");
    expect(running.connections()).toBe(3);
    expect(new Set(nonces).size).toBe(5);
  });

  it("does not count on that for ever", async () => {
    let calls = 0;
    const running = await serving(({ socket }, response) => {
      calls += 1;
      if (calls > 1) {
        socket.resetAndDestroy();
      } else {
        response.end(answer);
      }
    });
    const client = clientAt(running.endpoint);
    await client.getJob(request);
    expect(await failureOf(client.getJob(request))).toMatchObject({ kind: "unreachable", attempts: 1 });
    expect(calls).toBe(3);

    // Who repeats by himself counts his calls.
    expect(await failureOf(client.getJob(request, { maxRetryMs: 0 }))).toMatchObject({ kind: "unreachable" });
    expect(calls).toBe(4);
  });

  it("does not wait for another: fifty are under way at a time", async () => {
    const { endpoint } = await serving(fiftyAtATime());
    const used = clientAt(endpoint, { connectTimeoutMs: 600_000, readTimeoutMs: 600_000 });
    expect(await Promise.all(Array.from({ length: 50 }, () => used.getJob(request)))).toHaveLength(50);
  });

  it("takes fifty connections for fifty at a time, again and again, and leaves no listener", async () => {
    const running = await serving(fiftyAtATime());
    const used = clientAt(running.endpoint, { connectTimeoutMs: 600_000, readTimeoutMs: 600_000 });
    const { signal } = new AbortController();
    for (let round = 0; round < 5; round += 1) {
      await Promise.all(Array.from({ length: 50 }, () => used.getJob(request, { signal })));
    }
    expect(running.connections()).toBe(50);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("waits for a free connection without its time running out", async () => {
    // So many connections the client has; all of them are in use before one is answered.
    const connections = 64;
    const waiting: ServerResponse[] = [];
    let onAll = () => {};
    const { endpoint } = await serving((_, response) => {
      waiting.push(response);
      if (waiting.length === connections) {
        onAll();
      }
    });
    const used = clientAt(endpoint, { connectTimeoutMs: 1_500, readTimeoutMs: 1_500 });
    // The limits are timers; all else goes on as it is, however long it takes.
    jest.useFakeTimers({ doNotFake: ["nextTick", "queueMicrotask", "setImmediate", "performance", "Date"] });
    try {
      const calls = Promise.all(Array.from({ length: 5 * connections }, () => used.getJob(request)));
      for (let round = 0; round < 5; round += 1) {
        await new Promise<void>((resolve) => {
          onAll = resolve;
          if (waiting.length === connections) {
            resolve();
          }
        });
        jest.advanceTimersByTime(1_000);
        for (const response of waiting.splice(0)) {
          response.end(answer);
        }
      }
      expect(await calls).toHaveLength(5 * connections);
    } finally {
      jest.useRealTimers();
    }
  });

  it("is not sent without an id, or by a caller who has given up", async () => {
    const running = await serving((_, response) => response.end(answer));
    const used = clientAt(running.endpoint);
    expect(await failureOf(used.getJob({ clusterId: "c", jobId: " " }))).toMatchObject({
      kind: "invalid-params",
      parameter: "JobId",
      attempts: 0,
    });
    expect((await failureOf(used.getJob({ clusterId: "", jobId: "1" }))).parameter).toBe("ClusterId");
    expect((await failureOf(used.getJob(request, { signal: AbortSignal.abort() }))).kind).toBe("aborted");
    expect(running.connections()).toBe(0);
  });

  it("never follows a redirect", async () => {
    const elsewhere = await serveHttp((_, response) => response.end(answer));
    const { endpoint } = await serving((_, response) => {
      response.writeHead(307, { location: `${elsewhere.endpoint}/` });
      response.end();
    });
    expect(await failureOf(clientAt(endpoint).getJob(request))).toMatchObject({
      kind: "bad-answer",
      httpStatus: 307,
    });
    expect(elsewhere.connections()).toBe(0);
    await elsewhere.close();
  });

  it("ignores the proxy variables of the environment", async () => {
    const proxy = await serveHttp((_, response) => response.end("proxy"));
    const before = process.env.http_proxy;
    process.env.http_proxy = proxy.endpoint;
    try {
      const { endpoint } = await serving((_, response) => response.end(answer));
      expect((await clientAt(endpoint).getJob(request)).requestId).toBe("R-1");
      expect(proxy.connections()).toBe(0);
    } finally {
      if (before === undefined) {
        delete process.env.http_proxy;
      } else {
        process.env.http_proxy = before;
      }
      await proxy.close();
    }
  });
});

describe("a broken network", () => {
  it("is unreachable where nothing listens, and is tried again", async () => {
    const gone = await serveTcp(() => {});
    await gone.close();
    const call = clientAt(gone.endpoint, { maxRetryMs: 100, random: () => 0.05 }).getJob(request);
    expect(await failureOf(call)).toMatchObject({
      kind: "unreachable",
      code: "ECONNREFUSED",
      transient: true,
    });
  });

  it("is an unknown host where the name does not exist", async () => {
    const call = clientAt("https://ehpc.no-such-region.invalid").getJob(request);
    expect(["unknown-host", "unreachable"]).toContain((await failureOf(call)).kind);
  });

  it("is TLS where the endpoint speaks none", async () => {
    const { endpoint } = await serving((_, response) => response.end(answer));
    const call = clientAt(endpoint.replace("http:", "https:"), { maxRetryMs: 60_000 }).getJob(request);
    expect(await failureOf(call)).toMatchObject({ kind: "tls", attempts: 1 });
  });

  it("is a cut-off answer where the connection ends in the middle of one, and is tried again", async () => {
    let calls = 0;
    const { endpoint } = await serving((_, response) => {
      calls += 1;
      if (calls > 1) {
        response.end(answer);
        return;
      }
      response.writeHead(200, { "content-length": answer.length });
      response.write(answer.slice(0, 20), () => response.destroy());
    });
    const call = clientAt(endpoint, { maxRetryMs: 10_000, random: () => 0 }).getJob(request);
    expect((await call).requestId).toBe("R-1");
  });

  it.each([
    ["R-1****", "R-1****", " (request R-1****)."],
    ["a b", null, "."],
    [token, null, "."],
    [Buffer.from(token).toString("base64url"), null, "."],
  ])(
    "names the call of a cut-off answer by the header %j if that is an id",
    async (header, requestId, end) => {
      const { endpoint } = await serving((_, response) => {
        response.writeHead(200, { "content-length": answer.length, "x-acs-request-id": header });
        response.write(answer.slice(0, 20), () => response.destroy());
      });
      const error = await failureOf(clientAt(endpoint).getJob(request));
      expect(error).toMatchObject({ requestId, transient: true });
      expect(error.message.endsWith(end)).toBe(true);
    },
  );

  it("is a bad answer where it is compressed and damaged, although nobody asked for compression", async () => {
    const { endpoint } = await serving((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" });
      response.end("no gzip");
    });
    expect(await failureOf(clientAt(endpoint).getJob(request))).toMatchObject({
      kind: "bad-answer",
      message: expect.stringContaining("The compressed response is damaged (Z_"),
    });
  });

  it("is a bad answer where it is not HTTP", async () => {
    server = await serveTcp((socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n"));
    expect((await failureOf(clientAt(server.endpoint).getJob(request))).kind).toBe("bad-answer");
  });
});

describe("a time-out", () => {
  it("ends a connection that is never completed", async () => {
    // The TCP connection stands, but the TLS handshake is never answered.
    server = await serveTcp(() => {});
    const endpoint = server.endpoint.replace("http:", "https:");
    const error = await failureOf(
      clientAt(endpoint, { connectTimeoutMs: 100, readTimeoutMs: 60_000 }).getJob(request),
    );
    expect(error).toMatchObject({
      kind: "timeout",
      message: expect.stringContaining("Connecting took longer than 100 ms."),
    });
    await server.allClosed();
  });

  it("ends an answer that never begins", async () => {
    const running = await serving(() => {});
    const error = await failureOf(
      clientAt(running.endpoint, { connectTimeoutMs: 60_000, readTimeoutMs: 100 }).getJob(request),
    );
    expect(error).toMatchObject({
      kind: "timeout",
      message: expect.stringContaining("Reading the response"),
    });
    await running.allClosed();
  });

  it("ends an answer that never begins on a connection that was used before", async () => {
    let calls = 0;
    const running = await serving((_, response) => {
      calls += 1;
      if (calls === 1) {
        response.end(answer);
      }
    });
    const used = clientAt(running.endpoint, { connectTimeoutMs: 60_000, readTimeoutMs: 1_000 });
    await used.getJob(request);
    expect(await failureOf(used.getJob(request))).toMatchObject({
      kind: "timeout",
      message: expect.stringContaining("Reading the response took longer than 1000 ms."),
    });
    expect(running.connections()).toBe(1);
    await running.allClosed();
  });

  it("ends an answer that drips", async () => {
    const running = await serving((_, response) => {
      const timer = setInterval(() => response.write(" "), 10);
      response.once("close", () => clearInterval(timer));
    });
    expect((await failureOf(clientAt(running.endpoint, { readTimeoutMs: 150 }).getJob(request))).kind).toBe(
      "timeout",
    );
    await running.allClosed();
  });

  it("is refused where it cannot be one", () => {
    for (const times of [{ connectTimeoutMs: 0 }, { readTimeoutMs: Number.NaN }, { maxRetryMs: -1 }]) {
      expect(() => clientAt("http://127.0.0.1:1", times)).toThrow(
        expect.objectContaining({ kind: "configuration", parameter: Object.keys(times)[0] }),
      );
    }
  });
});

describe("a caller who gives up", () => {
  async function abandoned(
    reply: (request: IncomingMessage, response: ServerResponse) => void,
  ): Promise<void> {
    const controller = new AbortController();
    const running = await serving((incoming, response) => {
      reply(incoming, response);
      setTimeout(() => controller.abort(), 20);
    });
    const call = clientAt(running.endpoint, { maxRetryMs: 60_000, random: () => 1 }).getJob(request, {
      signal: controller.signal,
    });
    expect((await failureOf(call)).kind).toBe("aborted");
    await running.allClosed();
  }

  it("before the answer leaves no connection", async () => {
    await abandoned(() => {});
  });

  it("in the middle of the answer leaves no connection", async () => {
    await abandoned((_, response) => {
      response.writeHead(200);
      response.write('{"Requ');
    });
  });

  it("between two attempts is let go at once", async () => {
    await abandoned((_, response) => {
      response.writeHead(503, { "x-acs-retry-after": "30000", connection: "close" });
      response.end();
    });
  });

  it("while connecting leaves no connection", async () => {
    const controller = new AbortController();
    server = await serveTcp(() => controller.abort());
    const call = clientAt(server.endpoint.replace("http:", "https:")).getJob(request, {
      signal: controller.signal,
    });
    expect((await failureOf(call)).kind).toBe("aborted");
    await server.allClosed();
  });
});

it("shows no secret, signature or parameter in any error or log, whatever happens", async () => {
  const lines: unknown[] = [];
  const errors: EhpcError[] = [];
  const replies: ((request: IncomingMessage, response: ServerResponse) => void)[] = [
    ({ headers, url }, response) => {
      response.writeHead(400, { "content-type": "application/json" });
      const Message = `bad ${headers["x-acs-security-token"]} ${headers.authorization} Canonical request: ${url}`;
      response.end(JSON.stringify({ RequestId: "R", Code: "SignatureDoesNotMatch", Message }));
    },
    ({ headers }, response) => response.end(`<html>${headers.authorization}${secret}`),
    ({ socket }) => socket.resetAndDestroy(),
    () => {},
    ({ headers }, response) => {
      response.writeHead(302, { location: `https://evil.example/?${headers.authorization}` });
      response.end();
    },
  ];
  for (const reply of replies) {
    const running = await serving(reply);
    const log = (...line: unknown[]) => void lines.push(line);
    errors.push(
      await failureOf(
        clientAt(running.endpoint, { readTimeoutMs: 100, maxRetryMs: 200, random: () => 0.1, log }).getJob(
          request,
        ),
      ),
    );
    await running.close();
    server = undefined;
  }
  expect(lines.length).toBeGreaterThan(0);
  const shown = inspect(
    [lines, errors, errors.map((error) => [error.stack, JSON.stringify(error), error.cause])],
    {
      depth: 20,
      showHidden: true,
    },
  );
  for (const hidden of [secret, token, encodeURIComponent(secret), "1%5B3%5D", /Signature=[0-9a-f]/]) {
    expect(shown).not.toMatch(
      typeof hidden === "string" ? new RegExp(hidden.replace(/[+/.*=]/g, "\\$&")) : hidden,
    );
  }
});

it("asks its credential source at every attempt, and passes its error on", async () => {
  const running = await serving((_, response) => response.end(answer));
  const credentials = staticCredentials({ accessKeyId: "AK" });
  const call = createClient({ endpoint: running.endpoint, credentials }).getJob(request);
  expect(await failureOf(call)).toMatchObject({ kind: "credentials", parameter: "accessKeySecret" });
  expect(running.connections()).toBe(0);
});

describe("the log", () => {
  it.each([
    [200, { RequestId: "R-2", JobInfo: { JobId: "1[3].manager", State: "Running" } }, "R-2", null],
    [404, { RequestId: "R-3", Code: "ClusterNotFound", Message: "m" }, "R-3", "ClusterNotFound"],
    [503, "<html>", null, null],
  ])("names the call of an answer with status %d", async (status, body, request_id, code) => {
    const { endpoint } = await serving((_, response) => {
      response.statusCode = status;
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    });
    const lines: unknown[][] = [];
    const log = (...line: unknown[]) => void lines.push(line);
    await clientAt(endpoint, { log })
      .getJob(request)
      .catch(() => {});
    expect(lines).toContainEqual([
      "debug",
      "E-HPC answered.",
      {
        operation: "GetJob",
        http_status: status,
        code,
        request_id,
        duration_ms: expect.any(Number),
        attempt: 1,
      },
    ]);
  });
});
