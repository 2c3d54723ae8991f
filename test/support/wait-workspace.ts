import { setTimeout as sleep } from "node:timers/promises";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import type { Scenario, ScenarioJob } from "../../src/emulator/scenario/scenario";
import type { Cli } from "./cli";
import { CLUSTER, configuration, emulatorEnv } from "./configuration";
import { type Running, Workspace } from "./workspace";

/** An initialized workspace beside an emulator of its own, whose one cluster has no jobs at first. */
export class WaitWorkspace {
  readonly #watched = new Set<Running>();

  private constructor(
    readonly emulator: Emulator,
    readonly workspace: Workspace,
  ) {}

  /** With `attached`, one process of the provider serves all commands: see {@link Workspace.attach}. */
  static async create(
    options: { cli?: Cli; scenario?: Partial<Scenario>; attached?: boolean } = {},
  ): Promise<WaitWorkspace> {
    const scenario = { clusters: { [CLUSTER]: {} }, ...options.scenario };
    const emulator = await startEmulator({ scenario });
    const files = { "main.tf": configuration() };
    const workspace = new Workspace(files, emulatorEnv(emulator), options.cli);
    await workspace.init();
    if (options.attached === true) {
      await workspace.attach();
    }
    return new WaitWorkspace(emulator, workspace);
  }

  configure(...blocks: readonly string[]): void {
    this.workspace.write("main.tf", configuration(...blocks));
  }

  /** Puts a job into a state, as of now. */
  jobIs(jobId: string, State: string, more: ScenarioJob = {}): void {
    this.emulator.setJob(CLUSTER, jobId, { ...more, info: { State, ...more.info } });
  }

  /** How often GetJob was called for a job. */
  looksAt(jobId: string): number {
    return this.emulator.calls.filter((call) => call.operation === "GetJob" && call.jobId === jobId).length;
  }

  /** Starts an apply as a shell does, and waits until it has looked at the job so often. */
  async applyWaitingFor(jobId: string, looks = 2, ...more: readonly string[]): Promise<Running> {
    const before = this.looksAt(jobId);
    const apply = this.workspace.start(["apply", "-auto-approve", "-no-color", ...more], { detached: true });
    await this.whileRunning(apply, () => this.looksAt(jobId) < before + looks);
    return apply;
  }

  /** Waits as long as something is so. Throws what was printed if the command ends before. */
  async whileRunning(command: Running, isSo: () => boolean): Promise<void> {
    this.#watched.add(command);
    while (isSo()) {
      await sleep(20);
      const { exitCode, signalCode } = command.process;
      if (exitCode === null && signalCode === null) {
        continue;
      }
      if (!isSo()) {
        return;
      }
      const { stdout, stderr } = await command.finished;
      throw new Error(`the command ended too early\n${stdout}${stderr}`);
    }
  }

  apply(...more: readonly string[]) {
    return this.workspace.succeed("apply", "-auto-approve", "-no-color", ...more);
  }

  /** Applies in vain; the output has the frames of diagnostics. */
  failingApply(...more: readonly string[]) {
    return this.workspace.fail("apply", "-auto-approve", ...more);
  }

  plan(...more: readonly string[]) {
    return this.workspace.succeed("plan", "-no-color", ...more);
  }

  /** Plans, and throws what was printed unless nothing is to be changed. */
  async planChangesNothing(...more: readonly string[]): Promise<void> {
    const { status, stdout, stderr } = await this.workspace.run(
      "plan",
      "-detailed-exitcode",
      "-no-color",
      ...more,
    );
    if (status !== 0 || !stdout.includes("No changes")) {
      throw new Error(stdout + stderr);
    }
  }

  /** The addresses in the state. */
  async addresses(): Promise<string[]> {
    const { stdout } = await this.workspace.succeed("state", "list");
    return stdout.split("\n").filter((line) => line !== "");
  }

  /** The attributes of an object in the state. */
  async attributesOf(address: string): Promise<Record<string, unknown>> {
    const { stdout } = await this.workspace.succeed("show", "-json");
    const resources: { address: string; values: Record<string, unknown> }[] =
      JSON.parse(stdout).values?.root_module.resources ?? [];
    const found = resources.find((resource) => resource.address === address);
    if (found === undefined) {
      throw new Error(`${address} is not in the state`);
    }
    return found.values;
  }

  /** Ends what a test that has failed left running, too. */
  async close(): Promise<void> {
    for (const { process, finished } of this.#watched) {
      process.kill("SIGKILL");
      await finished;
    }
    await this.emulator.close();
    this.workspace.remove();
  }
}
