import { silentLog } from "../../../src/base/log";
import { createOperationCaller, type Operation } from "../../../src/ehpc/api/call-operation";
import { readClientOptions } from "../../../src/ehpc/api/client-options";
import { staticCredentials } from "../../../src/ehpc/api/credentials";
import type { HttpAnswer, HttpRequest } from "../../../src/ehpc/http/http";
import { listJobsOperation } from "../../../src/ehpc/list/list-jobs";
import { DrivenClock } from "../../support/driven-clock";
import vectors from "./signature-vectors.json";

const page: HttpAnswer = {
  status: 200,
  headers: {},
  body: '{"RequestId":"R-1","Jobs":[],"TotalCount":0,"Success":true}',
};
const unavailable: HttpAnswer = { status: 503, headers: {}, body: "" };

const anything: Operation<string | null> = {
  action: "ListJobs",
  query: { ClusterId: "c" },
  read: ({ requestId }) => requestId,
};

const vector = vectors.find(({ name }) => name === "listjobs-json");

function callerThatGets(answers: readonly HttpAnswer[], clock = new DrivenClock()) {
  const sent: HttpRequest[] = [];
  const settings = readClientOptions({
    endpoint: "https://ehpc.cn-hangzhou.aliyuncs.com",
    credentials: staticCredentials({
      accessKeyId: "YourAccessKeyId",
      accessKeySecret: "YourAccessKeySecret",
    }),
    maxRetryMs: 60_000,
    clock,
    random: () => 0.5,
  });
  const sender = {
    send: async (request: HttpRequest) => {
      sent.push(request);
      return answers[Math.min(sent.length, answers.length) - 1] ?? page;
    },
  };
  return { call: createOperationCaller(settings, sender, () => vector?.request.nonce ?? ""), sent, clock };
}

it("signs a call of ListJobs as the vector listjobs-json has it", async () => {
  const { call, sent } = callerThatGets([page], new DrivenClock(vector?.request.date));
  const request = {
    clusterId: "ehpc-hz-FYUr32abcd",
    status: "unfinished",
    jobName: "a b*c~",
    pageNumber: 1,
    pageSize: 50,
  } as const;
  await call(listJobsOperation(request, silentLog));
  expect(sent).toHaveLength(1);
  expect(sent[0]?.url).toBe(
    `https://ehpc.cn-hangzhou.aliyuncs.com/?${vector?.canonicalRequest.split("\n")[2]}`,
  );
  expect(sent[0]?.headers.authorization).toBe(
    `ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=${vector?.canonicalRequest.split("\n").at(-2)},Signature=${vector?.signature}`,
  );
});

it("repeats a failed call within the client's limit", async () => {
  const { call, sent, clock } = callerThatGets([unavailable, unavailable, page]);
  const answer = call(anything);
  await clock.advance(60_000);
  expect(await answer).toBe("R-1");
  expect(sent).toHaveLength(3);
});

it("makes one attempt for a caller who repeats on its own, and mentions no limit", async () => {
  const { call, sent, clock } = callerThatGets([unavailable, page]);
  await expect(call(anything, { maxRetryMs: 0 })).rejects.toMatchObject({
    kind: "unavailable",
    attempts: 1,
    message: expect.not.stringContaining("limit"),
  });
  expect(sent).toHaveLength(1);
  expect(clock.sleepers).toBe(0);
});

it("takes a longer or shorter limit than the client's from the caller", async () => {
  const { call, sent, clock } = callerThatGets([unavailable]);
  const answer = call(anything, { maxRetryMs: 700 });
  const failed = expect(answer).rejects.toThrow("the retry limit is 700 ms.");
  await clock.advance(700);
  await failed;
  expect(sent.length).toBeGreaterThan(1);
});

it("refuses an invalid limit", async () => {
  const { call, sent } = callerThatGets([page]);
  await expect(call(anything, { maxRetryMs: -1 })).rejects.toMatchObject({ kind: "configuration" });
  expect(sent).toEqual([]);
});

it("sends nothing for a caller who has already given up", async () => {
  const { call, sent } = callerThatGets([page]);
  await expect(call(anything, { signal: AbortSignal.abort() })).rejects.toMatchObject({ kind: "aborted" });
  expect(sent).toEqual([]);
});

describe("a refusal that names no parameter", () => {
  const refusal: HttpAnswer = {
    status: 400,
    headers: {},
    body: '{"RequestId":"R-2","Code":"InvalidParams","Message":"bad"}',
  };

  it("is a missing job where the call was about one", async () => {
    const { call } = callerThatGets([refusal]);
    const aboutJob = { ...anything, query: { ClusterId: "c", JobId: "1" } };
    await expect(call(aboutJob)).rejects.toMatchObject({ kind: "job-not-found" });
  });

  it("is no word about any job where it was not", async () => {
    const { call } = callerThatGets([refusal]);
    await expect(call(anything)).rejects.toMatchObject({ kind: "invalid-params" });
  });
});

it("goes on when the agent loses a job in the middle of a list", async () => {
  const Message = "The agent service request failed: qstat: Unknown Job Id 7.manager";
  const lost = { ...unavailable, status: 406, body: JSON.stringify({ Code: "AgentError", Message }) };
  const { call, sent, clock } = callerThatGets([lost, page]);
  const answer = call(anything);
  await clock.advance(1_000);
  expect(await answer).toBe("R-1");
  expect(sent).toHaveLength(2);
});
