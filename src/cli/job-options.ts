import { type Command, InvalidArgumentError, Option } from "commander";
import { EhpcError } from "../ehpc/errors";
import type { StateLists } from "../ehpc/phase";

/** What the command lines of `get` and `wait` have in common. */
export interface JobOptions {
  cluster: string;
  job: string;
  region?: string;
  endpoint?: string;
  profile?: string;
  successState: readonly string[];
  failureState: readonly string[];
  json?: true;
}

/** Where the rest of the settings comes from; beneath the help of a command. */
export const ENVIRONMENT_HELP = [
  "",
  "Environment, as of the Terraform provider:",
  "  ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET   the access key",
  "  ALIBABA_CLOUD_SECURITY_TOKEN   with temporary credentials",
  "  ALIBABA_CLOUD_REGION           in place of --region",
  "  EHPC_ENDPOINT                  in place of --endpoint; comes before any region",
  "  ALIBABA_CLOUD_PROFILE          in place of --profile",
  "Every other way of signing in that the provider knows is open too: docs/guides/signing-in.md.",
].join("\n");

/** Adds the options that say which job is meant, where it is asked for, and how it is read. */
export function addJobOptions(command: Command): Command {
  return command
    .requiredOption("--cluster <id>", "the cluster, such as ehpc-hz-FYUr32abcd", id)
    .requiredOption("--job <id>", "the job as the scheduler gives it, such as 10 or 1.manager", id)
    .option("--region <id>", "the region of the cluster, such as cn-hangzhou")
    .option("--endpoint <url>", "the endpoint to ask in place of the region's own")
    .option("--profile <name>", "the profile of the credentials file to sign in with")
    .addOption(
      statesOption("--success-state <state>", "a further state that counts as succeeded; repeatable"),
    )
    .addOption(statesOption("--failure-state <state>", "a further state that counts as failed; repeatable"));
}

/** How the user reads states. Throws {@link EhpcError} of kind `configuration` where a state is read both ways. */
export function stateListsOf({ successState, failureState }: JobOptions): StateLists {
  const failures = new Set(failureState.map((state) => state.toUpperCase()));
  const both = successState.find((state) => failures.has(state.toUpperCase()));
  if (both !== undefined) {
    const message = `The state ${JSON.stringify(both)} is given to --success-state and to --failure-state. Remove it from one of them.`;
    throw new EhpcError("configuration", message, { parameter: "failureStates" });
  }
  return { successStates: successState, failureStates: failureState };
}

/** Which job is meant, in the terms of the API client. */
export function jobOf({ cluster: clusterId, job: jobId }: JobOptions) {
  return { clusterId, jobId };
}

function id(text: string): string {
  if (/^[^\s\p{Cc}\p{Cf}]+$/u.test(text)) return text;
  throw new InvalidArgumentError("An ID is not empty and has no blanks, line breaks or control characters.");
}

function statesOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser(addState).default([], "none");
}

function addState(text: string, before: readonly string[]): string[] {
  const state = text.trim();
  if (state === "") throw new InvalidArgumentError("A state is not empty.");
  return [...before, state];
}
