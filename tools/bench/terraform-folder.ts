import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environment } from "./environment";

export interface FolderOptions {
  /** Existing folder to make this one in. */
  readonly work: string;
  /** Path of Terraform. */
  readonly terraform: string;
  /** By name, among them a `.tf`. */
  readonly files: Readonly<Record<string, string>>;
  /** The only place where `init` looks for providers; `null` where none is needed. */
  readonly plugins: string | null;
  readonly endpoint: string;
}

/** How a command ended. */
export interface Ended {
  /** Exit code; `null` after a signal. */
  readonly code: number | null;
  /** From its start to its end. */
  readonly milliseconds: number;
  readonly errors: string;
}

/** A command that runs. */
export interface Running {
  readonly process: ChildProcess;
  /** When it was started, on the clock of `performance.now()`. */
  readonly begun: number;
  readonly ended: Promise<Ended>;
  /** What it has printed until now; empty unless it was started with `listen`. */
  printed(): string;
}

/** A configuration in a folder of its own, initialized. */
export class TerraformFolder {
  readonly #dir: string;
  readonly #options: FolderOptions;

  private constructor(options: FolderOptions) {
    this.#options = options;
    this.#dir = mkdtempSync(join(options.work, "terraform-"));
    writeFileSync(join(this.#dir, "cli.tfrc"), "");
    for (const [name, text] of Object.entries(options.files)) {
      writeFileSync(join(this.#dir, name), text);
    }
  }

  /** @throws Error with Terraform's words when `init` fails */
  static async initialize(options: FolderOptions): Promise<TerraformFolder> {
    const folder = new TerraformFolder(options);
    const { plugins } = options;
    const { code, errors } = await folder.start([
      "init",
      "-input=false",
      "-no-color",
      ...(plugins === null ? [] : [`-plugin-dir=${plugins}`]),
    ]).ended;
    if (code === 0) {
      return folder;
    }
    folder.remove();
    throw new Error(`terraform init ended with ${code}\n${errors}`);
  }

  /**
   * Starts Terraform here.
   *
   * @param options.listen - whether what it prints is kept; otherwise it goes nowhere, and costs nothing
   * @param options.detached - whether it has a process group of its own, as a shell gives it
   */
  start(args: readonly string[], options: { listen?: boolean; detached?: boolean } = {}): Running {
    const { listen = false, detached = false } = options;
    const begun = performance.now();
    const child = spawn(this.#options.terraform, args, {
      cwd: this.#dir,
      env: {
        ...environment(this.#dir, this.#options.endpoint),
        TF_CLI_CONFIG_FILE: join(this.#dir, "cli.tfrc"),
      },
      detached,
      stdio: ["ignore", listen ? "pipe" : "ignore", "pipe"],
    });
    let printed = "";
    let errors = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      printed += chunk;
    });
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
      errors += chunk;
    });
    let milliseconds = Number.NaN;
    child.once("exit", () => {
      milliseconds = performance.now() - begun;
    });
    const ended = once(child, "close").then(([code]) => ({ code, milliseconds, errors }));
    return { process: child, begun, ended, printed: () => printed };
  }

  /** The size of the state file. Throws where there is none. */
  stateBytes(): number {
    return statSync(join(this.#dir, "terraform.tfstate")).size;
  }

  remove(): void {
    rmSync(this.#dir, { recursive: true, force: true });
  }
}
