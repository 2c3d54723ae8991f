import { request } from "node:http";
import { EhpcError } from "../../../src/base/errors";
import { isJsonObject, parseJson } from "../../../src/base/json";
import { silentLog } from "../../../src/base/log";
import type { Client } from "../../../src/ehpc/api/client";
import { createClient } from "../../../src/ehpc/api/create-client";
import { getJobOperation } from "../../../src/ehpc/job/get-job";
import { SECRETS } from "../bodies/make-body";
import { runGenerator } from "../run-generator";
import { type Bounds, type ClientMaker, httpFor } from "./http";

/** @param complaint what a finding has to contain to end the run */
async function findings(
  makeClient?: ClientMaker,
  complaint?: string,
  bounds?: Partial<Bounds>,
): Promise<string> {
  const ran = await runGenerator(httpFor(makeClient, bounds), {
    seed: 1,
    inputs: 200,
    ms: Infinity,
    wanted: (what) => complaint !== undefined && what.includes(complaint),
  });
  return ran.findings.map(({ what }) => what).join("\n");
}

/** A client whose GetJob is another. */
function withGetJob(getJob: (endpoint: string, jobId: string) => Promise<string>): ClientMaker {
  return (options) => ({
    ...createClient(options),
    async getJob({ clusterId, jobId }) {
      const members = parsed(await getJob(options.endpoint, jobId));
      const body = { requestId: null, members, shown: (text: string) => text };
      return getJobOperation({ clusterId, jobId }, silentLog).read(body);
    },
  });
}

function parsed(text: string) {
  try {
    const value = parseJson(text);
    if (isJsonObject(value)) {
      return value;
    }
  } catch {}
  throw new EhpcError("bad-answer", "No.");
}

/** Reads what comes until the connection is ended, and takes all for the answer. */
function credulous(endpoint: string): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    const asking = request(endpoint, { headers: { "x-acs-action": "GetJob" } }, (answer) => {
      answer.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      answer.on("error", () => {});
      answer.on("close", () => resolve(text));
    });
    asking.on("error", () => resolve(text));
    asking.on("upgrade", (_, socket) => socket.destroy());
    asking.on("close", () => resolve(text));
    asking.end();
  });
}

it("the product's client has no findings", async () => {
  expect(await findings()).toBe("");
});

/** Runs the generator on a wrong client, and expects that it finds out. */
async function expectFinding(complaint: string, makeClient: ClientMaker, bounds?: Partial<Bounds>) {
  expect(await findings(makeClient, complaint, bounds)).toContain(complaint);
}

it("a client that takes every text for an answer is found", () =>
  expectFinding("from an answer that does not say so", (options, endpoint) => {
    endpoint.keepsOpen = false;
    return withGetJob(credulous)(options, endpoint);
  }));

it("a client that sends no request is found", () =>
  expectFinding(
    "GetJob succeeds without an answer",
    withGetJob(async (_, JobId) =>
      JSON.stringify({ RequestId: "R", JobInfo: { JobId, State: "Completed" } }),
    ),
  ));

it("a client that never ends a call is found", () =>
  expectFinding(
    "Hangs: GetJob",
    withGetJob(() => new Promise(() => {})),
    { callMs: 100 },
  ));

it("a client whose errors repeat a secret is found", () =>
  expectFinding(
    "An error holds a secret",
    withGetJob(async () => {
      throw new EhpcError("other", `Refused: ${SECRETS.accessKeySecret}`);
    }),
  ));

it("a client that submits a job again is found", () =>
  expectFinding("A job is submitted again", (options) => {
    const client = createClient(options);
    const createJob: Client["createJob"] = (job) => client.createJob(job).catch(() => client.createJob(job));
    return { ...client, createJob };
  }));

it("a client that leaves its connections open is found", () =>
  expectFinding("A connection is open", (options) => ({ ...createClient(options), close: () => {} }), {
    closeMs: 100,
  }));
