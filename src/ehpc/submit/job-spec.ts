import type { JobRequest } from "./job-request";

/**
 * The parameter `JobSpec` of CreateJob: JSON without what is not requested, its members in the order of the official SDKs.
 * `Variables` is JSON text in it, a list of Name and Value.
 */
export function jobSpecText(request: JobRequest): string {
  const { resources, variables = {} } = request;
  return JSON.stringify({
    ArrayRequest: request.arrayRequest,
    CommandLine: request.commandLine,
    JobQueue: request.jobQueue,
    PostCmdLine: request.postCommandLine,
    Priority: request.priority?.toString(),
    Resources: resources && {
      Cores: resources.cores,
      Gpus: resources.gpus,
      Memory: resources.memory,
      Nodes: resources.nodes,
    },
    RunasUser: request.runAsUser,
    RunasUserPassword: request.runAsUserPassword?.reveal(),
    StderrPath: request.stderrPath,
    StdoutPath: request.stdoutPath,
    Variables: variablesText(variables),
    WallTime: request.wallTimeSeconds === undefined ? undefined : wallTimeText(request.wallTimeSeconds),
  });
}

/** What an empty list would mean is not documented. */
export function variablesText(variables: Readonly<Record<string, string>>): string | undefined {
  const entries = Object.entries(variables).map(([Name, Value]) => ({ Name, Value }));
  return entries.length === 0 ? undefined : JSON.stringify(entries);
}

/** Hours, minutes and seconds, such as `01:30:00` or `120:00:00`. */
export function wallTimeText(seconds: number): string {
  const whole = Math.ceil(seconds);
  const parts = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}
