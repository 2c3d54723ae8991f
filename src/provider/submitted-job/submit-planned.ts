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
import { inTurn, jobsOfRun, replacedIn } from "./jobs-of-run";
import type { submittedJobAttributes } from "./submitted-job-schema";
import { markerOf, type Work } from "./token-marker";
import { tokenUsedTwice } from "./token-problems";
import { INTERRUPTED, untilInterrupted } from "./until-interrupted";

type SubmitContext = Omit<HandlerContext<EhpcSession>, "client">;
type WriteOnly = WriteOnlyOf<typeof submittedJobAttributes>;

/**
 * Submits a job once, and reads it as it stands then.
 *
 * @throws ApplyError if this apply may have submitted a job that is not known: the marker is kept
 * @throws DiagnosticError if this apply has surely submitted none
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
  const { cluster_id: clusterId } = planned;
  const run = jobsOfRun(client);
  if (run.submitted.has(marker)) {
    throw new DiagnosticError(tokenUsedTwice(planned));
  }
  run.submitted.add(marker);
  const attempt = { planned, marker, place: client.place, sent: false };
  const onSend = () => {
    attempt.sent = true;
  };
  const submitted = await untilInterrupted(
    signal,
    inTurn(client, marker, async () => {
      const options = { marker, sought: token !== null, except: replacedIn(client, clusterId), onSend };
      const submission = await client.submit(requestOf(planned, password), options, signal);
      run.made.add(idOf({ cluster_id: clusterId, job_id: submission.jobId }));
      return submission;
    }),
  ).catch((error: unknown) => {
    throw explained(error, attempt);
  });
  if (submitted === INTERRUPTED) {
    throw uncertain("Terraform was interrupted before the service responded.", attempt);
  }
  const { jobId, requestId, adopted } = submitted;
  const id = idOf({ cluster_id: clusterId, job_id: jobId });
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

/** A submission under way. */
interface Attempt {
  readonly planned: Arguments;
  readonly marker: string;
  /** The endpoint. */
  readonly place: string;
  /** Whether a request may have led to a job. */
  sent: boolean;
}

function explained(error: unknown, attempt: Attempt): unknown {
  if (!(error instanceof EhpcError)) {
    return error;
  }
  if (error.kind === "submission-uncertain") {
    return uncertain(error.message, attempt);
  }
  const { job_name, cluster_id } = attempt.planned;
  const attempted = `submit job "${job_name}" to cluster "${cluster_id}"`;
  return ehpcDiagnosticError(error, attempted, attempt.place, ADVICE);
}

function uncertain(reason: string, { planned, marker, place, sent }: Attempt): Error {
  const { token, job_name, cluster_id } = planned;
  const steps = [
    sent
      ? "Run Terraform again: it looks for the job, stops it if it runs, and then submits it."
      : "This apply submitted nothing. Run Terraform again: it looks for the job of this token, and submits one only if there is none.",
    sent && token !== null
      ? 'To keep a job that runs, remove the object from the state ("terraform state rm") first: an apply with the same arguments then adopts the job.'
      : "",
    `The job has the environment variable EHPC_SUBMISSION_TOKEN=${marker}.`,
  ];
  const diagnostic = {
    summary: "Submission Uncertain",
    detail: `Could not find out whether job "${job_name}" was submitted to cluster "${cluster_id}" at ${place}.\n\n${reason}\n\n${steps.filter(Boolean).join(" ")}`,
  };
  // A job of an earlier run is not this object's, whose destroy would stop it.
  return sent
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
