/** Where the executable's start leaves word for what it loads, which is another bundle. */
const KEY = Symbol.for("terraform-provider: why no compiled code is kept");

const word: typeof globalThis & { [KEY]?: string } = globalThis;

/** Tells why no compiled code is kept; null where it is. */
export function setNoCacheReason(reason: string | null): void {
  if (reason !== null) word[KEY] = reason;
}

/** What {@link setNoCacheReason} was told; null where code is kept. */
export function noCacheReason(): string | null {
  return word[KEY] ?? null;
}
