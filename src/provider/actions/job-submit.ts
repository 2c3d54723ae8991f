import { action } from "../../plugin/author/action";
import type { EhpcSession } from "../configure/ehpc-session";
import { jobSubmitAttributes } from "./job-submit-schema";

/** The action `ehpc_job_submit`: submits a job. */
export const jobSubmit = action<EhpcSession>()({
  description:
    "Submits a job to an E-HPC cluster (CreateJob), and shows its ID. It does not wait for the job, and no state knows of it: use the resource `ehpc_job` for a job whose ID or outcome the stack needs. If the service's response is lost, the action looks for the job instead of submitting it again.",
  attributes: jobSubmitAttributes,

  async invoke(request) {
    const { submitJob } = await import("./submit-job");
    await submitJob(request);
  },
});
