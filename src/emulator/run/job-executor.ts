import { taskId } from "../../ehpc/job/array-ids";
import { arrayIndices } from "../../notation/array-indices";
import { SCHEDULERS, type Scheduler } from "../jobs/scheduler";
import type { Progress } from "./progress";
import { type Outputs, type RunningCommand, runCommand } from "./run-command";
import type { Submission } from "./scenario-run";

export interface JobExecutorOptions {
  /** The most that a job may run, in seconds; its own wall time may be shorter. */
  timeLimitSeconds: number;
  now: () => Date;
  /** Takes in what is new of a job, or of a task of an array. */
  report(clusterId: string, jobId: string, progress: Progress): void;
}

/** A job, or a task of an array, that is to run or runs. */
interface Execution {
  readonly submission: Submission;
  readonly jobId: string;
  readonly index: number | null;
  command: RunningCommand | null;
  isStopped: boolean;
}

/** So many run at a time. */
const AT_A_TIME = 4;

/** Runs submitted jobs on this computer. */
export class JobExecutor {
  readonly #options: JobExecutorOptions;
  #waiting: Execution[] = [];
  readonly #running = new Set<Execution>();

  constructor(options: JobExecutorOptions) {
    this.#options = options;
  }

  /** Runs a job as soon as there is room for it, of an array each task. */
  start(submission: Submission): void {
    const { jobId, job } = submission;
    const indices = job.arrayRequest === null ? [null] : arrayIndices(job.arrayRequest);
    for (const index of indices) {
      const id = index === null ? jobId : taskId(jobId, index);
      this.#waiting.push({ submission, jobId: id, index, command: null, isStopped: false });
    }
    this.#fill();
  }

  /** Kills a job, a task, or all tasks of an array. */
  stop(clusterId: string, jobId: string): void {
    this.#end(
      ({ submission, jobId: own }) =>
        submission.clusterId === clusterId && [submission.jobId, own].includes(jobId),
    );
    this.#fill();
  }

  /** Kills all jobs. */
  stopAll(): void {
    this.#end(() => true);
  }

  /** The same. Resolves when nothing of them is left. */
  async close(): Promise<void> {
    this.stopAll();
    await Promise.all([...this.#running].map(({ command }) => command?.ended));
  }

  #end(isMeant: (execution: Execution) => boolean): void {
    this.#waiting = this.#waiting.filter((execution) => !isMeant(execution));
    for (const execution of this.#running) {
      if (isMeant(execution)) {
        execution.isStopped = true;
        execution.command?.kill();
      }
    }
  }

  #fill(): void {
    while (this.#running.size < AT_A_TIME) {
      const next = this.#waiting.shift();
      if (next === undefined) {
        return;
      }
      this.#running.add(next);
      this.#run(next).finally(() => {
        this.#running.delete(next);
        this.#fill();
      });
    }
  }

  async #run(execution: Execution): Promise<void> {
    const { submission, jobId, index } = execution;
    const { job, clusterId, scheduler } = submission;
    const { running, succeeded, failed, timedOut: killed } = SCHEDULERS[scheduler];
    const { now, report, timeLimitSeconds } = this.#options;
    const StartTime = now().toISOString().slice(0, 19);
    let outputs: Outputs = { stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };
    const tell = (State: string) => {
      if (execution.isStopped) {
        return;
      }
      const LastModifyTime = now().toISOString().slice(0, 19);
      const [stdout, stderr] = [outputs.stdout, outputs.stderr].map((bytes) => ({
        base64: bytes.toString("base64"),
      }));
      const info = { State, StartTime, LastModifyTime, NodeList: "localhost" };
      report(clusterId, jobId, { info, stdout: stdout ?? {}, stderr: stderr ?? {} });
    };
    execution.command = runCommand({
      line: commandLine(submission),
      variables: {
        ...ownVariables(SCHEDULERS[scheduler], jobId, index),
        ...Object.fromEntries(job.variables.map(({ Name, Value }) => [Name, Value])),
      },
      timeLimitSeconds: Math.min(timeLimitSeconds, job.wallTimeSeconds ?? timeLimitSeconds),
      onOutput: (written) => {
        outputs = written;
        tell(running);
      },
    });
    tell(running);
    const { exitCode, timedOut } = await execution.command.ended;
    tell(timedOut ? killed : exitCode === 0 ? succeeded : failed);
  }
}

/** A command stands behind two hyphens. What follows the job runs however it ends, and does not change how it has ended. */
function commandLine({ job }: Submission): string {
  const line = job.commandLine.replace(/^\s*--\s+/, "");
  const post = job.postCommandLine?.replace(/^\s*--\s+/, "");
  return post === undefined ? line : `(${line}\n)\nended=$?\n(${post}\n)\nexit $ended`;
}

function ownVariables({ variables }: Scheduler, jobId: string, index: number | null): Record<string, string> {
  return { [variables.job]: jobId, ...(index !== null && { [variables.index]: String(index) }) };
}
