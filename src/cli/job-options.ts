import { type Command, InvalidArgumentError, Option } from "commander";
import { EhpcError } from "../base/errors";
import { jobIdProblem } from "../notation/job-id";
import { type StateLists, sharedStates } from "../notation/phase";
import { CommandError, ExitCode } from "./terminal/terminal";

/** The cluster, and the endpoint to use. */
export interface ClusterOptions {
  cluster: string;
  region?: string;
  endpoint?: string;
  profile?: string;
}

/** The user's classification of states. */
export interface StateOptions {
  successState: readonly string[];
  failureState: readonly string[];
}

/** The options that `get` and `wait` share. */
export interface JobOptions extends ClusterOptions, StateOptions {
  job: string;
  json?: true;
}

/** The environment variables, for the end of a command's help. */
export const ENVIRONMENT_HELP = [
  "",
  "Environment variables (the same as for the Terraform provider):",
  "  ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET   access key",
  "  ALIBABA_CLOUD_SECURITY_TOKEN   security token, for temporary credentials",
  "  ALIBABA_CLOUD_REGION           default for --region",
  "  EHPC_ENDPOINT                  default for --endpoint; takes precedence over any region",
  "  ALIBABA_CLOUD_PROFILE          default for --profile",
  "The command also supports every other sign-in method of the provider: docs/guides/signing-in.md.",
].join("\n");

/** Adds the options for one job: its ID, the endpoint, and how to read states. */
export function addJobOptions(command: Command): Command {
  return addStateOptions(addJobOption(addClusterOption(command)));
}

/** Adds the options for the jobs of a cluster: filters (`addFilters`), the endpoint, and how to read states. */
export function addListOptions(command: Command, addFilters: (command: Command) => Command): Command {
  return addStateOptions(addFilters(addClusterOption(command)));
}

/** Adds the options for a cluster and the endpoint. */
export function addClusterOptions(command: Command): Command {
  return addConnectionOptions(addClusterOption(command));
}

/** Adds the options for one job of a cluster, and the endpoint. */
export function addOneJobOptions(command: Command): Command {
  return addConnectionOptions(addJobOption(addClusterOption(command)));
}

function addClusterOption(command: Command): Command {
  return command.requiredOption("--cluster <id>", "ID of the cluster, such as ehpc-hz-FYUr32abcd", id);
}

function addJobOption(command: Command): Command {
  return command.requiredOption(
    "--job <id>",
    "ID of the job in the form that the scheduler uses, such as 10 or 1.manager",
    jobId,
  );
}

function addConnectionOptions(command: Command): Command {
  return command
    .option("--region <id>", "region of the cluster, such as cn-hangzhou")
    .option("--endpoint <url>", "URL of the endpoint to use instead of the region's")
    .option("--profile <name>", "profile of the credentials file to sign in with");
}

function addStateOptions(command: Command): Command {
  return addConnectionOptions(command)
    .addOption(
      textsOption(
        "--success-state <state>",
        "a further state that counts as succeeded; repeatable",
        "The state",
      ),
    )
    .addOption(
      textsOption(
        "--failure-state <state>",
        "a further state that counts as failed; repeatable",
        "The state",
      ),
    );
}

/** The user's classification of states. Throws {@link EhpcError} of kind `configuration` for a state in both lists. */
export function stateListsOf({ successState, failureState }: StateOptions): StateLists {
  const [both] = sharedStates(successState, failureState);
  if (both !== undefined) {
    const message = `The state ${JSON.stringify(both)} is in both --success-state and --failure-state. Remove it from one of them.`;
    throw new EhpcError("configuration", message, { parameter: "failureStates" });
  }
  return { successStates: successState, failureStates: failureState };
}

/** The same before anything is asked of the service. Throws {@link CommandError} instead. */
export function requireStateLists(options: StateOptions): StateLists {
  try {
    return stateListsOf(options);
  } catch (error) {
    if (!(error instanceof EhpcError)) {
      throw error;
    }
    throw new CommandError(ExitCode.usage, error.message);
  }
}

/** The job, in the form of the API client. */
export function jobOf({ cluster: clusterId, job: jobId }: Pick<JobOptions, "cluster" | "job">) {
  return { clusterId, jobId };
}

function id(text: string): string {
  if (/^[^\s\p{Cc}\p{Cf}]+$/u.test(text)) {
    return text;
  }
  throw new InvalidArgumentError(
    "The ID must not be empty and must not contain spaces, line breaks or control characters.",
  );
}

/** The ID of a job on the command line. Throws `InvalidArgumentError` for any other text. */
export function jobId(text: string): string {
  const problem = jobIdProblem(text);
  if (problem === undefined) {
    return text;
  }
  throw new InvalidArgumentError(`The ID ${problem}`);
}

/** A repeatable option; `what` begins the message for a blank value. */
export function textsOption(flags: string, description: string, what: string): Option {
  const add = (value: string, before: readonly string[]): string[] => {
    const text = value.trim();
    if (text === "") {
      throw new InvalidArgumentError(`${what} must not be empty.`);
    }
    return [...before, text];
  };
  return new Option(flags, description).argParser(add).default([], "none");
}
