import { createHash } from "node:crypto";
import { type Command, InvalidArgumentError } from "commander";
import { Secret } from "../../base/secret";
import { present } from "../../ehpc/api/credentials";
import type { JobRequest } from "../../ehpc/submit/job-request";
import { MARKER_VARIABLE } from "../../ehpc/submit/marker";
import { submittedIndices } from "../../notation/array-request";
import { memoryBytes } from "../../notation/memory-bytes";
import { NotationError } from "../../notation/notation-error";
import { tokenProblem } from "../../notation/submission-token";
import { wallTimeProblem, wallTimeSeconds } from "../../notation/wall-time";
import { textsOption } from "../job-options";
import { CommandError, ExitCode, type Terminal } from "../terminal/terminal";
import type { WaitOptions } from "../wait/wait-ending";

/** The password of `--user`. A command line can be read by every user of the computer, its environment cannot. */
export const PASSWORD_VARIABLE = "EHPC_RUN_AS_USER_PASSWORD";

/** The options of `submit`; those of a wait count with `wait`. */
export interface SubmitCommandOptions extends Omit<WaitOptions, "job" | "successState" | "failureState"> {
  name?: string;
  queue?: string;
  user?: string;
  priority?: number;
  outputLog?: string;
  errorLog?: string;
  array?: string;
  /** `NAME=VALUE`, or `NAME` for the value that it has here. */
  variable: readonly string[];
  wallTime?: string;
  postCommand?: string;
  nodes?: number;
  cores?: number;
  memory?: string;
  gpus?: number;
  token?: string;
  wait?: true;
}

/** Adds the options that describe a job. What is left out is decided by the cluster. */
export function addSubmittedJobOptions(command: Command): Command {
  return command
    .option("--name <name>", "name of the job (default: the name of the script or program)")
    .option("--queue <name>", "queue (Slurm: partition)")
    .option("--user <name>", `user on the cluster; ${PASSWORD_VARIABLE} holds the password if one is needed`)
    .option("--priority <number>", "priority from 0 to 9", wholeNumber(0, 9))
    .option("--output-log <path>", "full path of the standard output file on the cluster")
    .option("--error-log <path>", "full path of the standard error file on the cluster")
    .option(
      "--array <request>",
      "first index, last index and step of an array, such as 1-5:2",
      readable(submittedIndices),
    )
    .addOption(
      textsOption(
        "--variable <name=value>",
        "environment variable of the job; a name alone takes the value that it has here; repeatable",
        "The variable",
      ),
    )
    .option("--wall-time <duration>", "longest time that the job may run, such as 90m or 48h", wallTime)
    .option("--post-command <command>", "what the job runs after the command")
    .option("--nodes <number>", "number of compute nodes", wholeNumber(1))
    .option("--cores <number>", "CPU cores per node", wholeNumber(1))
    .option("--memory <size>", "memory per node, such as 1gb", readable(memoryBytes))
    .option("--gpus <number>", "GPUs per node", wholeNumber(0))
    .option(
      "--token <name>",
      "name of this submission, such as train-7: a job that the same command submitted with it before is taken instead of a new one, unless it ended without success",
      token,
    );
}

/** The job to submit. Throws {@link CommandError} for a variable without a value. */
export function jobRequestOf(
  words: readonly string[],
  options: SubmitCommandOptions,
  env: Terminal["env"],
): JobRequest {
  const { cluster: clusterId, nodes, cores, memory, gpus } = options;
  if (nameOf(words) === "") {
    throw new CommandError(ExitCode.usage, "The command to submit is empty.");
  }
  const password = present(env[PASSWORD_VARIABLE]);
  const resources = given({ nodes, cores, memory, gpus });
  const variables = Object.fromEntries(options.variable.map((text) => variableOf(text, env)));
  return {
    clusterId,
    jobName: options.name ?? nameOf(words),
    commandLine: commandLineOf(words),
    ...given({
      jobQueue: options.queue,
      runAsUser: options.user,
      priority: options.priority,
      stdoutPath: options.outputLog,
      stderrPath: options.errorLog,
      arrayRequest: options.array,
      postCommandLine: options.postCommand,
    }),
    ...(options.user !== undefined && password !== null && { runAsUserPassword: new Secret(password) }),
    ...(options.wallTime !== undefined && { wallTimeSeconds: wallTimeSeconds(options.wallTime) }),
    ...(options.variable.length > 0 && { variables }),
    ...(Object.keys(resources).length > 0 && { resources }),
  };
}

/**
 * The marker of a user's token. Other work under the same token is another submission: a wait for it must not end with the
 * job of an earlier command.
 */
export function markerOf(token: string, { runAsUserPassword, ...work }: JobRequest): string {
  const digest = createHash("sha256").update(JSON.stringify(work)).digest("hex");
  return `${token}-${digest.slice(0, 12)}`;
}

/** The members that have a value. */
function given<Members extends object>(
  members: Members,
): { [Name in keyof Members]?: NonNullable<Members[Name]> } {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof Members]?: NonNullable<Members[Name]> };
}

/** One word is a command line as it stands; of several, each stays one word in a shell. */
function commandLineOf(words: readonly string[]): string {
  const [only, ...more] = words;
  return only !== undefined && more.length === 0 ? only : words.map(quoted).join(" ");
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** As `sbatch` and `qsub` do: the name of the file that runs. */
function nameOf(words: readonly string[]): string {
  const [path = ""] = words.filter((word) => word !== "--").flatMap((word) => word.trim().split(/\s+/));
  return path.slice(path.lastIndexOf("/") + 1);
}

function variableOf(text: string, env: Terminal["env"]): [name: string, value: string] {
  const [, name = "", value] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
  if (!/^[A-Za-z_]\w*$/.test(name)) {
    throw new CommandError(
      ExitCode.usage,
      `--variable: ${JSON.stringify(name)} is no name of an environment variable.`,
    );
  }
  if (name === MARKER_VARIABLE) {
    throw new CommandError(ExitCode.usage, `--variable ${name}: the command sets it itself. Use --token.`);
  }
  const known = value ?? env[name];
  if (known === undefined) {
    throw new CommandError(
      ExitCode.usage,
      `--variable ${name}: it has no value here. Set it, or write --variable ${name}=VALUE.`,
    );
  }
  return [name, known];
}

function wholeNumber(least: number, most = 1_000_000): (text: string) => number {
  return (text) => {
    const number = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) {
      return number;
    }
    throw new InvalidArgumentError(`The value must be a whole number from ${least} to ${most}.`);
  };
}

/** @param parse throws a `NotationError` for a text that is invalid */
function readable(parse: (text: string) => unknown): (text: string) => string {
  return (text) => {
    try {
      parse(text);
      return text;
    } catch (error) {
      throw error instanceof NotationError ? new InvalidArgumentError(error.message) : error;
    }
  };
}

function wallTime(text: string): string {
  return accepted(text, wallTimeProblem(text));
}

function token(text: string): string {
  return accepted(text, tokenProblem(text));
}

function accepted(text: string, problem: string | undefined): string {
  if (problem === undefined) {
    return text;
  }
  throw new InvalidArgumentError(`The value ${problem}`);
}
