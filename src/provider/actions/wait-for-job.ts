import { systemClock } from "../../base/clock";
import { plainLine } from "../../base/plain-text";
import type { Job } from "../../ehpc/job/job";
import { reachedMessage } from "../../ehpc/job/outcome-message";
import { type QueuePlace, queuePlace } from "../../ehpc/list/queue-place";
import { DEFAULT_WAIT_TIMEOUT } from "../../notation/wait-time";
import type { ActionRequest } from "../../plugin/author/action";
import type { EhpcSession } from "../configure/ehpc-session";
import { answerOf, explainedOutcome, waitRequestOf } from "../job/await-job";
import { jobOf } from "../job/job-query";
import type { jobWaitAttributes } from "./job-wait-schema";
import { startWaitProgress } from "./wait-progress";

const OTHER_WAY = "data.ehpc_job_log reads the whole log.";

/**
 * Waits for a job and shows how it stands.
 *
 * @throws DiagnosticError if the job fails, the wait times out, or the job cannot be read
 */
export async function waitForJob({
  config,
  client,
  progress,
  signal,
  logger,
}: ActionRequest<EhpcSession, typeof jobWaitAttributes>): Promise<void> {
  const { until, timeout, follow_log: followLog } = config;
  const wait = { ...config, until: until ?? "succeeded", timeout: timeout ?? DEFAULT_WAIT_TIMEOUT };
  const job = jobOf(config);
  const named = `job "${job.jobId}" of cluster "${job.clusterId}"`;
  const tell = (sentence: string) => progress(plainLine(sentence));
  await tell(`Waiting for ${named} until it ${UNTIL[wait.until]}, at most ${wait.timeout}.`);
  const shown = startWaitProgress({
    tell: (sentence) => void tell(sentence),
    findPlace: placeFinder(job, client, signal),
    clock: systemClock,
    log: (message) => logger.debug(message),
  });
  try {
    const request = { ...waitRequestOf(wait), onLook: shown.look };
    const ended = client.wait(request, signal);
    // It may fail before anybody awaits it.
    ended.catch(() => {});
    const outcome = followLog
      ? await client.followLines(
          {
            ...job,
            ended,
            phase: shown.phase,
            intervalMs: request.intervalMs,
            show: (lines) => progress(["Standard output:", ...lines.map((line) => `  ${line}`)].join("\n")),
            note: (sentence) => void tell(sentence),
            otherWay: OTHER_WAY,
          },
          signal,
        )
      : await ended;
    shown.end();
    const answer = await answerOf(wait, outcome, client, signal);
    await tell(reachedMessage(job, wait.until, answer));
  } catch (error) {
    throw explainedOutcome(error, `wait for ${named}`, client);
  } finally {
    shown.end();
  }
}

const UNTIL = { succeeded: "has succeeded", finished: "has ended" } as const;

/** Finds the job's place in its queue. Throws what the client throws. */
function placeFinder(
  job: ReturnType<typeof jobOf>,
  client: EhpcSession,
  signal: AbortSignal,
): () => Promise<QueuePlace | null> {
  let whose: Job | undefined;
  return async () => {
    whose ??= (await client.getJob(job, signal)).job;
    return queuePlace((request) => client.listJobs(request, signal), job, whose);
  };
}
