import type { Terminal } from "../terminal/terminal";
import { isForOneJob, requireOneWay, type WaitCommandOptions } from "./wait-options";

/** Waits for one job, or for many. The files for each are loaded when they are needed. */
export async function runWait(options: WaitCommandOptions, terminal: Terminal): Promise<void> {
  requireOneWay(options);
  const [job] = options.job;
  if (job !== undefined && isForOneJob(options)) {
    const { runWaitForJob } = await import("./wait-for-job");
    await runWaitForJob({ ...options, job }, terminal);
  } else {
    const { runWaitForJobs } = await import("./wait-for-jobs");
    await runWaitForJobs(options, terminal);
  }
}
