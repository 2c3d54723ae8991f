/** Whether a result is present with all its parts: a field that the scheduler has forgotten is no change. */
export function isWhole(value: unknown): boolean {
  if (value === null || typeof value !== "object") {
    return value !== null;
  }
  return Object.values(value).every((part) => part !== null);
}
