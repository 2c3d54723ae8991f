/** Schedulers' tables show at least this many letters of a user's name. */
const LEAST_ROOM = 7;

/**
 * Whether two texts may name one user of a cluster: they are equal apart from a host (`alice@login1`), or one is the
 * beginning of the other, as tables cut it. An absent name contradicts nothing.
 */
export function areOfOneUser(one: string | null, other: string | null): boolean {
  if (one === null || other === null || one === other) {
    return true;
  }
  const [here, there] = [withoutHost(one), withoutHost(other)];
  return here === there || isCut(here, there) || isCut(there, here);
}

function withoutHost(user: string): string {
  return user.replace(/@.*$/, "");
}

/** Whether a name is the beginning of another, cut off with a mark or where a table has no more room. */
function isCut(name: string, whole: string): boolean {
  const kept = name.replace(/(?:\*|\+|\.\.\.|…)$/, "");
  return whole.startsWith(kept) && kept !== "" && (kept !== name || kept.length >= LEAST_ROOM);
}
