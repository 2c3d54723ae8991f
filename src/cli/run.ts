import { Command, CommanderError, InvalidArgumentError } from "commander";
import { version } from "../../package.json";
import { runEmulator } from "./emulator-command";
import { runInstall } from "./install-command";
import { CommandError, ExitCode, type Terminal } from "./terminal";

/**
 * Runs `cdktf-provider-ehpc` with these arguments and returns its exit code: 0, 1 where something could not be done,
 * 2 where the command line or what it names cannot be used.
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await createProgram(terminal).parseAsync(args, { from: "user" });
    return ExitCode.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.done : ExitCode.usage;
    if (!(error instanceof CommandError)) throw error;
    terminal.note(`${error.message}\n`);
    return error.exitCode;
  }
}

/** Each command has a file of its own; this is the command line that they share. */
function createProgram(terminal: Terminal): Command {
  const program = new Command("cdktf-provider-ehpc")
    .description("Alibaba Cloud E-HPC jobs for Terraform and CDKTF.")
    .version(version)
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.note(text) })
    .exitOverride();

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
    .action((options) => runEmulator(options, terminal));

  program
    .command("install")
    .description("Put the provider where Terraform and OpenTofu look for it.")
    .option(
      "--dir <directory>",
      "the plugin folder; terraform.d/plugins serves one configuration (default: ~/.terraform.d/plugins)",
    )
    .action((options) => runInstall(options, terminal));

  return program;
}

function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError("A port is a number from 0 to 65535.");
}
