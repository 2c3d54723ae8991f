import { EhpcError } from "../../base/errors";
import { DEFAULT_LOOKUP_TIMEOUT } from "../../notation/wait-time";
import { dataSource } from "../../plugin/author/data-source";
import type { ArgumentsOf } from "../../plugin/schema/attribute";
import type { EhpcSession } from "../configure/ehpc-session";
import { ehpcDiagnosticError } from "../ehpc-diagnostic";
import { awaitJob } from "./await-job";
import { contradictions, idOf, jobOf, stateListsOf } from "./job-query";
import { describeJob, MISSING_JOB } from "./job-results";
import { jobAttributes } from "./job-schema";

/** `data.ehpc_job`: one job, from GetJob. */
export const job = dataSource<EhpcSession>()({
  description:
    "Reads one job of an E-HPC cluster (GetJob). Terraform reads it during `plan` if its arguments are known by then, and otherwise during `apply`. Other resources can use its results and depend on its phase.",
  attributes: jobAttributes,
  validate: contradictions,

  async read({ config, client, signal, logger }) {
    const id = idOf(config);
    try {
      const { requestId, job } = await answer(config, client, signal);
      return { id, found: true, request_id: requestId, ...describeJob(job, stateListsOf(config), logger) };
    } catch (error) {
      if (!(error instanceof EhpcError)) {
        throw error;
      }
      if (error.kind === "job-not-found" && config.allow_missing) {
        return { id, found: false, request_id: error.requestId, ...MISSING_JOB };
      }
      throw ehpcDiagnosticError(
        error,
        `read job "${config.job_id}" of cluster "${config.cluster_id}"`,
        client.place,
      );
    }
  },
});

/** Reads the job, or waits for it if the configuration has a wait. */
function answer(config: ArgumentsOf<typeof jobAttributes>, client: EhpcSession, signal: AbortSignal) {
  const { wait } = config;
  if (wait === null) {
    return client.getJob(jobOf(config), signal);
  }
  return awaitJob({ ...config, ...wait, timeout: wait.timeout ?? DEFAULT_LOOKUP_TIMEOUT }, client, signal);
}
