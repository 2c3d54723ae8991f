import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { version } from "../../package.json";
import { DEFAULT_REQUEUE_GRACE, graceProblem, intervalProblem, waitTimeProblem } from "../notation/wait-time";
import { addJobOptions, addListOptions, ENVIRONMENT_HELP } from "./job-options";
import { addFilterOptions } from "./list-options";
import { CommandError, ExitCode, type Terminal } from "./terminal";

/** Runs `cdktf-provider-ehpc` with these arguments and returns its exit code, one of {@link ExitCode}. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await createProgram(terminal).parseAsync(args, { from: "user" });
    return ExitCode.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.done : ExitCode.usage;
    if (!(error instanceof CommandError)) throw error;
    if (error.message !== "") terminal.note(`${error.message}\n`);
    return error.exitCode;
  }
}

/** Each command has a file of its own, loaded when it is called; this is the command line that they share. */
function createProgram(terminal: Terminal): Command {
  const program = new Command("cdktf-provider-ehpc")
    .description("Alibaba Cloud E-HPC jobs for Terraform and CDKTF.")
    .version(version)
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.note(text) })
    .exitOverride();

  addJobOptions(program.command("wait"))
    .description("Wait for a job, and tell by the exit code how it came out: a gate for pipelines.")
    .addOption(
      new Option("--until <aim>", "what to wait for: that the job has begun, has ended, or has ended well")
        .choices(["started", "finished", "succeeded"])
        .default("succeeded"),
    )
    .option("--timeout <duration>", "the longest time to wait, such as 90s or 2h45m", waitTime, "24h")
    .option(
      "--interval <duration>",
      "the time between two looks at the job, shorter than the scheduler remembers a job that has ended (default: grows with its age from 2 s to 30 s)",
      interval,
    )
    .option(
      "--requeue-grace <duration>",
      "how long a job has to stay in a state such as PREEMPTED or NODE_FAIL, out of which the scheduler may requeue it, before that is its end; 0s ends the wait at once",
      grace,
      DEFAULT_REQUEUE_GRACE,
    )
    .option("--json", "print how the wait came out as one JSON object")
    .addHelpText("after", `\n${WAIT_EXIT_CODES}\n${ENVIRONMENT_HELP}`)
    .action(async (options) => (await import("./wait-command")).runWait(options, terminal));

  addJobOptions(program.command("get"))
    .description("Print a job as it is now.")
    .option("--show-variables", "print the values of the job's environment variables, which may be secrets")
    .option("--json", "print a JSON object; its names are those of the data source ehpc_job")
    .addHelpText("after", `\n${GET_EXIT_CODES}\n${ENVIRONMENT_HELP}`)
    .action(async (options) => (await import("./get-command")).runGet(options, terminal));

  addListOptions(program.command("list"), addFilterOptions)
    .description("List the jobs of a cluster, one a line.")
    .option("--show-variables", "with --json, print the values of the jobs' environment variables")
    .option("--json", "print a JSON object; its names are those of the data source ehpc_jobs")
    .addHelpText("after", `\n${LIST_EXIT_CODES}\n${ENVIRONMENT_HELP}`)
    .action(async (options) => (await import("./list-command")).runList(options, terminal));

  addJobOptions(program.command("log"))
    .description("Print what a job has written, and with --follow what it goes on to write.")
    .addOption(
      new Option("--stream <log>", "which log: stdout, stderr, or all, each where the job would write it")
        .choices(["stdout", "stderr", "all"])
        .default("all"),
    )
    .option("--tail <bytes>", "the last so many bytes of each log (default: 1048576)", byteCount)
    .option("--offset <bytes>", "from this byte on, the first being 0", byteCount)
    .option("--size <bytes>", "so many bytes at most, from --offset on", byteCount)
    .option("--follow", "go on until the job has ended, and end as its end was")
    .option(
      "--interval <duration>",
      "the time between two looks while following (default: grows from 2 s to 30 s while nothing is written)",
      interval,
    )
    .addHelpText("after", `\n${LOG_EXIT_CODES}\n${ENVIRONMENT_HELP}`)
    .action(async (options) => (await import("./log-command")).runLog(options, terminal));

  program
    .command("emulator")
    .description("Serve a local E-HPC endpoint until it is stopped.")
    .option("--port <number>", "the port to listen at; 0 takes any free one", port, 0)
    .option("--host <address>", "the address to listen at", "127.0.0.1")
    .option("--scenario <file>", "the jobs: a scenario file, or quick-start or getjob-sample", "quick-start")
    .addHelpText(
      "after",
      [
        "",
        "Standard output holds the environment of a client, for a shell to read:",
        "",
        "  cdktf-provider-ehpc emulator > emulator.env &",
        "  sleep 1; . ./emulator.env",
      ].join("\n"),
    )
    .action(async (options) => (await import("./emulator-command")).runEmulator(options, terminal));

  program
    .command("install")
    .description("Put the provider where Terraform and OpenTofu look for it.")
    .option(
      "--dir <directory>",
      "the plugin folder; terraform.d/plugins serves one configuration (default: ~/.terraform.d/plugins)",
    )
    .option(
      "--from <archive>",
      "a release's archive with the compiled provider, in place of the script of this package: for Windows, and for machines without Node.js",
    )
    .action(async (options) => (await import("./install-command")).runInstall(options, terminal));

  return program;
}

const WAIT_EXIT_CODES = `Exit codes:
  0    the job has come as far as it was waited for
  1    the job has failed
  2    the command line, the configuration or the credentials cannot be used
  3    the time was over before
  4    there is no such job or cluster
  5    the service, the way to it, or the writing of the result failed
  130  interrupted`;

const GET_EXIT_CODES = `Exit codes:
  0    the job was printed, however it stands
  2    the command line, the configuration or the credentials cannot be used
  4    there is no such job or cluster
  5    the service, the way to it, or the writing of the result failed
  130  interrupted`;

const LIST_EXIT_CODES = `Exit codes:
  0    the jobs were printed, were there any or not
  2    the command line, the configuration or the credentials cannot be used
  4    there is no such cluster
  5    the service, the way to it, or the writing of the result failed
  130  interrupted`;

const LOG_EXIT_CODES = `Exit codes:
  0    the log was printed; with --follow, the job has succeeded
  1    with --follow, the job has failed
  2    the command line, the configuration or the credentials cannot be used
  4    there is no such job or cluster
  5    the service, the way to it, or the writing of the result failed, or there is no log
  130  interrupted`;

function waitTime(text: string): string {
  return accepted(text, waitTimeProblem(text));
}

function interval(text: string): string {
  return accepted(text, intervalProblem(text));
}

function grace(text: string): string {
  return accepted(text, graceProblem(text));
}

function accepted(text: string, problem: string | undefined): string {
  if (problem === undefined) return text;
  throw new InvalidArgumentError(`It ${problem}`);
}

function byteCount(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is a whole number of bytes.");
}

function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError("A port is a number from 0 to 65535.");
}
