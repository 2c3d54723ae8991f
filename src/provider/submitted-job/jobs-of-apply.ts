import type { EhpcSession } from "../configure/ehpc-session";

/**
 * What this run of Terraform has done with jobs. A token finds a job again that the same run replaces: it must neither be
 * taken for the new one, nor be stopped behind the back of the new object.
 */
const stopped = new WeakMap<EhpcSession, Set<string>>();
const adopted = new WeakMap<EhpcSession, Set<string>>();
const markers = new WeakMap<EhpcSession, Set<string>>();

/** The jobs that were to be stopped, each as `<cluster_id>:<job_id>`. */
export function stoppedJobs(client: EhpcSession): Set<string> {
  return setOf(stopped, client);
}

/** The jobs that were found and adopted, in the same form. */
export function adoptedJobs(client: EhpcSession): Set<string> {
  return setOf(adopted, client);
}

/** Markers of the submissions. */
export function usedMarkers(client: EhpcSession): Set<string> {
  return setOf(markers, client);
}

function setOf(all: WeakMap<EhpcSession, Set<string>>, client: EhpcSession): Set<string> {
  const members = all.get(client) ?? new Set();
  all.set(client, members);
  return members;
}
