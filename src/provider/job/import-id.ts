import { clusterIdProblem } from "../../notation/cluster-id";
import { jobIdProblem } from "../../notation/job-id";
import { DiagnosticError } from "../../plugin/author/diagnostic";

/** The job that an import names. */
export interface ImportedJob {
  readonly cluster_id: string;
  readonly job_id: string;
}

/**
 * Reads the ID of `terraform import`: `<cluster_id>:<job_id>`.
 *
 * @throws DiagnosticError for any other text
 */
export function jobOfImportId(id: string): ImportedJob {
  const [, clusterId, jobId] = /^([^\s:]+):(\S+)$/.exec(id.trim()) ?? [];
  if (clusterId === undefined || jobId === undefined) {
    throw new DiagnosticError({
      summary: "Invalid Import ID",
      detail: `${JSON.stringify(id)} does not have the form <cluster_id>:<job_id>, such as ehpc-hz-FYUr32abcd:1.manager.`,
    });
  }
  const problem = jobIdProblem(jobId);
  if (problem !== undefined) {
    throw new DiagnosticError({
      summary: "Invalid Import ID",
      detail: `The job ID in the import ID, ${JSON.stringify(jobId)}, ${problem}`,
    });
  }
  return { cluster_id: clusterId, job_id: jobId };
}

/** What names a job for good, for an import by identity. */
export const JOB_IDENTITY = { cluster_id: "required", job_id: "required" } as const;

/**
 * Reads the identity of an import: `cluster_id` and `job_id`.
 *
 * @throws DiagnosticError for IDs that no job has
 */
export function jobOfIdentity({
  cluster_id,
  job_id,
}: {
  readonly cluster_id?: string | null;
  readonly job_id?: string | null;
}): ImportedJob {
  const ids = { cluster_id: cluster_id ?? "", job_id: job_id ?? "" };
  for (const [name, problem] of [
    ["cluster_id", clusterIdProblem(ids.cluster_id)],
    ["job_id", jobIdProblem(ids.job_id)],
  ] as const) {
    if (problem !== undefined) {
      throw new DiagnosticError({
        summary: "Invalid Import Identity",
        detail: `The attribute "${name}" of the identity, ${JSON.stringify(ids[name])}, ${problem}`,
      });
    }
  }
  return ids;
}
