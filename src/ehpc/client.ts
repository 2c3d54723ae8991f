import { randomUUID } from "node:crypto";
import { API_VERSION } from "./api-version";
import { canonicalQuery } from "./canonical-request";
import { type Clock, systemClock } from "./clock";
import type { CredentialSource } from "./credentials";
import { decodeJob } from "./decode-job";
import { decodeText } from "./decode-leaf";
import { parseEndpoint } from "./endpoint";
import { abortedError, EhpcError } from "./errors";
import { createHttpSender } from "./http";
import type { Job } from "./job";
import { isJsonObject, type JsonObject } from "./json";
import { type Log, silentLog } from "./log";
import { type AnswerBody, readAnswer } from "./read-answer";
import { retry } from "./retry";
import { signRequest } from "./sign-request";

export interface ClientOptions {
  /** URL of the endpoint: `endpointOf(region)`, or another that `parseEndpoint` accepts. */
  endpoint: string;
  credentials: CredentialSource;
  /** For finding the host, connecting and the TLS handshake together. @default 60000 */
  connectTimeoutMs?: number;
  /** For the answer, from the connection to its last byte. @default 60000 */
  readTimeoutMs?: number;
  /** No repetition of a failed call begins later than this after its beginning. @default 60000 */
  maxRetryMs?: number;
  /** @default "cdktf-provider-ehpc" */
  userAgent?: string;
  /** @default nothing is logged */
  log?: Log;
  /** @default the computer's clock */
  clock?: Clock;
  /** A number from 0 up to 1, for jitter. @default Math.random */
  random?: () => number;
}

export interface GetJobRequest {
  clusterId: string;
  jobId: string;
}

export interface CallOptions {
  /** Aborting it ends the call at once, with kind `aborted`. @default never */
  signal?: AbortSignal;
}

export interface JobAnswer {
  /** The service's id of the call. */
  requestId: string | null;
  job: Job;
}

/** A client of one endpoint with one set of credentials. It may be used by many calls at a time. */
export interface Client {
  /**
   * Reads a job (GetJob). Throws {@link EhpcError}; a job that does not exist is kind `job-not-found`, in whichever of
   * its forms the service says so.
   */
  getJob(request: GetJobRequest, options?: CallOptions): Promise<JobAnswer>;
  /** Closes the connections kept open. They do not keep the process alive by themselves. */
  close(): void;
}

const DEFAULTS = {
  connectTimeoutMs: 60_000,
  readTimeoutMs: 60_000,
  maxRetryMs: 60_000,
  userAgent: "cdktf-provider-ehpc",
} as const;

/** `setTimeout` takes no longer time; it would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** A client. Throws kind `configuration` for an endpoint or a time that cannot be used. */
export function createClient(options: ClientOptions): Client {
  const endpoint = parseEndpoint(options.endpoint);
  const connectTimeoutMs = time("connectTimeoutMs", options.connectTimeoutMs ?? DEFAULTS.connectTimeoutMs, 1);
  const readTimeoutMs = time("readTimeoutMs", options.readTimeoutMs ?? DEFAULTS.readTimeoutMs, 1);
  const maxRetryMs = time("maxRetryMs", options.maxRetryMs ?? DEFAULTS.maxRetryMs, 0);
  const userAgent = headerText(options.userAgent ?? DEFAULTS.userAgent);
  const { log = silentLog, clock = systemClock, random = Math.random } = options;
  const sender = createHttpSender();

  async function call<T>(
    action: string,
    query: Readonly<Record<string, string>>,
    signal: AbortSignal,
    read: (body: AnswerBody) => T,
  ): Promise<T> {
    return retry(
      async (remainingMs, attempt) => {
        const credentials = await options.credentials(signal);
        const method = "POST";
        const host = new URL(endpoint).host;
        const signed = signRequest(
          { method, host, action, version: API_VERSION, query },
          credentials,
          clock.now(),
          randomUUID(),
        );
        const started = clock.monotonicMs();
        const answer = await sender.send({
          method,
          url: `${endpoint}/?${canonicalQuery(query)}`,
          headers: { ...signed, accept: "application/json", "user-agent": userAgent },
          // A repetition has to be connected while time is left, so that only the answer may come after it.
          connectTimeoutMs:
            attempt === 1
              ? connectTimeoutMs
              : Math.min(connectTimeoutMs, Math.max(1, Math.ceil(remainingMs))),
          readTimeoutMs,
          signal,
        });
        log("debug", "E-HPC answered.", {
          operation: action,
          http_status: answer.status,
          duration_ms: Math.round(clock.monotonicMs() - started),
          attempt,
        });
        return read(readAnswer(answer, credentials));
      },
      { maxRetryMs, signal, clock, random, log },
    );
  }

  return {
    async getJob({ clusterId, jobId }, { signal = new AbortController().signal } = {}) {
      requireText("ClusterId", "cluster id", clusterId);
      requireText("JobId", "job id", jobId);
      if (signal.aborted) throw abortedError();
      return call("GetJob", { ClusterId: clusterId, JobId: jobId }, signal, ({ requestId, members }) => {
        const info = members.get("JobInfo");
        if (isJsonObject(info) && describesJob(info)) return { requestId, job: decodeJob(info, log) };
        throw new EhpcError("job-not-found", "E-HPC knows no such job: its answer describes none.", {
          httpStatus: 200,
          requestId,
          parameter: "JobId",
        });
      });
    },
    close: () => sender.close(),
  };
}

/** The service documents no answer for a missing job; one without any value is taken as such. */
function describesJob(info: JsonObject): boolean {
  return ["JobId", "JobName", "State", "CreateTime"].some((name) => decodeText(info.get(name)) !== null);
}

function requireText(parameter: string, name: string, text: string): void {
  if (text.trim() === "") throw new EhpcError("invalid-params", `The ${name} is empty.`, { parameter });
}

function time(parameter: string, ms: number, least: number): number {
  if (Number.isFinite(ms) && ms >= least) return Math.min(ms, MAX_TIMER_MS);
  throw new EhpcError("configuration", `${parameter} must be at least ${least} ms.`, { parameter });
}

/** The text without what an HTTP header cannot hold. */
function headerText(text: string): string {
  return text
    .replace(/[^\x21-\x7e]+/g, " ")
    .trim()
    .slice(0, 2_048);
}
