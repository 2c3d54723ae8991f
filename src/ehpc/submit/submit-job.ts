import type { Clock } from "../../base/clock";
import { EhpcError } from "../../base/errors";
import type { Log } from "../../base/log";
import { plainLine } from "../../base/plain-text";
import { classifyState, hasEnded, mayRestart } from "../../notation/phase";
import type { Client, JobRequest } from "../api/client";
import { speakingJob } from "../job/whole-array";
import type { ListedJob } from "../list/listed-job";
import { type FindSubmittedOptions, findSubmitted } from "./find-submitted";
import { MARKER_VARIABLE } from "./marker";
import { UncertainSubmission } from "./uncertain-submission";

export interface SubmitOptions {
  /** Tells this submission from all others: no other job of the cluster may have it. */
  marker: string;
  /**
   * Whether an earlier run may have submitted the job already: then the marker is looked for first. A job that ended
   * without success does not count: a stop by an earlier run ends one like that. @default false
   */
  sought?: boolean;
  /** Jobs that carry the marker and are not the one, whatever their state: they are replaced. @default none */
  except?: FindSubmittedOptions["except"];
  /** Called before each request that may lead to a job. */
  onSend?: () => void;
  /** Ends the submission at once. */
  signal: AbortSignal;
  clock: Clock;
  log: Log;
  /** Paces the calls of a search together with others to the same endpoint. @default one for this search alone */
  limiter?: FindSubmittedOptions["limiter"];
}

export interface Submission {
  jobId: string;
  /** The service's id of the call that submitted the job; `null` for a job that was found. */
  requestId: string | null;
  /** Whether the job was there already, or its answer was lost and the job was found. */
  adopted: boolean;
}

/** How often a job is submitted whose earlier submissions certainly led to none. */
const MOST_SUBMISSIONS = 8;
/** The same where the cluster itself fails: what it cannot do now, it may refuse to do at all. */
const MOST_AFTER_FAULTS = 3;

/**
 * Submits a job once.
 *
 * The service does not recognise a repeated CreateJob. The job therefore carries a marker in its environment, and an
 * answer that is lost is looked for: if a job with the marker is found, it is the one; if there is certainly none, the
 * job is submitted again. Any error but {@link UncertainSubmission} says that no job was submitted.
 *
 * @throws UncertainSubmission if it cannot be known whether there is a job, also after an interruption, and if several
 * jobs carry the marker
 */
export async function submitJob(
  client: Pick<Client, "createJob" | "listJobs" | "getJob">,
  request: JobRequest,
  { marker, sought = false, except, onSend, signal, clock, log, limiter }: SubmitOptions,
): Promise<Submission> {
  const { clusterId, jobName } = request;
  const marked = withMarker(request, marker);
  const since = Math.floor(clock.now().getTime() / 1_000);
  const passedOver = new Set(except);

  function search(begun?: number): Promise<readonly ListedJob[]> {
    return findSubmitted(client, clusterId, marker, jobName, {
      signal,
      clock,
      log,
      except: passedOver,
      ...(begun !== undefined && { since: begun }),
      ...(limiter !== undefined && { limiter }),
    });
  }

  /** The submission among the jobs with the marker; `null` if there is none. */
  function adopted(found: readonly ListedJob[]): Submission | null {
    const jobId = found.length === 0 ? null : theOne(found, marker).jobId;
    if (jobId === null) {
      return null;
    }
    log("info", "Found the submitted job by its marker.", { job_id: jobId });
    return { jobId, requestId: null, adopted: true };
  }

  /** Whether a job has ended for good, and not well. A list may lack tasks of an array, so the array itself is read. */
  async function hasEndedInVain({ jobId, state }: ListedJob): Promise<boolean> {
    if (!isInVain(state) || request.arrayRequest === undefined) {
      return isInVain(state);
    }
    try {
      const { job } = await client.getJob({ clusterId, jobId: jobId ?? "" }, { signal });
      return isInVain(speakingJob(job).state);
    } catch (error) {
      if (error instanceof EhpcError && error.kind === "array-undecided") {
        return false;
      }
      const message = `It is not known how the array ${plainLine(jobId ?? "")} of this token stands.`;
      throw new UncertainSubmission(message, marker, error instanceof EhpcError ? error : {});
    }
  }

  /** The job of an earlier run; `null` if there is certainly none that may still succeed, or has. */
  async function findEarlier(): Promise<Submission | null> {
    for (;;) {
      const found = await search();
      const inVain = await Promise.all(found.map((job) => hasEndedInVain(job)));
      const counting = found.filter((_, index) => !inVain[index]);
      if (found.length === 0 || counting.length > 0) {
        return adopted(counting);
      }
      for (const { jobId } of found) {
        log("info", "Passed over a job with the marker: it ended without success.", { job_id: jobId });
        passedOver.add(jobId ?? "");
      }
    }
  }

  const earlier = sought ? await findEarlier() : null;
  if (earlier !== null) {
    return earlier;
  }
  for (let submissions = 1; ; submissions += 1) {
    let failure: unknown;
    onSend?.();
    try {
      const { jobId, requestId } = await client.createJob(marked, { signal });
      return { jobId, requestId, adopted: false };
    } catch (error) {
      if (error instanceof EhpcError && !error.outcomeUnknown) {
        throw error;
      }
      failure = error;
    }
    log("warn", "The response to a submission was lost; looking for the job.", {
      kind: failure instanceof EhpcError ? failure.kind : "other",
      submission: submissions,
    });
    const found = await search(since)
      .then(adopted)
      .catch((error: unknown) => {
        throw afterFailure(failure, error, marker);
      });
    if (found !== null) {
      return found;
    }
    if (!(failure instanceof EhpcError)) {
      throw failure;
    }
    if (failure.kind === "submission-uncertain") {
      throw new UncertainSubmission(`${failure.message} No job shows its marker.`, marker, failure);
    }
    const most = failure.kind === "service-fault" ? MOST_AFTER_FAULTS : MOST_SUBMISSIONS;
    if (!failure.transient || submissions >= most) {
      const remark = submissions === 1 ? "" : ` This was submission ${submissions}.`;
      const message = `${failure.message} No job was submitted.${remark}`;
      throw new EhpcError(failure.kind, message, { ...failure, outcomeUnknown: false }, submissions);
    }
  }
}

/** Whether a state is the end of a job for good, and not a good one. */
function isInVain(state: string | null): boolean {
  return classifyState(state) === "failed" && !mayRestart(state);
}

/** The marker comes first: what shows a job may cut a long list of variables. */
function withMarker(request: JobRequest, marker: string): JobRequest {
  const { [MARKER_VARIABLE]: _, ...others } = request.variables ?? {};
  return { ...request, variables: { [MARKER_VARIABLE]: marker, ...others } };
}

/** What a failed search says, after what made it necessary. Whatever failed, there may be a job. */
function afterFailure(failure: unknown, error: unknown, marker: string): UncertainSubmission {
  const [lost, search] = [failure, error].map((one) => (one instanceof Error ? one.message : String(one)));
  return new UncertainSubmission(`${lost} ${search}`, marker, error instanceof EhpcError ? error : {});
}

/**
 * The job of a marker that several jobs carry. Where duplicates have been stopped, it is the one that has not ended; else
 * nobody can tell which of them counts.
 */
function theOne(found: readonly ListedJob[], marker: string): ListedJob {
  const phases = found.map(({ state }) => classifyState(state));
  const [alive, ...others] = found.filter((_, index) => !hasEnded(phases[index] ?? "unknown"));
  const [first, second] = found;
  if (first !== undefined && second === undefined) {
    return first;
  }
  if (alive !== undefined && others.length === 0 && !phases.includes("succeeded")) {
    return alive;
  }
  const ids = found.map(({ jobId }) => plainLine(jobId ?? "")).join(", ");
  throw new UncertainSubmission(
    `Several jobs carry ${MARKER_VARIABLE}=${plainLine(marker)}: ${ids}. Stop all but the one that counts, or use another token.`,
    marker,
  );
}
