import { createHash } from "node:crypto";

/** SHA-256 of some bytes, in hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A SHA256SUMS file as `sha256sum` writes and checks it: one line for each file, sorted by name. */
export function sumsText(sums: ReadonlyMap<string, string>): string {
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, sum]) => `${sum}  ${name}\n`)
    .join("");
}

/**
 * The sums in a SHA256SUMS file, by file name.
 *
 * @throws Error when a line is none of such a file
 */
export function readSums(text: string): Map<string, string> {
  const lines = text.split("\n");
  if (lines.pop() !== "") {
    throw new Error("the last line of the sums does not end");
  }
  return new Map(
    lines.map((line) => {
      const [, sum = "", name = ""] = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line) ?? [];
      if (name === "") {
        throw new Error(`not a line of sums: ${line}`);
      }
      return [name, sum];
    }),
  );
}
