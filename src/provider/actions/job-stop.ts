import { action } from "../../plugin/author/action";
import type { EhpcSession } from "../configure/ehpc-session";
import { jobStopAttributes } from "./job-stop-schema";

/** The action `ehpc_job_stop`: stops a job. */
export const jobStop = action<EhpcSession>()({
  description:
    "Stops a job of an E-HPC cluster (StopJobs), or all tasks of an array, and waits for the end. It does nothing for a job that has ended or that the scheduler has forgotten. A job of an `ehpc_job` is stopped by its destroy.",
  attributes: jobStopAttributes,

  async invoke(request) {
    const { stopJob } = await import("./stop-job");
    await stopJob(request);
  },
});
