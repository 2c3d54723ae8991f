import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Clock, systemClock } from "../base/clock";
import { API_VERSION } from "../ehpc/api/api-version";
import { MARKER_VARIABLE } from "../ehpc/submit/marker";
import { AccessKeys, type IssuedCredentials } from "./http/access-keys";
import { errorAnswer, Refused } from "./http/answer";
import { receiveRequest } from "./http/receive-request";
import { sendAnswer } from "./http/send-answer";
import { createVerifier, type ReceivedRequest } from "./http/verify-request";
import { JobExecutor } from "./run/job-executor";
import { type Outcome, ScenarioRun, type Submission } from "./run/scenario-run";
import { quickStart } from "./scenario/quick-start";
import { OPERATIONS, type OperationName, type Scenario, type ScenarioJob } from "./scenario/scenario";

export type { IssuedCredentials } from "./http/access-keys";
export type { Scenario, ScenarioCluster, ScenarioJob, Stage } from "./scenario/scenario";

export interface EmulatorOptions {
  /** @default the quick start: job `1.manager` lives from Pending over Running to Completed in 5 s */
  scenario?: Scenario;
  /** 0 selects a free port. @default 0 */
  port?: number;
  /** The address to listen on. @default "127.0.0.1" */
  host?: string;
  /** The access key that is accepted at all times. @default "EmulatorAccessKeyId" */
  accessKeyId?: string;
  /** @default "EmulatorAccessKeySecret" */
  accessKeySecret?: string;
  /**
   * Whether the commands of submitted jobs run on this computer: each in a temporary folder of its own, with no more of the
   * environment than PATH. Whoever knows the access key can run commands then. A scenario that says how a job lives has
   * precedence.
   *
   * @default false
   */
  run?: boolean;
  /** The most that such a command may run, in seconds. @default 600 */
  runLimitSeconds?: number;
  /**
   * Clock for the dates of requests, the lives of jobs, the rate limit and, if it has `sleep`, slow responses.
   *
   * @default the computer's clock
   */
  clock?: Pick<Clock, "now" | "monotonicMs"> & Partial<Pick<Clock, "sleep">>;
}

/** A call that arrived, without its signature. */
export interface RecordedCall {
  /** The requested operation, such as `GetJob`; `null` if none was named. */
  operation: string | null;
  clusterId: string | null;
  /** `null` if none was named, as for ListJobs. */
  jobId: string | null;
  /** The requested page, as of ListJobs; `null` if none was named. */
  pageNumber: number | null;
  /** The HTTP status of the response; `null` if the connection was reset instead. */
  status: number | null;
  /** The error code of the answer; `null` for a success. */
  code: string | null;
  /** When the call arrived. */
  at: Date;
}

/** A job that CreateJob has submitted. */
export interface RecordedSubmission {
  readonly clusterId: string;
  /** The ID of an array is its own. */
  readonly jobId: string;
  readonly jobName: string;
  /** The value of the environment variable EHPC_SUBMISSION_TOKEN; `null` without one. */
  readonly marker: string | null;
  /** When the job came into being. */
  readonly at: Date;
}

/** A running local endpoint of E-HPC. */
export interface Emulator {
  /** Such as `http://127.0.0.1:40123`. */
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** All calls until now, or since `forgetCalls`, in the order of their arrival. */
  readonly calls: readonly RecordedCall[];
  /** All jobs that CreateJob has submitted, in the order in which they came into being. */
  readonly submissions: readonly RecordedSubmission[];
  /** Empties `calls`. */
  forgetCalls(): void;
  /** Replaces the scenario; lives and troubles start again. Throws `ScenarioError`. */
  update(scenario: Scenario): void;
  /** Adds or replaces one job, and adds its cluster if there is none. Its life begins now; other jobs do not change. */
  setJob(clusterId: string, jobId: string, job: ScenarioJob): void;
  /** Makes the scheduler forget a job at once, as after a purge. */
  removeJob(clusterId: string, jobId: string): void;
  /**
   * Makes temporary credentials. They are accepted for `lifetimeSeconds` of the emulator's clock, and then refused with
   * `InvalidSecurityToken.Expired`. They stay valid after `update`.
   */
  issueCredentials(options: { lifetimeSeconds: number }): IssuedCredentials;
  /** Expires temporary credentials at once. */
  revokeCredentials(accessKeyId: string): void;
  /** Stops listening and ends all connections at once. */
  close(): Promise<void>;
}

/**
 * Starts a local endpoint that answers GetJob, ListJobs, GetJobLog, CreateJob and StopJobs (API version 2024-07-30) as
 * documented: it checks signatures, dates and nonces, and refuses with the service's codes. Throws `ScenarioError` for an invalid scenario,
 * and Node's own error if it cannot listen.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const {
    scenario = quickStart,
    port = 0,
    host = "127.0.0.1",
    accessKeyId = "EmulatorAccessKeyId",
    accessKeySecret = "EmulatorAccessKeySecret",
    run: runs = false,
    runLimitSeconds = 600,
    clock = systemClock,
  } = options;
  const sleep: Clock["sleep"] = (ms, signal) => clock.sleep?.(ms, signal) ?? systemClock.sleep(ms, signal);
  const calls: RecordedCall[] = [];
  const submissions: RecordedSubmission[] = [];
  const keys = new AccessKeys(accessKeyId, accessKeySecret);
  const verify = createVerifier({
    findKey: (id) => keys.find(id, run.securityToken),
    now: () => clock.now(),
  });
  const executor = new JobExecutor({
    timeLimitSeconds: runLimitSeconds,
    now: () => clock.now(),
    report: (clusterId, jobId, progress) => run.report(clusterId, jobId, progress, clock.monotonicMs()),
  });
  let run = begin(scenario);

  function begin(given: Scenario): ScenarioRun {
    const begun = new ScenarioRun(given, clock.monotonicMs(), { runs, onSubmission, onStop });
    keys.script(given.credentials ?? {}, clock.now());
    return begun;
  }

  function onSubmission(submission: Submission): void {
    const { clusterId, jobId, job, at, isScripted } = submission;
    const marker = job.variables.find(({ Name }) => Name === MARKER_VARIABLE)?.Value ?? null;
    submissions.push({ clusterId, jobId, jobName: job.jobName, marker, at });
    if (!isScripted) {
      executor.start(submission);
    }
  }

  function onStop(clusterId: string, jobId: string): void {
    executor.stop(clusterId, jobId);
  }

  function decide(request: ReceivedRequest): Outcome {
    const hostHeader = request.headers.host ?? "";
    try {
      verify(request);
      const operation = requireOperation(request);
      const { query } = request;
      return run.answer({ operation, query, host: hostHeader, nowMs: clock.monotonicMs(), at: clock.now() });
    } catch (error) {
      if (error instanceof Refused) {
        return { answer: error.answer(hostHeader), fault: null };
      }
      throw error;
    }
  }

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = clock.now();
    const request = await receiveRequest(incoming);
    const outcome: Outcome =
      request === null
        ? { answer: errorAnswer({ code: "InvalidParams" }, ""), fault: null }
        : decide(request);
    const page = request?.query.get("PageNumber") ?? null;
    const call: RecordedCall = {
      operation: request?.headers["x-acs-action"] ?? null,
      clusterId: request?.query.get("ClusterId") ?? null,
      jobId: request?.query.get("JobId") ?? null,
      pageNumber: page === null ? null : Number(page),
      status: outcome.answer.status,
      code: codeOf(outcome),
      at,
    };
    calls.push(call);
    call.status = sendAnswer(response, outcome.answer, outcome.fault, sleep);
  }

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => incoming.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });

  return {
    endpoint: endpointAt(server.address() as AddressInfo),
    accessKeyId,
    accessKeySecret,
    calls,
    get submissions() {
      run.bringUpTo(clock.monotonicMs());
      return submissions;
    },
    forgetCalls() {
      calls.length = 0;
    },
    update(next) {
      run = begin(next);
      executor.stopAll();
    },
    setJob: (clusterId, jobId, job) => run.setJob(clusterId, jobId, job, clock.monotonicMs()),
    removeJob(clusterId, jobId) {
      run.removeJob(clusterId, jobId);
      executor.stop(clusterId, jobId);
    },
    issueCredentials: ({ lifetimeSeconds }) => keys.issue(lifetimeSeconds, clock.now()),
    revokeCredentials: (id) => keys.revoke(id),
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await executor.close();
    },
  };
}

function requireOperation({ method, path, headers }: ReceivedRequest): OperationName {
  if (method !== "POST" && method !== "GET") {
    throw new Refused("UnsupportedHTTPMethod");
  }
  if (headers["x-acs-version"] !== API_VERSION) {
    throw new Refused("InvalidVersion");
  }
  const operation = OPERATIONS.find((name) => name === headers["x-acs-action"]);
  if (operation === undefined || path !== "/") {
    throw new Refused("InvalidAction.NotFound");
  }
  return operation;
}

function codeOf({ answer }: Outcome): string | null {
  if (answer.status < 400) {
    return null;
  }
  const { Code } = JSON.parse(answer.body) as { Code?: string };
  return Code ?? null;
}

/** The URL for clients. A server that listens on every address is reachable at the loopback address. */
function endpointAt({ address, family, port }: AddressInfo): string {
  if (address === "0.0.0.0" || address === "::") {
    return `http://127.0.0.1:${port}`;
  }
  return family === "IPv6" ? `http://[${address}]:${port}` : `http://${address}:${port}`;
}
