import type { Clock } from "../../base/clock";
import { abortedError, EhpcError } from "../../base/errors";
import type { Log } from "../../base/log";
import { plainLine } from "../../base/plain-text";
import { formatDuration } from "../../notation/duration";
import { classifyState, hasEnded, mayRestart } from "../../notation/phase";
import type { Client, GetJobRequest } from "../api/client";
import { speakingJob } from "../job/whole-array";

export interface StopOptions {
  /** Ends the wait at once; the job is stopped nevertheless if the service has taken the request. */
  signal: AbortSignal;
  clock: Clock;
  log: Log;
  /** How long the end of the job is awaited, in milliseconds. @default 120000 */
  timeoutMs?: number;
}

/** How a job stands. */
interface Standing {
  readonly state: string | null;
  /** `restartable`: ended in a way that the scheduler may take back. */
  readonly is: "alive" | "ended" | "restartable" | "missing";
}

const TIMEOUT_MS = 120_000;
const POLL_MS = 3_000;
/** A request to stop is made again after so many milliseconds: the scheduler may have lost it. */
const AGAIN_MS = 30_000;

/**
 * Stops a job, or all tasks of an array, and waits for the end. A job that has ended is left as it is, and so is one that
 * the scheduler has forgotten: it says so twice before it is believed.
 *
 * @throws EhpcError of kind `timeout` if the job has not ended in time, `aborted`, and whatever E-HPC refuses to do
 */
export async function stopJob(
  client: Pick<Client, "getJob" | "stopJobs">,
  job: GetJobRequest,
  { signal, clock, log, timeoutMs = TIMEOUT_MS }: StopOptions,
): Promise<void> {
  const begun = clock.monotonicMs();
  const leftMs = () => Math.max(0, timeoutMs - (clock.monotonicMs() - begun));
  let missing = 0;
  let stopAgainAt = Number.NEGATIVE_INFINITY;
  let refusal: EhpcError | null = null;
  let disturbance: EhpcError | null = null;
  for (;;) {
    const { is, state } = await standing(client, job, signal, leftMs());
    missing = is === "missing" ? missing + 1 : 0;
    if (is === "ended" || missing > 1) {
      return;
    }
    // The service takes no job that has ended, whatever the scheduler may do with it.
    if (refusal !== null && is !== "missing") {
      if (is === "restartable") {
        return;
      }
      throw refusal;
    }
    if (leftMs() === 0) {
      if (is === "restartable") {
        log("warn", "The job has ended in a state that the scheduler may take back.", { state });
        return;
      }
      if (disturbance !== null) {
        throw disturbance;
      }
      const seen = state === null ? "" : ` Its state is ${state}.`;
      const limit = formatDuration(timeoutMs);
      throw new EhpcError("timeout", `Job ${plainLine(job.jobId)} did not end within ${limit}.${seen}`);
    }
    if (is !== "missing" && clock.monotonicMs() >= stopAgainAt) {
      await stop();
    }
    await sleep(Math.min(POLL_MS, Math.max(1, leftMs())));
  }

  async function stop(): Promise<void> {
    const { clusterId, jobId } = job;
    try {
      await client.stopJobs({ clusterId, jobIds: [jobId] }, { signal, maxRetryMs: 0 });
      log("info", "Asked E-HPC to stop the job.", { job_id: plainLine(jobId) });
      disturbance = null;
      stopAgainAt = clock.monotonicMs() + AGAIN_MS;
    } catch (error) {
      if (!(error instanceof EhpcError) || error.kind === "aborted") {
        throw error;
      }
      if (error.transient) {
        disturbance = error;
      } else {
        // The job may have ended meanwhile.
        refusal = error;
      }
    }
  }

  async function sleep(ms: number): Promise<void> {
    try {
      await clock.sleep(ms, signal);
    } catch (error) {
      throw signal.aborted ? abortedError() : error;
    }
  }
}

async function standing(
  client: Pick<Client, "getJob">,
  { clusterId, jobId }: GetJobRequest,
  signal: AbortSignal,
  maxRetryMs: number,
): Promise<Standing> {
  try {
    const { job } = await client.getJob({ clusterId, jobId }, { signal, maxRetryMs });
    const { state } = speakingJob(job);
    if (!hasEnded(classifyState(state))) {
      return { is: "alive", state };
    }
    return { is: mayRestart(state) ? "restartable" : "ended", state };
  } catch (error) {
    if (!(error instanceof EhpcError)) {
      throw error;
    }
    if (error.kind === "job-not-found") {
      return { is: "missing", state: null };
    }
    if (error.kind === "array-undecided") {
      return { is: "alive", state: null };
    }
    throw error;
  }
}
