/** Returns ` (request ID)` for the end of a clause, to be quoted in a ticket; nothing without an ID. */
export function inRequest(requestId: string | null): string {
  return requestId === null ? "" : ` (request ${requestId})`;
}
