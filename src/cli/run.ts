import { Argument, Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { version } from "../../package.json";
import { createSecretFilter } from "../base/secret-filter";
import { parseDuration } from "../notation/duration";
import { COMPLETE, SCRIPTS, SHELLS, type Shell } from "./completion/completion-scripts";
import { interval, waitTime } from "./duration-options";
import {
  addClusterOptions,
  addJobOptions,
  addListOptions,
  addOneJobOptions,
  ENVIRONMENT_HELP,
} from "./job-options";
import { addFilterOptions, addSelectionOptions } from "./list/list-options";
import { addSubmittedJobOptions } from "./submit/submit-options";
import { type BareTerminal, CommandError, ExitCode, type Terminal } from "./terminal/terminal";
import { addWaitedJobsOptions, addWaitOptions, addWaitTimes } from "./wait/wait-options";
import { withoutSecrets } from "./without-secrets";

/** Runs `cdktf-provider-ehpc` with these arguments and returns its exit code, one of {@link ExitCode}. */
export async function run(args: readonly string[], outer: BareTerminal): Promise<number> {
  const terminal = withoutSecrets(outer, createSecretFilter());
  try {
    await createProgram(terminal).parseAsync(args, { from: "user" });
    return ExitCode.done;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? ExitCode.done : ExitCode.usage;
    }
    if (!(error instanceof CommandError)) {
      throw error;
    }
    if (error.message !== "") {
      terminal.note(`${error.message}\n`);
    }
    return error.exitCode;
  }
}

/** The command line. Each command is in its own file, which is loaded when the command runs. */
function createProgram(terminal: Terminal): Command {
  const program = new Command("cdktf-provider-ehpc")
    .description("Alibaba Cloud E-HPC jobs for Terraform and CDKTF.")
    .version(version)
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.note(text) })
    .exitOverride()
    // Commander's own ends with the exit code of the process, which is a failure until a command is through.
    .helpCommand(false);

  addWaitOptions(addListOptions(program.command("wait"), addWaitedJobsOptions))
    .description("Wait for jobs; the exit code says how they ended.")
    .addHelpText("after", `\n${WAIT_EXIT_CODES}\n${ENVIRONMENT_HELP}`)
    .action(async (options) => (await import("./wait/wait-command")).runWait(options, terminal));

  addJobOptions(program.command("get"))
    .description("Print a job as it is now.")
    .option(
      "--show-variables",
      "print the values of the job's environment variables; they may contain secrets",
    )
    .option("--json", "print a JSON object with the attribute names of the data source ehpc_job")
    .addHelpText("after", `\n${GET_EXIT_CODES}\n${ENVIRONMENT_HELP}`)
    .action(async (options) => (await import("./get-command")).runGet(options, terminal));

  addListOptions(program.command("list"), addFilterOptions)
    .description("List the jobs of a cluster, one per line.")
    .option("--show-variables", "with --json, print the values of the jobs' environment variables")
    .option("--json", "print a JSON object with the attribute names of the data source ehpc_jobs")
    .addHelpText("after", `\n${LIST_EXIT_CODES}\n${ENVIRONMENT_HELP}`)
    .action(async (options) => (await import("./list/list-command")).runList(options, terminal));

  addListOptions(program.command("watch"), addSelectionOptions)
    .description("Show the unfinished jobs of a cluster, and how they end, until Ctrl-C.")
    .option("--interval <duration>", "time between two reads of the jobs", interval, "10s")
    .option("--json-lines", "print a JSON object for each change of a job, one per line")
    .addHelpText("after", `\n${WATCH_EXIT_CODES}\n${ENVIRONMENT_HELP}`)
    .action(async (options) => (await import("./list/watch-command")).runWatch(options, terminal));

  addJobOptions(program.command("log"))
    .description("Print the log of a job; with --follow, continue until the job ends.")
    .addOption(
      new Option(
        "--stream <log>",
        "log to print: stdout, stderr, or all (each to the stream of the same name)",
      )
        .choices(["stdout", "stderr", "all"])
        .default("all"),
    )
    .option("--tail <bytes>", "number of bytes from the end of each log (default: 1048576)", byteCount)
    .option("--offset <bytes>", "position of the first byte to print, from 0", byteCount)
    .option("--size <bytes>", "maximum number of bytes from --offset", byteCount)
    .option("--follow", "continue until the job ends; the exit code says how it ended")
    .option(
      "--interval <duration>",
      "time between two reads with --follow (default: grows from 2 s to 30 s while the log does not change)",
      interval,
    )
    .addHelpText("after", `\n${LOG_EXIT_CODES}\n${ENVIRONMENT_HELP}`)
    .action(async (options) => (await import("./log/log-command")).runLog(options, terminal));

  addWaitTimes(addSubmittedJobOptions(addClusterOptions(program.command("submit"))))
    .description("Submit a job once and print its ID; with --wait, wait for it as the command wait does.")
    .argument(
      "<command...>",
      "script in the user's home directory, full path of a script, or -- and a program with its full path",
    )
    .option("--wait", "wait for the job; the exit code says how it ended")
    .option("--json", "print the submitted job, or with --wait the outcome, as a JSON object")
    .addHelpText("after", `\n${SUBMIT_HELP}\n${ENVIRONMENT_HELP}`)
    .action(async (words, options) =>
      (await import("./submit/submit-command")).runSubmit(words, options, terminal),
    );

  addOneJobOptions(program.command("stop"))
    .description("Stop a job, and wait for its end.")
    .option("--timeout <duration>", "maximum time to wait for the end", waitTime, "2m")
    .addHelpText("after", `\n${STOP_EXIT_CODES}\n${ENVIRONMENT_HELP}`)
    .action(async (options) => (await import("./submit/stop-command")).runStop(options, terminal));

  program
    .command("emulator")
    .description("Serve a local E-HPC endpoint until interrupted.")
    .option("--port <number>", "port to listen on; 0 selects a free port", port, 0)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option(
      "--scenario <file>",
      "scenario with the jobs: a file, quick-start or getjob-sample",
      "quick-start",
    )
    .option(
      "--run",
      "run the commands of submitted jobs on this computer, each for at most 10 minutes in a temporary folder",
    )
    .addHelpText(
      "after",
      [
        "",
        "Standard output contains the environment variables for a client, in shell syntax:",
        "",
        "  cdktf-provider-ehpc emulator > emulator.env &",
        "  until [ -s emulator.env ]; do sleep 1; done; . ./emulator.env",
      ].join("\n"),
    )
    .action(async (options) => (await import("./emulator-command")).runEmulator(options, terminal));

  program
    .command("install")
    .description("Install the provider into a plugin folder of Terraform and OpenTofu.")
    .option(
      "--dir <directory>",
      "plugin folder; terraform.d/plugins serves only one configuration (default: ~/.terraform.d/plugins)",
    )
    .option(
      "--from <archive>",
      "install the compiled provider from this release archive instead of the script of this package; for Windows and for machines without Node.js",
    )
    .action(async (options) => (await import("./install/install-command")).runInstall(options, terminal));

  program
    .command("completion")
    .addArgument(new Argument("<shell>", "shell to complete the command in").choices(SHELLS))
    .description("Print a script for a shell, which completes commands, options and job IDs.")
    .addHelpText(
      "after",
      [
        "",
        "Load it in the shell's own start-up file:",
        "",
        "  bash   source <(cdktf-provider-ehpc completion bash)",
        "  zsh    source <(cdktf-provider-ehpc completion zsh)",
        "  fish   cdktf-provider-ehpc completion fish | source",
        "",
        "Job IDs are the IDs of the cluster that the line names with --cluster.",
      ].join("\n"),
    )
    .action((shell: Shell) => terminal.out(SCRIPTS[shell]));

  program
    .command(COMPLETE, { hidden: true })
    .addArgument(new Argument("<shell>").choices(SHELLS))
    .argument("[words...]")
    .option("--timeout <duration>", "maximum time to wait for the service", waitTime, "1500ms")
    .action(async (shell: Shell, words: string[], { timeout }: { timeout: string }) => {
      const { runComplete } = await import("./completion/complete-command");
      await runComplete(shell, words, { program, timeoutMs: parseDuration(timeout) }, terminal);
    });

  for (const command of program.commands) {
    takeOneValue(command);
  }

  program
    .command("help")
    .argument("[command]")
    .description("Print the help of a command.")
    .action((name?: string) => {
      const command = name === undefined ? program : program.commands.find((each) => each.name() === name);
      if (command === undefined) {
        program.error(`error: unknown command '${name}'`);
      } else {
        command.outputHelp();
      }
    });
  return program;
}

/**
 * Refuses a second value of an option that takes one: of two jobs, a wait would see the last alone. Refuses another
 * option in the place of a value, too, as in `--job --json`.
 */
function takeOneValue(command: Command): void {
  for (const option of command.options.filter(({ required }) => required)) {
    let isGiven = false;
    const repeats = Array.isArray(option.defaultValue);
    command.on(`option:${option.name()}`, (value: string) => {
      if (isGiven && !repeats) {
        command.error(`error: option '${option.flags}' takes one value`);
      }
      if (value === "--help" || command.options.some(({ long }) => long === value)) {
        command.error(`error: option '${option.flags}' needs a value, which ${value} is not`);
      }
      isGiven = true;
    });
  }
}

const WAIT_EXIT_CODES = `Exit codes:
  0    the job reached the requested state, or as many jobs as required did
  1    the job failed, or so many failed that the requirement cannot be met
  2    the command line, the configuration or the credentials are invalid
  3    timed out
  4    the job or the cluster does not exist
  5    the service, the network or the output failed
  130  interrupted`;

const SUBMIT_HELP = `Examples:
  cdktf-provider-ehpc submit --cluster ehpc-hz-FYUr32abcd --queue gpu -- /home/trainer/train.sh --epochs 3
  cdktf-provider-ehpc submit --cluster ehpc-hz-FYUr32abcd --wait -- -- /bin/sleep 60

Exit codes:
  0    the job was submitted; with --wait, it reached the requested state
  1    with --wait, the job failed
  2    the command line, the configuration or the credentials are invalid
  3    with --wait, timed out
  4    the cluster does not exist; with --wait, the job no longer exists
  5    the service, the network or the output failed; it may be unknown whether there is a job
  130  interrupted before the job was submitted, or while waiting`;

const STOP_EXIT_CODES = `Exit codes:
  0    the job has ended
  2    the command line, the configuration or the credentials are invalid
  4    the job or the cluster does not exist
  5    the service, the network or the output failed, or the job did not end in time
  130  interrupted`;

const GET_EXIT_CODES = `Exit codes:
  0    the job was printed, whatever its state
  2    the command line, the configuration or the credentials are invalid
  4    the job or the cluster does not exist
  5    the service, the network or the output failed
  130  interrupted`;

const LIST_EXIT_CODES = `Exit codes:
  0    the list was printed, even if it is empty
  2    the command line, the configuration or the credentials are invalid
  4    the cluster does not exist
  5    the service, the network or the output failed
  130  interrupted`;

const WATCH_EXIT_CODES = `Exit codes:
  2    the command line, the configuration or the credentials are invalid
  4    the cluster does not exist
  5    the service, the network or the output failed, or the reader of the output left
  130  interrupted, the usual end`;

const LOG_EXIT_CODES = `Exit codes:
  0    the log was printed; with --follow, the job succeeded
  1    with --follow, the job failed
  2    the command line, the configuration or the credentials are invalid
  4    the job or the cluster does not exist
  5    the service, the network or the output failed, or the job has no log
  130  interrupted`;

function byteCount(text: string): number {
  if (/^\d{1,15}$/.test(text)) {
    return Number(text);
  }
  throw new InvalidArgumentError("The value must be a whole number of bytes.");
}

function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) {
    return Number(text);
  }
  throw new InvalidArgumentError("The port must be a number from 0 to 65535.");
}
