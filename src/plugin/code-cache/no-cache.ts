/** Passes a value between the executable's start and the bundle that it loads. */
const KEY = Symbol.for("terraform-provider: why no compiled code is kept");

const word: typeof globalThis & { [KEY]?: string } = globalThis;

/** Sets the reason why compiled code is not stored; null if it is. */
export function setNoCacheReason(reason: string | null): void {
  if (reason !== null) {
    word[KEY] = reason;
  }
}

/** The reason from {@link setNoCacheReason}; null if code is stored. */
export function noCacheReason(): string | null {
  return word[KEY] ?? null;
}
