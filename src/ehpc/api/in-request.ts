/** What a sentence about a call adds to name it, so that it can be quoted in a ticket; nothing where it is not known. */
export function inRequest(requestId: string | null): string {
  return requestId === null ? "" : ` (request ${requestId})`;
}
