import type { EhpcSession } from "../configure/ehpc-session";

/**
 * What this process of the provider knows of jobs. A token finds a job again that the same run replaces: it must not be
 * taken for the new one. And what looks for the job of an uncertain submission must not find, and stop, one that this run
 * has just made.
 */
export interface JobsOfRun {
  /** The IDs of the jobs that this run replaces or destroys, by their clusters. */
  readonly replaced: Map<string, Set<string>>;
  /** The jobs that this run has submitted or adopted, each as `<cluster_id>:<job_id>`. */
  readonly made: Set<string>;
  /** The markers of the submissions of this apply. */
  readonly submitted: Set<string>;
  /** The jobs of the state, each as `<cluster_id>:<job_id>`, by their markers. */
  readonly held: Map<string, string>;
  /** The tokens of the submissions that are planned, by their markers. */
  readonly planned: Map<string, string>;
  /** Ends of the work that is done for a marker. */
  readonly turns: Map<string, Promise<unknown>>;
}

const runs = new WeakMap<EhpcSession, JobsOfRun>();

export function jobsOfRun(client: EhpcSession): JobsOfRun {
  const known = runs.get(client) ?? {
    replaced: new Map(),
    made: new Set(),
    submitted: new Set(),
    held: new Map(),
    planned: new Map(),
    turns: new Map(),
  };
  runs.set(client, known);
  return known;
}

/** The jobs of a cluster that this run replaces or destroys; more may be added. */
export function replacedIn(client: EhpcSession, clusterId: string): Set<string> {
  const { replaced } = jobsOfRun(client);
  const jobIds = replaced.get(clusterId) ?? new Set();
  replaced.set(clusterId, jobIds);
  return jobIds;
}

/** Does work for a marker when all that began before for the same one has ended, well or not. */
export function inTurn<T>(client: EhpcSession, marker: string, work: () => Promise<T>): Promise<T> {
  const { turns } = jobsOfRun(client);
  const turn = Promise.resolve(turns.get(marker)).then(work);
  turns.set(
    marker,
    turn.catch(() => {}),
  );
  return turn;
}
