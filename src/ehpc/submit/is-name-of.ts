/** Whether a scheduler may show a job of one name by the other: it cuts a name that is too long for it. */
export function isNameOf(shown: string, given: string): boolean {
  const [theirs, ours] = [shown.trim(), given.trim()];
  return theirs.startsWith(ours) || ours.startsWith(theirs);
}
