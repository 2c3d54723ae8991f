import { EhpcError } from "../ehpc/errors";
import { UNKNOWN } from "../plugin/cty/value";
import { dataSource } from "../plugin/data-source";
import type { Diagnostic } from "../plugin/diagnostic";
import { ehpcDiagnosticError } from "./ehpc-diagnostic";
import type { EhpcSession } from "./ehpc-session";
import { describeJob, MISSING_JOB } from "./job-results";
import { jobAttributes } from "./job-schema";

/** `data.ehpc_job`: one job, as GetJob tells of it. */
export const job = dataSource<EhpcSession>()({
  description:
    "Reads one job of an E-HPC cluster (GetJob). It is read during `plan` when its arguments are known by then, and during `apply` otherwise, so other resources can be made from its results and gated on its phase.",
  attributes: jobAttributes,

  validate(config) {
    if (config === UNKNOWN) return [];
    return overlapping(config.success_states, config.failure_states);
  },

  async read({ config, client, signal, logger }) {
    const { cluster_id: clusterId, job_id: jobId } = config;
    const id = `${clusterId}:${jobId}`;
    try {
      const { requestId, job } = await client.getJob({ clusterId, jobId }, signal);
      const lists = { successStates: config.success_states, failureStates: config.failure_states };
      return { id, found: true, request_id: requestId, ...describeJob(job, lists, logger) };
    } catch (error) {
      if (!(error instanceof EhpcError)) throw error;
      if (error.kind === "job-not-found" && config.allow_missing) {
        return { id, found: false, request_id: error.requestId, ...MISSING_JOB };
      }
      throw ehpcDiagnosticError(error, `read job "${jobId}" of cluster "${clusterId}"`, client.place);
    }
  },
});

/** A state cannot count both as success and as failure. Lists that are unknown still are compared later. */
function overlapping(successStates: unknown, failureStates: unknown): Diagnostic[] {
  if (!Array.isArray(successStates) || !Array.isArray(failureStates)) return [];
  const successes = new Set(successStates.map(normalised));
  const index = failureStates.findIndex(
    (state) => typeof state === "string" && successes.has(normalised(state)),
  );
  if (index === -1) return [];
  return [
    {
      severity: "error",
      summary: "Contradictory State Lists",
      detail: `The state "${failureStates[index]}" stands in "failure_states" and in "success_states". Remove it from one of them.`,
      path: ["failure_states", index],
    },
  ];
}

function normalised(state: unknown): unknown {
  return typeof state === "string" ? state.trim().toUpperCase() : state;
}
