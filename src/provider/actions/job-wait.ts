import { action } from "../../plugin/author/action";
import type { EhpcSession } from "../configure/ehpc-session";
import { contradictions } from "../job/job-query";
import { jobWaitAttributes } from "./job-wait-schema";

/** The action `ehpc_job_wait`: waits for a job and shows how it stands. */
export const jobWait = action<EhpcSession>()({
  description:
    "Waits until a job of an E-HPC cluster ends, and shows meanwhile how it stands: each state and the time in it, how many pending jobs of its queue were submitted before it, and with `follow_log` what it writes. The action fails when the job fails. It records nothing: `ehpc_job_completion` waits too, and keeps the outcome in the state.",
  attributes: jobWaitAttributes,
  validate: contradictions,

  async invoke(invocation) {
    const { waitForJob } = await import("./wait-for-job");
    await waitForJob(invocation);
  },
});
