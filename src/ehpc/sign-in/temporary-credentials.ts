import type { Clock } from "../../base/clock";
import { abortedError } from "../../base/errors";
import type { Log } from "../../base/log";
import type { CredentialSource, Credentials } from "../api/credentials";

/** Temporary credentials as they are handed out. */
export interface Grant {
  credentials: Credentials;
  /** `null` where nobody says: they are used until the service refuses them. */
  expiresAt: Date | null;
}

/** Gets new credentials. Throws `EhpcError`. */
export type Fetch = (signal: AbortSignal) => Promise<Grant>;

/** How long before their end credentials are replaced: a quarter of their life, and no longer than this. */
export const LONGEST_MARGIN_MS = 5 * 60_000;
/** How long credentials that are valid still serve on after their replacement failed, before it is tried again. */
export const RETRY_AFTER_MS = 10_000;

interface Held {
  readonly credentials: Credentials;
  readonly staleAtMs: number;
  readonly expiresAtMs: number;
}

interface Flight {
  readonly result: Promise<Held>;
  readonly controller: AbortController;
  waiting: number;
}

/**
 * Creates a source that fetches credentials at the first call, keeps them, and replaces them before they expire.
 *
 * Concurrent callers share one exchange, which is cancelled when the last of them has gone. An exchange that fails while
 * the old credentials are still valid fails nobody: they stay in use, and the source tries again a little later.
 */
export function temporaryCredentials(
  fetch: Fetch,
  { clock, log }: { clock: Clock; log: Log },
): CredentialSource {
  let held: Held | null = null;
  let flight: Flight | null = null;
  let notBeforeMs = Number.NEGATIVE_INFINITY;

  async function source(signal: AbortSignal): Promise<Credentials> {
    if (signal.aborted) {
      throw abortedError();
    }
    const nowMs = clock.now().getTime();
    if (held !== null && nowMs < Math.max(held.staleAtMs, Math.min(notBeforeMs, held.expiresAtMs))) {
      return held.credentials;
    }
    return (await join(signal)).credentials;
  }

  function join(signal: AbortSignal): Promise<Held> {
    flight ??= takeOff();
    const joined = flight;
    joined.waiting += 1;
    return new Promise((resolve, reject) => {
      const leave = () => {
        joined.waiting -= 1;
        if (joined.waiting === 0) {
          if (flight === joined) {
            flight = null;
          }
          joined.controller.abort();
        }
        reject(abortedError());
      };
      signal.addEventListener("abort", leave, { once: true });
      joined.result.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
    });
  }

  function takeOff(): Flight {
    const controller = new AbortController();
    const own: Flight = { controller, waiting: 0, result: replace(controller.signal) };
    const land = () => {
      if (flight === own) {
        flight = null;
      }
    };
    own.result.then(land, land);
    return own;
  }

  async function replace(signal: AbortSignal): Promise<Held> {
    try {
      held = holding(await fetch(signal), clock.now().getTime());
      return held;
    } catch (error) {
      const nowMs = clock.now().getTime();
      if (signal.aborted || held === null || nowMs >= held.expiresAtMs) {
        throw error;
      }
      notBeforeMs = nowMs + RETRY_AFTER_MS;
      log("warn", "Credentials could not be renewed; the current ones are still valid.", {
        reason: error instanceof Error ? error.message : null,
        valid_until: new Date(held.expiresAtMs).toISOString(),
      });
      return held;
    }
  }

  return Object.assign(source, {
    expired(refused: Credentials): boolean {
      if (held?.credentials === refused) {
        held = null;
      }
      return true;
    },
  });
}

function holding({ credentials, expiresAt }: Grant, nowMs: number): Held {
  const expiresAtMs = expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
  const margin = Math.min(LONGEST_MARGIN_MS, Math.max(0, expiresAtMs - nowMs) / 4);
  return { credentials, expiresAtMs, staleAtMs: expiresAtMs - margin };
}
