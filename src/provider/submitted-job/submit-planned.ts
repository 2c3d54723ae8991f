import { createHash } from "node:crypto";
import { EhpcError } from "../../base/errors";
import { Secret } from "../../base/secret";
import type { JobRequest } from "../../ehpc/submit/job-request";
import { newMarker } from "../../ehpc/submit/marker";
import { wallTimeSeconds } from "../../notation/wall-time";
import type { HandlerContext } from "../../plugin/author/data-source";
import { DiagnosticError } from "../../plugin/author/diagnostic";
import type { Logger } from "../../plugin/author/log";
import { ApplyError } from "../../plugin/author/resource";
import type { WriteOnlyOf } from "../../plugin/schema/attribute";
import type { EhpcSession } from "../configure/ehpc-session";
import { ehpcDiagnosticError } from "../ehpc-diagnostic";
import { idOf } from "../job/job-query";
import { type DescribedJob, describeJob, MISSING_JOB } from "../job/job-results";
import { ADVICE } from "./advice";
import { type Arguments, isSameJob, NO_LISTS, type Results, resultsOf, type State } from "./job-of-state";
import { adoptedJobs, stoppedJobs, usedMarkers } from "./jobs-of-apply";
import type { submittedJobAttributes } from "./submitted-job-schema";
import { INTERRUPTED, untilInterrupted } from "./until-interrupted";

/** A job to submit, without what counts only later. */
type Work = Pick<
  Arguments,
  | "cluster_id"
  | "job_name"
  | "command_line"
  | "queue"
  | "run_as_user"
  | "priority"
  | "output_log"
  | "error_log"
  | "array_request"
  | "variables"
  | "wall_time"
  | "post_command_line"
  | "resources"
  | "token"
  | "triggers"
  | "on_destroy"
  | "stop_timeout"
>;
type SubmitContext = Omit<HandlerContext<EhpcSession>, "client">;
type WriteOnly = WriteOnlyOf<typeof submittedJobAttributes>;

/**
 * Submits a job once, and reads it as it stands then.
 *
 * @throws ApplyError if it is not known whether there is a job now, and no token tells: the marker is kept
 * @throws DiagnosticError if there is surely no job, or if a token tells the next apply
 */
export async function submitPlanned(
  planned: Arguments,
  { run_as_user_password: password }: WriteOnly,
  client: EhpcSession,
  { signal, logger, warn }: SubmitContext,
): Promise<Results> {
  signal.throwIfAborted();
  const { token } = planned;
  const marker = token === null ? newMarker() : markerOf(token, planned);
  if (usedMarkers(client).has(marker)) {
    throw new DiagnosticError(tokenUsedTwice(planned));
  }
  usedMarkers(client).add(marker);
  const request = requestOf(planned, password);
  const submitted = await untilInterrupted(
    signal,
    client.submit(request, { marker, sought: token !== null }, signal),
  ).catch((error: unknown) => {
    throw explained(error, planned, marker, client);
  });
  if (submitted === INTERRUPTED) {
    throw uncertain(planned, marker, "Terraform was interrupted before the service responded.", client);
  }
  const { jobId, requestId, adopted } = submitted;
  const id = idOf({ cluster_id: planned.cluster_id, job_id: jobId });
  if (adopted && stoppedJobs(client).has(id)) {
    throw new DiagnosticError(tokenUsedUp(planned, jobId));
  }
  if (adopted) {
    adoptedJobs(client).add(id);
  }
  logger.info(adopted ? "Adopted a job." : "Submitted a job.", { job: id });
  if (adopted && token !== null) {
    warn(jobAdopted(planned, jobId));
  }
  const known = { job_id: jobId, id, marker, request_id: requestId };
  const seen = await firstSeen({ ...planned, ...known } as State, client, { signal, logger });
  return { ...MISSING_JOB, ...resultsOf(planned, seen ?? MISSING_JOB), ...known } as Results;
}

/** The job right after its submission; `null` where the scheduler does not show it yet. The next refresh has it. */
async function firstSeen(
  state: State,
  client: EhpcSession,
  { signal, logger }: { signal: AbortSignal; logger: Logger },
): Promise<DescribedJob | null> {
  try {
    const job = { clusterId: state.cluster_id, jobId: state.job_id ?? "" };
    const answer = await untilInterrupted(signal, client.getJob(job, signal));
    const seen = answer === INTERRUPTED ? null : describeJob(answer.job, NO_LISTS, logger);
    return seen !== null && isSameJob(state, seen) ? seen : null;
  } catch (error) {
    if (!(error instanceof EhpcError)) {
      throw error;
    }
    logger.info("The job cannot be read yet.", { job_id: state.job_id, error: error.message });
    return null;
  }
}

/** The job, in the form of the API client. */
export function requestOf(planned: Work, password: string | null): JobRequest {
  const {
    cluster_id: clusterId,
    job_name: jobName,
    command_line: commandLine,
    resources,
    wall_time,
  } = planned;
  return {
    clusterId,
    jobName,
    commandLine,
    ...present("jobQueue", planned.queue),
    ...present("runAsUser", planned.run_as_user),
    ...present("runAsUserPassword", password === null ? null : new Secret(password)),
    ...present("priority", planned.priority),
    ...present("stdoutPath", planned.output_log),
    ...present("stderrPath", planned.error_log),
    ...present("arrayRequest", planned.array_request),
    ...present("variables", planned.variables),
    ...present("wallTimeSeconds", wall_time === null ? null : wallTimeSeconds(wall_time)),
    ...present("postCommandLine", planned.post_command_line),
    ...(resources !== null && {
      resources: {
        ...present("nodes", resources.nodes),
        ...present("cores", resources.cores),
        ...present("memory", resources.memory),
        ...present("gpus", resources.gpus),
      },
    }),
  };
}

function present<Name extends string, Value>(name: Name, value: Value | null): { [key in Name]?: Value } {
  return (value === null ? {} : { [name]: value }) as { [key in Name]?: Value };
}

/**
 * The marker of a user's token. Other work under the same token is another submission: without the digest, a job that is
 * replaced would be found again and taken for the new one.
 */
export function markerOf(token: string, { on_destroy, stop_timeout, ...work }: Work): string {
  const digest = createHash("sha256").update(JSON.stringify(work, givenInOrder)).digest("hex");
  return `${token}-${digest.slice(0, 12)}`;
}

/** Members by their names, and none that is null: a later version of this provider may have further arguments. */
function givenInOrder(_: string, value: unknown): unknown {
  if (value === null || typeof value !== "object") {
    return value;
  }
  const given = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(given.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function explained(error: unknown, planned: Arguments, marker: string, client: EhpcSession): unknown {
  if (!(error instanceof EhpcError)) {
    return error;
  }
  if (error.kind === "submission-uncertain") {
    return uncertain(planned, marker, error.message, client);
  }
  const attempted = `submit job "${planned.job_name}" to cluster "${planned.cluster_id}"`;
  return ehpcDiagnosticError(error, attempted, client.place, ADVICE);
}

function uncertain(
  { token, job_name, cluster_id }: Arguments,
  marker: string,
  reason: string,
  { place }: EhpcSession,
): Error {
  const next =
    token === null
      ? "Run Terraform again: it looks for the job, stops it if it exists, and then submits it."
      : "Run Terraform again with the same arguments: it looks for the job of this token, and submits one only if there is none. Until then no state knows of a job: a destroy does not stop it, and other arguments submit another.";
  const diagnostic = {
    summary: "Submission Uncertain",
    detail: `Could not find out whether job "${job_name}" was submitted to cluster "${cluster_id}" at ${place}.\n\n${reason}\n\n${next} The job has the environment variable EHPC_SUBMISSION_TOKEN=${marker}.`,
  };
  // With a token the next apply finds the job without a state, and a tainted one would stop it.
  return token === null
    ? new ApplyError([{ severity: "error", ...diagnostic }], { marker })
    : new DiagnosticError(diagnostic);
}

function jobAdopted({ token, job_name, cluster_id }: Arguments, jobId: string) {
  return {
    summary: "Job Adopted",
    detail: `Job "${jobId}" of cluster "${cluster_id}" was submitted earlier with token "${token}" and the same arguments, and counts as "${job_name}" of this object, however it stands. Nothing was submitted. If another object has this job, too, or if it was to run again, choose another token.`,
    path: ["token"],
  };
}

function tokenUsedTwice({ token }: Arguments) {
  return {
    summary: "Token Used Twice",
    detail: `Another ehpc_job of this configuration has token "${token}" and the same arguments, and both would be one job. Choose a token for each, such as "${token}-\${count.index}".`,
    path: ["token"],
  };
}

function tokenUsedUp({ token, cluster_id }: Arguments, jobId: string) {
  return {
    summary: "Token Used Before",
    detail: `Token "${token}" names job "${jobId}" of cluster "${cluster_id}", which this apply replaces. A token names one submission. To run the job again, choose another token.`,
    path: ["token"],
  };
}
