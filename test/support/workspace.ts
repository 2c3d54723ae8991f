import { type ChildProcess, spawn } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { hermetic } from "../../scripts/terraform/hermetic-environment";
import { type Cli, ownCli } from "./cli";
import { startProcess } from "./plugin-process";
import { mirror, ownExecutable, sharedCaches } from "./programs";

/** The repository. */
export const ROOT = path.resolve(__dirname, "../..");

/** Who starts the provider: `terraform` always, or {@link Workspace.attach}, where a test uses it. */
const PROVIDER_START = process.env.PROVIDER_START ?? "attach";

/** What a finished command printed. */
export interface Finished {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both together, without the frames and line breaks that Terraform puts into diagnostics. */
  readonly text: string;
}

/** A command that runs still. */
export interface Running {
  readonly process: ChildProcess;
  readonly finished: Promise<Finished>;
}

/** A folder with a Terraform configuration of its own, run without regard to the machine's CLI configuration. */
export class Workspace {
  readonly dir: string;
  readonly env: Record<string, string | undefined>;
  #detach = () => {};

  constructor(
    files: Readonly<Record<string, string>>,
    env: Readonly<Record<string, string | undefined>> = {},
    readonly cli: Cli = ownCli(),
  ) {
    this.dir = realpathSync(mkdtempSync(path.join(os.tmpdir(), "ehpc-test-")));
    const cliConfig = path.join(this.dir, "cli.tfrc");
    writeFileSync(cliConfig, "");
    this.env = {
      ...hermetic(process.env),
      TF_CLI_CONFIG_FILE: cliConfig,
      HOME: this.dir,
      XDG_CACHE_HOME: sharedCaches(),
      ...env,
    };
    for (const [name, text] of Object.entries(files)) {
      this.write(name, text);
    }
    mkdirSync(path.join(this.dir, "terraform.d"));
    this.link("terraform.d/plugins", mirror(this.cli));
  }

  write(name: string, text: string): void {
    const file = path.join(this.dir, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  read(name: string): string {
    return readFileSync(path.join(this.dir, name), "utf8");
  }

  link(name: string, target: string): void {
    symlinkSync(target, path.join(this.dir, name));
  }

  /** Starts the CLI. In a process group of its own if `detached`, as a shell starts it. */
  start(
    args: readonly string[],
    options: { detached?: boolean; env?: Record<string, string> } = {},
  ): Running {
    const child = spawn(this.cli.program, args, {
      cwd: this.dir,
      env: { ...this.env, ...options.env } as NodeJS.ProcessEnv,
      detached: options.detached ?? false,
      stdio: ["ignore", "pipe", "pipe"],
    });
    return { process: child, finished: finished(child) };
  }

  /** Runs the CLI to its end. */
  run(...args: readonly string[]): Promise<Finished> {
    return this.start(args).finished;
  }

  /** Runs the CLI, and throws what it printed unless it succeeds. */
  async succeed(...args: readonly string[]): Promise<Finished> {
    const result = await this.run(...args);
    if (result.status !== 0) {
      throw new Error(
        `${this.cli.name}: ${args.join(" ")} ended with ${result.status}\n${result.stdout}${result.stderr}`,
      );
    }
    return result;
  }

  /** Runs the CLI, and throws what it printed unless it fails. */
  async fail(...args: readonly string[]): Promise<Finished> {
    const result = await this.run(...args);
    if (result.status === 0) {
      throw new Error(`${args.join(" ")} succeeded\n${result.stdout}${result.stderr}`);
    }
    return result;
  }

  init(): Promise<Finished> {
    return this.succeed("init", "-no-color", "-input=false");
  }

  /**
   * Lets one process of the provider, as it is built, serve all further commands, by `TF_REATTACH_PROVIDERS`: Terraform
   * starts three or four of them for each command otherwise. To the provider each connection is a Terraform of its
   * own. For tests of what it answers, and not of how it starts, ends or logs. It has the environment as it is now.
   *
   * With PROVIDER_START=terraform nothing is done, and Terraform starts it for these tests, too.
   */
  async attach(): Promise<void> {
    if (PROVIDER_START === "terraform") {
      return;
    }
    const env = { ...this.env, TF_PLUGIN_MAGIC_COOKIE: undefined } as NodeJS.ProcessEnv;
    const provider = startProcess(ownExecutable(), ["--debug"], env, "ignore", false);
    const text = (await provider.lines(6)).join("\n");
    const config = /TF_REATTACH_PROVIDERS='(.*)'/.exec(text)?.[1];
    if (config === undefined) {
      throw new Error(`the provider does not start\n${text}${provider.stderr()}`);
    }
    this.env.TF_REATTACH_PROVIDERS = config;
    const socket = /"Network":"unix","String":"([^"]+)"/.exec(config)?.[1];
    this.#detach = () => {
      provider.child.kill("SIGKILL");
      // A socket lies in a folder of its own.
      if (socket !== undefined) {
        rmSync(path.dirname(socket), { recursive: true, force: true });
      }
    };
  }

  remove(): void {
    this.#detach();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

function finished(child: ChildProcess): Promise<Finished> {
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    stdout += chunk;
  });
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status, signal) =>
      resolve({ status, signal, stdout, stderr, text: unframed(stdout + stderr) }),
    );
  });
}

/** Terraform breaks diagnostics at 78 columns and draws frames: neither belongs to what is said. */
export function unframed(text: string): string {
  return stripVTControlCharacters(text).replace(/[│╷╵]/g, "").replace(/\s+/g, " ");
}
