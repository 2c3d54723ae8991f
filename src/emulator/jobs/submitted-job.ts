import type { Json, ScenarioJob, SeriesJob, Stage } from "../scenario/scenario";
import { isEnd, phaseOf } from "./job-phase";
import type { JobSpec } from "./job-spec";
import { movedTime } from "./job-times";
import type { Scheduler } from "./scheduler";

/** A job as it was submitted. */
export interface NewJob extends JobSpec {
  readonly jobName: string;
}

/** When and as what a job was submitted. */
export interface Acceptance {
  readonly jobId: string;
  readonly scheduler: Scheduler;
  readonly at: Date;
}

/**
 * A job as a scenario has it, for one that was submitted.
 *
 * @param template what the scenario says of such jobs: it decides how they live
 */
export function submittedJob(
  job: NewJob,
  template: SeriesJob,
  { jobId, scheduler, at }: Acceptance,
): ScenarioJob {
  const submitted = at.toISOString().slice(0, 19);
  const { life = usualLife(scheduler), info, ...further } = template;
  const folder = `/home/${job.runAsUser ?? "testuser"}`;
  const number = /^\d+/.exec(jobId)?.[0] ?? jobId;
  return {
    ...further,
    ...(job.arrayRequest !== null && { arrayRequest: job.arrayRequest }),
    info: {
      JobName: job.jobName,
      State: scheduler.pending,
      RunasUser: job.runAsUser ?? "testuser",
      JobQueue: job.jobQueue ?? "comp",
      Priority: job.priority ?? "0",
      CommandLine: job.commandLine,
      CreateTime: submitted,
      StartTime: "",
      LastModifyTime: submitted,
      OutputLog: job.stdoutPath ?? `${folder}/${job.jobName}.o${number}`,
      ErrorLog: job.stderrPath ?? `${folder}/${job.jobName}.e${number}`,
      NodeList: "",
      ArrayRequest: job.arrayRequest ?? "",
      Resources: { Nodes: 1, Cores: 1, ...job.resources },
      Variables: job.variables as Json,
      ExtraInfo: {},
      ...info,
    },
    life: timed(life, submitted),
  };
}

function usualLife({ pending, running, succeeded }: Scheduler): readonly Stage[] {
  return [
    { at: 0, State: pending },
    { at: 2, State: running, NodeList: "compute000" },
    { at: 5, State: succeeded },
  ];
}

/** The stages with the times at which they begin, where they give none. */
function timed(life: readonly Stage[], submitted: string): readonly Stage[] {
  let begun = false;
  return life.map((stage) => {
    const time = movedTime(submitted, stage.at);
    const begins =
      !begun && stage.State !== undefined && (phaseOf(stage.State) === "running" || isEnd(stage.State));
    begun ||= begins;
    return { LastModifyTime: time, ...(begins && { StartTime: time }), ...stage };
  });
}
