import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { constants } from "node:os";

/** This process was told to end. */
export class Interruption extends Error {
  override readonly name = "Interruption";

  constructor(private readonly signal: NodeJS.Signals) {
    super(`interrupted by ${signal}`);
  }

  /** What a shell gives a program that the signal ended. */
  get exitCode(): number {
    return 128 + constants.signals[this.signal];
  }
}

/** Runs programs one after another, and ends the one that runs when this process is told to end. */
export interface Programs {
  /**
   * Runs a program to its end.
   *
   * @returns its exit code
   * @throws Interruption, when the program has ended
   */
  run(program: string, args: readonly string[], options: SpawnOptions): Promise<number | null>;
  /** Runs a program that prints nothing before the eyes of the reader. Throws with all that it said if it fails. */
  runSilently(program: string, args: readonly string[], options: SpawnOptions): Promise<void>;
  /** @throws Interruption */
  goOn(): void;
}

const ENDING = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * From here on Ctrl-C, and what else ends a program, no longer end this process: {@link Programs} throws instead, so
 * that whoever runs programs tidies up behind them.
 *
 * Each program has a process group of its own, where the system has such groups, and is told once: Terraform leaves
 * everything as it stands when a second signal comes, as from a terminal and from here. A second signal to this process
 * ends the program at once.
 */
export function createPrograms(): Programs {
  let interruption: Interruption | undefined;
  let running: ChildProcess | undefined;
  for (const signal of ENDING) {
    process.on(signal, () => {
      if (running !== undefined) {
        tell(running, interruption === undefined ? signal : "SIGKILL");
      }
      interruption ??= new Interruption(signal);
    });
  }

  function goOn(): void {
    if (interruption !== undefined) {
      throw interruption;
    }
  }

  async function run(
    program: string,
    args: readonly string[],
    options: SpawnOptions,
    hear: (text: string) => void = () => {},
  ): Promise<number | null> {
    goOn();
    const child = spawn(program, args, { ...options, detached: HAS_GROUPS });
    running = child;
    for (const output of [child.stdout, child.stderr]) {
      output?.setEncoding("utf8").on("data", hear);
    }
    try {
      return await new Promise((resolve, reject) => {
        child.once("error", reject);
        child.once("close", resolve);
      });
    } finally {
      running = undefined;
      goOn();
    }
  }

  return {
    run: (program, args, options) => run(program, args, options),
    async runSilently(program, args, options) {
      let said = "";
      const status = await run(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] }, (text) => {
        said += text;
      });
      if (status !== 0) {
        throw new Error(`${[program, ...args].join(" ")} failed:\n${said}`);
      }
    },
    goOn,
  };
}

const HAS_GROUPS = process.platform !== "win32";

function tell(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (HAS_GROUPS && child.pid !== undefined) {
      process.kill(-child.pid, signal);
    } else {
      child.kill(signal);
    }
  } catch {
    // It has ended meanwhile.
  }
}
