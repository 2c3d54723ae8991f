import type { GetJobRequest, JobAnswer } from "../ehpc/client";
import type { WaitOutcome, WaitRequest } from "../ehpc/poll/poller";

/** How long an answer serves further reads of the same job. Short enough that nothing waits on an old state. */
const SHARED_FOR_MS = 2_000;

/** What the handlers ask of E-HPC. Each call throws EhpcError. */
export interface EhpcApi {
  /** Reads a job. */
  getJob(request: GetJobRequest, signal: AbortSignal): Promise<JobAnswer>;
  /** Waits for a job; all waits of a process share their looks. */
  wait(request: WaitRequest, signal: AbortSignal): Promise<WaitOutcome>;
  /** The last lines of a job's standard error, harmless to print; `null` where the service does not give them. */
  stderrTail(job: GetJobRequest, lines: number, signal: AbortSignal): Promise<readonly string[] | null>;
}

/**
 * What the provider's handlers work with: the API of one configuration. Reads of the same job that run at the same
 * time, or within two seconds of an answer, share it: several lookups of one job in a stack then show one state and
 * cost one call.
 */
export interface EhpcSession extends EhpcApi {
  /** The endpoint, for messages. */
  readonly place: string;
}

/** A session over an API that is connected when it is first needed. */
export function ehpcSession(place: string, connect: () => Promise<EhpcApi>, now: () => number): EhpcSession {
  let connection: Promise<EhpcApi> | undefined;
  const answers = new Map<string, { readonly answer: Promise<JobAnswer>; until: number }>();

  function api(): Promise<EhpcApi> {
    connection ??= connect();
    return connection;
  }

  return {
    place,
    getJob(request, signal) {
      const key = JSON.stringify([request.clusterId, request.jobId]);
      const shared = answers.get(key);
      if (shared !== undefined && now() < shared.until) return shared.answer;
      const answer = api().then(({ getJob }) => getJob(request, signal));
      const entry = { answer, until: Number.POSITIVE_INFINITY };
      answers.set(key, entry);
      answer.then(
        () => {
          entry.until = now() + SHARED_FOR_MS;
        },
        () => answers.delete(key),
      );
      return answer;
    },
    wait: async (request, signal) => (await api()).wait(request, signal),
    stderrTail: async (job, lines, signal) => (await api()).stderrTail(job, lines, signal),
  };
}
