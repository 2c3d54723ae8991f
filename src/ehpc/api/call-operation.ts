import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import { abortedError, EhpcError } from "../../base/errors";
import type { Secret } from "../../base/secret";
import {
  type HttpAnswer,
  type HttpRequest,
  type HttpSender,
  StaleConnectionError,
  UnsentRequestError,
} from "../http/http";
import type { AnswerBody } from "./answer-object";
import { AnsweredOnce } from "./answered-once";
import { API_VERSION } from "./api-version";
import { canonicalQuery } from "./canonical-request";
import { type ClientSettings, readTime } from "./client-options";
import type { Credentials } from "./credentials";
import { inRequest } from "./in-request";
import { readAnswer } from "./read-answer";
import { isRefusal } from "./refusal";
import { retry } from "./retry";
import { type SecretsOfCall, serviceText } from "./service-text";
import { signRequest } from "./sign-request";
import { withCredentials } from "./with-credentials";

/** One call of an operation: what is asked, and how the answer is read. */
export interface Operation<T> {
  /** The name of the operation, such as `GetJob`. */
  action: string;
  /**
   * The parameters before encoding. One named `JobId` or `JobIds` makes the service's word about a missing job
   * `job-not-found`.
   */
  query: Readonly<Record<string, string>>;
  /** What must not be shown of the parameters. @default nothing */
  secrets?: readonly Secret[];
  /**
   * Whether a second request would do a second thing. Such a call goes over a connection of its own, and is repeated only
   * if it is certain that the service has done nothing; any other failure is of an `outcomeUnknown`. @default false
   */
  once?: boolean;
  /** Throws `EhpcError` for an answer of the wrong shape. */
  read(body: AnswerBody): T;
}

export interface CallOptions {
  /** Aborting it ends the call at once, with kind `aborted`. @default never */
  signal?: AbortSignal;
  /** In place of the client's own limit; 0 makes one attempt, for a caller who repeats by himself. */
  maxRetryMs?: number;
}

/** Makes calls: signed, repeated while it may help, ended by the caller's signal. Throws `EhpcError`. */
export type OperationCaller = <T>(operation: Operation<T>, options?: CallOptions) => Promise<T>;

/**
 * The way that every call takes.
 *
 * @param nonce gives a text that no request had before.
 */
export function createOperationCaller(
  settings: ClientSettings,
  sender: Pick<HttpSender, "send">,
  nonce: () => string = randomUUID,
): OperationCaller {
  const { endpoint, userAgent, connectTimeoutMs, readTimeoutMs, clock, log, random } = settings;
  const { host } = new URL(endpoint);
  const method = "POST";
  const answered = new AnsweredOnce();

  /** Behind an answer of another call, the connection is out of step. */
  function requireOwnAnswer(answer: HttpAnswer, requestId: string | null): void {
    try {
      answered.add(requestId);
    } catch (error) {
      answer.closeConnection?.();
      throw error;
    }
  }

  return async ({ action, query, read, once = false, secrets = [] }, options = {}) => {
    const { signal = new AbortController().signal } = options;
    const maxRetryMs = readTime("maxRetryMs", options.maxRetryMs ?? settings.maxRetryMs, 0);
    if (signal.aborted) {
      throw abortedError();
    }
    // Many calls may share a signal, as the pages of a list do: Node takes more than ten listeners for a leak.
    setMaxListeners(0, signal);
    const aboutJob = ["JobId", "JobIds"].some((name) => Object.hasOwn(query, name));

    async function attempt(credentials: Credentials, connectMs: number, number: number): Promise<AnswerBody> {
      const signed = signRequest(
        { method, host, action, version: API_VERSION, query },
        credentials,
        clock.now(),
        nonce(),
      );
      const started = clock.monotonicMs();
      const request: HttpRequest = {
        method,
        url: `${endpoint}/?${canonicalQuery(query)}`,
        headers: { ...signed, accept: "application/json", "user-agent": userAgent },
        connectTimeoutMs: connectMs,
        readTimeoutMs,
        signal,
        ...(once && { ownConnection: true }),
      };
      const hidden = { ...credentials, further: secrets };
      const answer = await sender.send(request).catch((error) => {
        throw withoutSecretId(error, hidden);
      });
      const durationMs = Math.round(clock.monotonicMs() - started);
      const tell = (requestId: string | null, code: string | null) =>
        log("debug", "E-HPC answered.", {
          operation: action,
          http_status: answer.status,
          code,
          request_id: requestId,
          duration_ms: durationMs,
          attempt: number,
        });
      try {
        const body = readAnswer(answer, hidden, { aboutJob });
        tell(body.requestId, null);
        requireOwnAnswer(answer, body.requestId);
        return body;
      } catch (error) {
        if (error instanceof EhpcError) {
          tell(error.requestId, error.code);
        }
        throw error;
      }
    }

    return retry(
      (remainingMs, number) =>
        withCredentials(settings.credentials, signal, async (credentials) => {
          // A repetition has to connect within the remaining time; only its answer may come later.
          const connectMs =
            number === 1 ? connectTimeoutMs : Math.min(connectTimeoutMs, Math.max(1, Math.ceil(remainingMs)));
          const call = () => attempt(credentials, connectMs, number);
          if (once) {
            return call().then(read).catch(throwOfOnce);
          }
          // Who repeats by himself also counts calls by himself.
          return read(await (options.maxRetryMs === 0 ? call() : overLivingConnection(call)));
        }),
      { maxRetryMs, signal, clock, random, log },
    );
  };
}

/** The error without the id of its call where that is none: who answers may put a secret there that he was sent. */
function withoutSecretId(error: unknown, secrets: SecretsOfCall): unknown {
  if (!(error instanceof EhpcError) || error.requestId === null) {
    return error;
  }
  const { kind, message, requestId, attempts } = error;
  if (serviceText(requestId, secrets) === requestId) {
    return error;
  }
  return new EhpcError(
    kind,
    message.replace(inRequest(requestId), ""),
    { ...error, requestId: null },
    attempts,
  );
}

/** Throws the failure of a call that must not be made twice, and says whether the service may have carried it out. */
function throwOfOnce(error: unknown): never {
  const isCertain = error instanceof UnsentRequestError || isRefusal(error);
  throw error instanceof EhpcError && !isCertain ? error.ofUnknownOutcome() : error;
}

/** How many closed connections a call skips before it fails. */
const MAX_STALE_CONNECTIONS = 3;

/**
 * Repeats a call at once if the server was closing its connection: that is no failure of the service. A call that arrived
 * after all does no harm twice, unless it is to be made `once`.
 */
async function overLivingConnection<T>(call: () => Promise<T>): Promise<T> {
  for (let stale = 1; ; stale += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof StaleConnectionError) || stale > MAX_STALE_CONNECTIONS) {
        throw error;
      }
    }
  }
}
