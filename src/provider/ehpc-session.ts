import type { Client, GetJobRequest, JobAnswer } from "../ehpc/client";

/** How long an answer serves further reads of the same job. Short enough that nothing waits on an old state. */
const SHARED_FOR_MS = 2_000;

/** What the provider's handlers work with: the API of one configuration, each job asked for once. */
export interface EhpcSession {
  /** The endpoint, for messages. */
  readonly place: string;
  /**
   * Reads a job. Reads of the same job that run at the same time, or within two seconds of an answer, share it:
   * several lookups of one job in a stack then show one state and cost one call.
   *
   * @throws EhpcError
   */
  getJob(request: GetJobRequest, signal: AbortSignal): Promise<JobAnswer>;
}

/** A session over a client that is made when it is first needed: making it loads the HTTP library. */
export function ehpcSession(
  place: string,
  connect: () => Promise<Pick<Client, "getJob">>,
  now: () => number,
): EhpcSession {
  let client: Promise<Pick<Client, "getJob">> | undefined;
  const answers = new Map<string, { readonly answer: Promise<JobAnswer>; until: number }>();

  async function ask(request: GetJobRequest, signal: AbortSignal): Promise<JobAnswer> {
    client ??= connect();
    return (await client).getJob(request, { signal });
  }

  return {
    place,
    getJob(request, signal) {
      const key = JSON.stringify([request.clusterId, request.jobId]);
      const shared = answers.get(key);
      if (shared !== undefined && now() < shared.until) return shared.answer;
      const entry = { answer: ask(request, signal), until: Number.POSITIVE_INFINITY };
      answers.set(key, entry);
      entry.answer.then(
        () => {
          entry.until = now() + SHARED_FOR_MS;
        },
        () => answers.delete(key),
      );
      return entry.answer;
    },
  };
}
