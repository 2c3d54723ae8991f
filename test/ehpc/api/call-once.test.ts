import { EhpcError } from "../../../src/base/errors";
import type { LogLevel } from "../../../src/base/log";
import { Secret } from "../../../src/base/secret";
import type { Client, ClientOptions } from "../../../src/ehpc/api/client";
import { createClient } from "../../../src/ehpc/api/create-client";
import { staticCredentials } from "../../../src/ehpc/api/credentials";
import { DrivenClock } from "../../support/driven-clock";
import { type RawServer, serveHttp, serveTcp } from "../http/raw-server";
import { driven } from "../submit/driven";

const request = {
  clusterId: "ehpc-hz-FYUr32abcd",
  jobName: "train",
  commandLine: "-- /bin/true",
  runAsUserPassword: new Secret("pass/word+1"),
};
const accepted = '{"RequestId":"R-1","JobId":"Submitted batch job 10\\n","Success":"true"}';

const open: { close(): unknown }[] = [];
afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));

function clientAt(endpoint: string, options: Partial<ClientOptions> = {}): Client {
  const credentials = staticCredentials({ accessKeyId: "AK", accessKeySecret: "SK-secret" });
  const client = createClient({ endpoint, credentials, ...options });
  open.push(client);
  return client;
}

function opened(server: RawServer): RawServer {
  open.push(server);
  return server;
}

const refused = (Code: string, status: number, Message = "no") => ({
  status,
  body: JSON.stringify({ Code, Message }),
});

/** What a failed call says after one answer of this status and body, and how many requests there were. */
async function outcomeAfter(
  answers: readonly { status: number; body: string; headers?: Record<string, string> }[],
) {
  let requests = 0;
  const { endpoint } = opened(
    await serveHttp((_, response) => {
      const {
        status,
        body,
        headers = {},
      } = answers[Math.min(requests, answers.length - 1)] ?? { status: 500, body: "" };
      requests += 1;
      response.writeHead(status, headers).end(body);
    }),
  );
  const clock = new DrivenClock();
  const result = await driven(
    clientAt(endpoint, { clock, random: () => 0.5 })
      .createJob(request)
      .then(
        ({ jobId }) => ({ jobId }),
        (error: EhpcError) => ({ kind: error.kind, unknown: error.outcomeUnknown }),
      ),
    clock,
  );
  return { ...result, requests };
}

describe("a submission", () => {
  it.each([
    ["InvalidParams", 400, "invalid-params"],
    ["ClusterNotFound", 404, "cluster-not-found"],
    ["InvalidClusterStatus", 403, "invalid-cluster-status"],
    ["Forbidden.RAM", 403, "forbidden"],
    ["SignatureDoesNotMatch", 400, "signature-mismatch"],
    ["InvalidAccessKeyId.NotFound", 404, "invalid-access-key"],
    ["IllegalTimestamp", 400, "clock-skew"],
  ])("that is refused with %s was not accepted, and is not repeated", async (code, status, kind) => {
    expect(await outcomeAfter([refused(code, status)])).toEqual({ kind, unknown: false, requests: 1 });
  });

  it("that is throttled is repeated until it is accepted", async () => {
    const throttled = { ...refused("Throttling.User", 400), headers: { "x-acs-retry-after": "3000" } };
    expect(await outcomeAfter([throttled, throttled, { status: 200, body: accepted }])).toEqual({
      jobId: "10",
      requests: 3,
    });
  });

  it.each([
    ["a failure of the cluster", refused("AgentError", 406), "service-fault"],
    ["an internal error", refused("UnknownError", 500), "unavailable"],
    ["a repetition by something in between", refused("SignatureNonceUsed", 400), "other"],
    ["an unknown code", refused("SomethingElse", 400), "other"],
    ["a gateway's page", { status: 502, body: "<html>" }, "unavailable"],
    ["a throttling that is not the service's", { status: 429, body: "" }, "throttled"],
    ["a page instead of a response", { status: 200, body: "<html>" }, "bad-answer"],
    ["no body", { status: 200, body: "" }, "bad-answer"],
    ["half a response", { status: 200, body: accepted.slice(0, 30) }, "bad-answer"],
    [
      "a response without success",
      { status: 200, body: '{"RequestId":"R","Success":false}' },
      "service-fault",
    ],
    ["words without an ID", { status: 200, body: '{"RequestId":"R","JobId":"?"}' }, "submission-uncertain"],
  ])("that meets %s may have been accepted, and is not repeated", async (_, answer, kind) => {
    expect(await outcomeAfter([answer])).toEqual({ kind, unknown: true, requests: 1 });
  });

  it("that nobody listens for was not sent, and is repeated", async () => {
    const { endpoint, close } = await serveHttp((_, response) => response.end(accepted));
    await close();
    const clock = new DrivenClock();
    const failed = clientAt(endpoint, { clock, random: () => 0.5, maxRetryMs: 2_000 }).createJob(request);
    await expect(driven(failed, clock)).rejects.toMatchObject({
      kind: "unreachable",
      outcomeUnknown: false,
      attempts: 4,
    });
  });

  it("whose connection breaks may have been accepted", async () => {
    let connections = 0;
    const { endpoint } = opened(
      await serveTcp((socket) => {
        connections += 1;
        socket.once("data", () => socket.resetAndDestroy());
      }),
    );
    await expect(clientAt(endpoint).createJob(request)).rejects.toMatchObject({
      kind: "unreachable",
      outcomeUnknown: true,
    });
    expect(connections).toBe(1);
  });

  it("that takes too long may have been accepted", async () => {
    const { endpoint } = opened(await serveHttp(() => {}));
    const failed = clientAt(endpoint, { readTimeoutMs: 50 }).createJob(request);
    await expect(failed).rejects.toMatchObject({ kind: "timeout", outcomeUnknown: true });
  });

  it("that is interrupted on its way may have been accepted; before, nothing was sent", async () => {
    const controller = new AbortController();
    let requests = 0;
    const { endpoint } = opened(
      await serveHttp(() => {
        requests += 1;
        controller.abort();
      }),
    );
    const client = clientAt(endpoint);
    const { signal } = controller;
    await expect(client.createJob(request, { signal })).rejects.toMatchObject({
      kind: "aborted",
      outcomeUnknown: true,
    });
    await expect(client.createJob(request, { signal })).rejects.toMatchObject({
      kind: "aborted",
      outcomeUnknown: false,
    });
    expect(requests).toBe(1);
  });

  it("goes over a connection of its own, never over one that was kept", async () => {
    const running = opened(await serveHttp((_, response) => response.end(accepted)));
    const client = clientAt(running.endpoint);
    const stop = () => client.stopJobs({ clusterId: "c", jobIds: ["10"] });
    await stop();
    await client.createJob(request);
    await client.createJob(request);
    await stop();
    expect(running.connections()).toBe(3);
  });

  it("shows neither the password nor the parameters that the service repeats", async () => {
    const lines: string[] = [];
    const { endpoint } = opened(
      await serveHttp(({ url = "" }, response) => {
        response
          .writeHead(400)
          .end(JSON.stringify({ Code: "InvalidParams", Message: `Bad ${url} ${decodeURIComponent(url)}` }));
      }),
    );
    const log = (level: LogLevel, message: string, fields = {}) =>
      lines.push(JSON.stringify([level, message, fields]));
    const error: unknown = await clientAt(endpoint, { log })
      .createJob(request)
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(EhpcError);
    const shown = [...lines, JSON.stringify(error), String(error), (error as Error).stack].join("\n");
    expect(shown).not.toMatch(/pass(?:\/|%2F)word/i);
    expect(shown).toContain("***");
  });
});

it("a stop is repeated as a read is: it does no harm twice", async () => {
  const urls: (string | undefined)[] = [];
  const { endpoint } = opened(
    await serveHttp(({ url }, response) => {
      urls.push(url);
      response.statusCode = urls.length < 3 ? 503 : 200;
      response.end('{"RequestId":"R-1","Success":"true"}');
    }),
  );
  const clock = new DrivenClock();
  const client = clientAt(endpoint, { clock, random: () => 0.5 });
  await driven(client.stopJobs({ clusterId: "c", jobIds: ["1", "2[].manager"] }), clock);
  const url = `/?ClusterId=c&JobIds=${encodeURIComponent('["1","2[].manager"]')}`;
  expect(urls).toEqual([url, url, url]);
});

it.each([[[]], [[" "]]])("a stop of %j is refused before anything is sent", async (jobIds) => {
  const stopped = clientAt("http://127.0.0.1:9").stopJobs({ clusterId: "c", jobIds });
  await expect(stopped).rejects.toMatchObject({ kind: "invalid-params", parameter: "JobIds" });
});
