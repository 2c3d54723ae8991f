import { jobIdProblem } from "../../notation/job-id";
import { DEFAULT_REQUIREMENT, jobsNeeded, parseRequirement } from "../../notation/requirement";
import { DiagnosticError } from "../../plugin/author/diagnostic";
import { resource } from "../../plugin/author/resource";
import type { EhpcSession } from "../configure/ehpc-session";
import { jobsCompletionAttributes } from "./jobs-completion-schema";
import { jobsCompletionProblems } from "./jobs-selection";

/** `ehpc_jobs_completion`: waits for many jobs during apply and remembers how each ended. */
export const jobsCompletion = resource<EhpcSession>()({
  description:
    "Waits during `apply` until many jobs of an E-HPC cluster end, and records how each ended: the jobs of a sweep, an array, or the jobs of a name. It is one object in the state and one operation of Terraform's parallelism, and it reads the jobs by lists, 50 to a request. The outcome stays in the state after the scheduler forgets the jobs. The resource never changes a job: destroy only removes the recorded outcome.",
  attributes: jobsCompletionAttributes,
  validate: jobsCompletionProblems,

  async create({ planned, client, signal, logger }) {
    const { awaitJobs } = await import("./await-jobs");
    return awaitJobs(planned, client, { signal, logger });
  },

  async read({ state, client, signal, warn }) {
    const { importJobs, refreshJobs } = await import("./refresh-jobs");
    return state.jobs === null
      ? importJobs(state, client, signal)
      : refreshJobs(state, client, { signal, warn });
  },

  /** The wait is over, so a change makes no call: it only has to agree with the outcome. */
  async update({ prior, planned }) {
    const until = planned.until ?? "succeeded";
    const counts = prior.counts ?? NO_COUNTS;
    const succeeded = counts.succeeded ?? 0;
    const reached = until === "succeeded" ? succeeded : succeeded + (counts.failed ?? 0);
    const total = Object.keys(prior.jobs ?? {}).length;
    const needed = jobsNeeded(parseRequirement(planned.require ?? DEFAULT_REQUIREMENT), total);
    if (reached < needed) {
      throw new DiagnosticError({
        summary: "Requirement Not Met",
        detail: `In the recorded outcome, ${reached} of ${total} jobs of cluster "${prior.cluster_id}" have ${until}, but ${needed} must. Relax "require" or "until", or change "triggers" to wait for the jobs again.`,
        path: [planned.require === null ? "until" : "require"],
      });
    }
    return prior;
  },

  async delete() {},

  async importState({ id }) {
    const [, clusterId, list] = /^([^\s:]+):(.+)$/s.exec(id.trim()) ?? [];
    const jobIds = (list ?? "").split(",").map((jobId) => jobId.trim());
    if (clusterId === undefined || list === undefined) {
      throw new DiagnosticError({
        summary: "Invalid Import ID",
        detail: `${JSON.stringify(id.slice(0, 200))} does not have the form <cluster_id>:<job_id>,<job_id>,..., such as ehpc-hz-FYUr32abcd:1.manager,2.manager.`,
      });
    }
    for (const jobId of jobIds) {
      const problem = jobIdProblem(jobId);
      if (problem !== undefined) {
        throw new DiagnosticError({
          summary: "Invalid Import ID",
          detail: `A job ID in the import ID, ${JSON.stringify(jobId)}, ${problem}`,
        });
      }
    }
    return { cluster_id: clusterId, job_ids: jobIds };
  },
});

const NO_COUNTS = { pending: 0, running: 0, succeeded: 0, failed: 0, unknown: 0 };
