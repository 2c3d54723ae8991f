import type { ClientRequest } from "node:http";
import { abortedError, EhpcError } from "../../base/errors";

export interface DeadlineOptions {
  /** How long looking up the host, connecting and the TLS handshake may take together, in milliseconds. */
  connectTimeoutMs: number;
  /** How long the answer may take from there to its last byte, in milliseconds. */
  readTimeoutMs: number;
  /** The caller's. */
  signal: AbortSignal;
}

/** The deadline of one request. */
export interface RequestDeadline {
  /** Aborted when the request has to end. Made when it is first asked for: few requests need it, and it takes its time. */
  readonly signal: AbortSignal;
  /** Calls `stop` when the request has to end, at once if it has to already. There is one who listens. */
  onFailure(stop: (error: EhpcError) => void): void;
  /** Why the request had to end; `null` where it did not. */
  error(): EhpcError | null;
  /** Counts the time for connecting from now on, for a connection of which Node knows nothing until it is there. */
  begin(): void;
  /** Follows the request from connecting to reading. Call it when the request is made. */
  watch(request: ClientRequest): void;
  /** Call it when the request has ended, well or badly; no timer is left then. */
  end(): void;
}

/**
 * Ends a request when the caller says so or when a phase of it takes too long. Axios's own time-out does not tell
 * connecting from reading, and each byte of the answer puts it off.
 */
export function createRequestDeadline({
  connectTimeoutMs,
  readTimeoutMs,
  signal,
}: DeadlineOptions): RequestDeadline {
  let failure: EhpcError | null = null;
  let stop: ((error: EhpcError) => void) | null = null;
  let controller: AbortController | null = null;
  let timer: NodeJS.Timeout | undefined;
  let ended = false;

  function fail(error: EhpcError): void {
    if (failure !== null) {
      return;
    }
    failure = error;
    stop?.(error);
    controller?.abort();
  }

  function allow(ms: number, what: string): void {
    clearTimeout(timer);
    // The socket may come up when nobody waits for it any more.
    if (ended) {
      return;
    }
    timer = setTimeout(() => {
      const message = `${what} took longer than ${ms} ms.`;
      fail(new EhpcError("timeout", message, { transient: true }));
    }, ms);
  }

  const onAbort = () => fail(abortedError());
  if (signal.aborted) {
    onAbort();
  } else {
    signal.addEventListener("abort", onAbort, { once: true });
  }

  return {
    get signal() {
      controller ??= new AbortController();
      if (failure !== null) {
        controller.abort();
      }
      return controller.signal;
    },
    onFailure(listener) {
      stop = listener;
      if (failure !== null) {
        listener(failure);
      }
    },
    error: () => failure,
    begin: () => allow(connectTimeoutMs, "Connecting"),
    watch(clientRequest: ClientRequest): void {
      const readAnswer = () => allow(readTimeoutMs, "Reading the response");
      clientRequest.once("socket", (socket) => {
        // No time counts while a request waits for a free connection: others are using it within limits of their own.
        if (!socket.connecting) {
          readAnswer();
          return;
        }
        allow(connectTimeoutMs, "Connecting");
        socket.once("encrypted" in socket ? "secureConnect" : "connect", readAnswer);
      });
    },
    end(): void {
      ended = true;
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    },
  };
}
