/** The most bytes that a character has after its first one, in UTF-8. */
const MOST_CONTINUATIONS = 3;

/** Whether a byte can only be a later one of a character. */
export function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

/** How many bytes at the beginning can only be later ones of a character. */
export function continuations(bytes: Uint8Array): number {
  let count = 0;
  while (count < MOST_CONTINUATIONS && isContinuation(bytes[count] ?? 0)) {
    count += 1;
  }
  return count;
}
