import { clientEnvironment } from "../emulator/client-environment";
import { type Emulator, startEmulator } from "../emulator/emulator";
import { getJobSample } from "../emulator/scenario/getjob-sample";
import { loadScenario } from "../emulator/scenario/load-scenario";
import { quickStart } from "../emulator/scenario/quick-start";
import { ScenarioError } from "../emulator/scenario/read-scenario";
import type { Scenario } from "../emulator/scenario/scenario";
import { isLoopback } from "../notation/endpoint";
import { systemCodeOf } from "./system-error";
import { CommandError, ExitCode, type Terminal } from "./terminal/terminal";

/** The options of `emulator`. */
export interface EmulatorCommandOptions {
  port: number;
  host: string;
  scenario: string;
  /** Whether submitted commands run on this computer. */
  run?: boolean;
}

const BUILT_IN: ReadonlyMap<string, Scenario> = new Map([
  ["quick-start", quickStart],
  ["getjob-sample", getJobSample],
]);

/** Serves until `terminal.stop`. Standard output is for a shell, standard error for a person. */
export async function runEmulator(options: EmulatorCommandOptions, terminal: Terminal): Promise<void> {
  const { host, run = false } = options;
  if (run && !isLoopback(host === "::1" ? `[${host}]` : host)) {
    throw new CommandError(
      ExitCode.usage,
      `With --run, others could run commands on this computer: --host must be a loopback address, not ${host}.`,
    );
  }
  const scenario = findScenario(options.scenario);
  const emulator = await listen({ ...options, scenario });
  try {
    terminal.note(
      `The E-HPC emulator listens at ${emulator.endpoint} (scenario ${options.scenario}). Press Ctrl-C to stop it.\n`,
    );
    terminal.out(environmentOf(emulator, terminal.env));
    await aborted(terminal.stop);
  } finally {
    await emulator.close();
  }
}

function findScenario(name: string): Scenario {
  const builtIn = BUILT_IN.get(name);
  if (builtIn !== undefined) {
    return builtIn;
  }
  try {
    return loadScenario(name);
  } catch (error) {
    if (error instanceof ScenarioError) {
      throw new CommandError(ExitCode.usage, error.message);
    }
    throw error;
  }
}

async function listen(options: {
  port: number;
  host: string;
  scenario: Scenario;
  run?: boolean;
}): Promise<Emulator> {
  try {
    return await startEmulator(options);
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === null) {
      throw error;
    }
    const { host, port } = options;
    throw new CommandError(ExitCode.usage, `The emulator cannot listen on ${host}, port ${port} (${code}).`);
  }
}

/** Shell commands that point clients to the emulator. They unset variables that would take precedence. */
function environmentOf(emulator: Emulator, env: Terminal["env"]): string {
  const { set, unset } = clientEnvironment(emulator, env);
  const lines = Object.entries(set).map(([name, value]) => `export ${name}='${value}'\n`);
  return (unset.length === 0 ? "" : `unset ${unset.join(" ")}\n`) + lines.join("");
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
    } else {
      signal.addEventListener("abort", () => resolve(), { once: true });
    }
  });
}
