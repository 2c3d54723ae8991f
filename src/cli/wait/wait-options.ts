import { type Command, InvalidArgumentError, Option } from "commander";
import type { JobSelection, Until } from "../../ehpc/poll/poller";
import { NotationError } from "../../notation/notation-error";
import { DEFAULT_REQUIREMENT, parseRequirement, type Requirement } from "../../notation/requirement";
import { DEFAULT_REQUEUE_GRACE, DEFAULT_WAIT_TIMEOUT } from "../../notation/wait-time";
import { grace, interval, waitTime } from "../duration-options";
import { type ClusterOptions, jobId, type StateOptions } from "../job-options";
import { addNameOptions, addTimeOption } from "../list/list-options";
import { CommandError, ExitCode } from "../terminal/terminal";

/** The options of `wait`; times are in Terraform's form, such as `30m`. */
export interface WaitCommandOptions extends ClusterOptions, StateOptions {
  job: readonly string[];
  array?: string;
  name?: string;
  nameRegex?: string;
  /** Unix seconds. */
  createdAfter?: number;
  /** A file, or `-` for standard input. */
  jobsFrom?: string;
  require?: Requirement;
  failFast: boolean;
  until: Until;
  timeout: string;
  interval?: string;
  requeueGrace: string;
  json?: true;
  jsonLines?: true;
}

/** Adds the options that say which jobs a wait is for, and how many of them. */
export function addWaitedJobsOptions(command: Command): Command {
  const job = new Option(
    "--job <id>",
    "ID of the job in the form that the scheduler uses, such as 10 or 1.manager; repeat it to wait for several jobs",
  );
  const withJobs = command
    .addOption(
      job.argParser((id: string, before: readonly string[]) => [...before, jobId(id)]).default([], "none"),
    )
    .option(
      "--array <id>",
      "ID of an array: wait for each of its tasks, also those that do not exist yet",
      jobId,
    )
    .option("--jobs-from <file>", "file with job IDs, one per line; - reads standard input");
  return addTimeOption(
    addNameOptions(withJobs),
    "--created-after <time>",
    "with --name or --name-regex: only jobs submitted at this time or later, such as 2024-08-20T02:54:46Z",
  )
    .addOption(
      new Option(
        "--require <jobs>",
        "how many of the jobs must come so far: all, any, a number such as 80, or a share such as 80%",
      )
        .argParser(requirement)
        .default(undefined, DEFAULT_REQUIREMENT),
    )
    .option(
      "--no-fail-fast",
      "wait for all jobs, even if too many have failed, and then report every failure",
    );
}

/** Adds the options that say what to wait for, for how long, and how to report it. */
export function addWaitOptions(command: Command): Command {
  return addWaitTimes(command)
    .option("--json", "print the outcome of the wait as a JSON object")
    .option(
      "--json-lines",
      "print a JSON object for each change of a job, one per line, and then the outcome",
    );
}

/** Adds the options that say what to wait for, and for how long. */
export function addWaitTimes(command: Command): Command {
  return command
    .addOption(
      new Option("--until <aim>", "what to wait for: the job has started, has ended, or has succeeded")
        .choices(["started", "finished", "succeeded"])
        .default("succeeded"),
    )
    .option(
      "--timeout <duration>",
      "maximum time to wait, such as 90s or 2h45m",
      waitTime,
      DEFAULT_WAIT_TIMEOUT,
    )
    .option(
      "--interval <duration>",
      "time between two reads of the job; keep it shorter than the time for which the scheduler remembers an ended job (default: grows with the age of the job from 2 s to 30 s)",
      interval,
    )
    .option(
      "--requeue-grace <duration>",
      "time that a job must stay in a state such as PREEMPTED or NODE_FAIL, from which the scheduler may requeue it, before that counts as its end; 0s ends the wait at once",
      grace,
      DEFAULT_REQUEUE_GRACE,
    );
}

function requirement(text: string): Requirement {
  try {
    return parseRequirement(text);
  } catch (error) {
    if (error instanceof NotationError) {
      throw new InvalidArgumentError(error.message);
    }
    throw error;
  }
}

/** The ways to say which jobs. */
const WAYS = "--job, --array, --name (or --name-regex) and --jobs-from";

/** Throws {@link CommandError} for options that conflict, or that say nothing about which jobs to wait for. */
export function requireOneWay(options: WaitCommandOptions): void {
  const { job, array, jobsFrom, createdAfter, json, jsonLines } = options;
  const byName = options.name !== undefined || options.nameRegex !== undefined;
  const ways = [job.length > 0, array !== undefined, byName, jobsFrom !== undefined].filter(Boolean).length;
  if (ways !== 1) {
    const problem =
      ways === 0 ? "Which job to wait for is missing." : "The options select jobs in several ways.";
    throw usage(`${problem} Set exactly one of ${WAYS}.`);
  }
  if (byName && createdAfter === undefined) {
    throw usage(
      "--name and --name-regex need --created-after: schedulers keep ended jobs, and jobs of the same name that ran earlier must not count.",
    );
  }
  if (!byName && createdAfter !== undefined) {
    throw usage("--created-after only applies with --name or --name-regex.");
  }
  if (json && jsonLines) {
    throw usage("--json conflicts with --json-lines. Remove one of them.");
  }
  if (!isForOneJob(options) && options.until === "started") {
    throw usage("--until started is for one --job. Several jobs are waited for until finished or succeeded.");
  }
}

/** Whether a wait is for one job, and about nothing that only many jobs have. */
export function isForOneJob({ job, require, failFast, jsonLines }: WaitCommandOptions): boolean {
  return job.length === 1 && require === undefined && failFast && !jsonLines;
}

/** Which jobs a wait for many is for; `jobIds` are those of `--jobs-from`. */
export function waitedJobsOf(
  { job, array, name, nameRegex, createdAfter }: WaitCommandOptions,
  jobIds: readonly string[] | null,
): JobSelection {
  if (array !== undefined) {
    return { kind: "array", arrayJobId: array };
  }
  if (createdAfter === undefined) {
    return { kind: "ids", jobIds: jobIds ?? job };
  }
  return {
    kind: "name",
    // The service knows only whole seconds; round inwards.
    createdAfter: Math.ceil(createdAfter),
    ...(name !== undefined && { jobName: name }),
    ...(nameRegex !== undefined && { nameRegex }),
  };
}

function usage(message: string): CommandError {
  return new CommandError(ExitCode.usage, message);
}
