import type { EhpcSession } from "../configure/ehpc-session";

/**
 * What this process of the provider knows of jobs. A token finds a job again that the same run replaces: it must neither
 * be taken for the new one, nor be stopped behind the back of the new object.
 */
export interface JobsOfRun {
  /** The jobs that were to be stopped, each as `<cluster_id>:<job_id>`. */
  readonly stopped: Set<string>;
  /** The IDs of stopped jobs of which no state had the ID, by the marker of their submission. */
  readonly stoppedByMarker: Map<string, Set<string>>;
  /** The jobs that were found and adopted, each as `<cluster_id>:<job_id>`. */
  readonly adopted: Set<string>;
  /** The markers of the submissions of this apply. */
  readonly submitted: Set<string>;
  /** The jobs of the state that have a token, each as `<cluster_id>:<job_id>`, by their markers. */
  readonly held: Map<string, string>;
  /** The markers of the submissions that are planned. */
  readonly planned: Set<string>;
}

const runs = new WeakMap<EhpcSession, JobsOfRun>();

export function jobsOfRun(client: EhpcSession): JobsOfRun {
  const known = runs.get(client) ?? {
    stopped: new Set(),
    stoppedByMarker: new Map(),
    adopted: new Set(),
    submitted: new Set(),
    held: new Map(),
    planned: new Set(),
  };
  runs.set(client, known);
  return known;
}
