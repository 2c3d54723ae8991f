import { existsSync, readFileSync } from "node:fs";

/** Name of Terraform's dependency lock file, in the folder Terraform runs in. */
export const LOCK_FILE = ".terraform.lock.hcl";

/** One provider in a dependency lock file. */
export interface LockedProvider {
  /** Full source address, registry host included. */
  readonly address: string;
  /** The version constraints met when it was locked; absent in files that nothing constrained. */
  readonly constraints: string | undefined;
  /** Accepted package hashes: `h1:` of an unpacked package, `zh:` of an archive. */
  readonly hashes: readonly string[];
}

// Terraform writes this file itself, always in this layout, and asks that nobody edits it.
const BLOCK = /^provider "([^"]+)" \{\r?\n([\s\S]*?)^\}\r?\n?/gm;

/** Reads the providers of a lock file's text, in its order. Text in another layout yields none. */
export function lockedProviders(text: string): LockedProvider[] {
  return Array.from(text.matchAll(BLOCK), ([, address = "", body = ""]) => ({
    address,
    constraints: /^\s*constraints\s*=\s*"(.*)"/m.exec(body)?.[1],
    hashes: Array.from(body.matchAll(/"((?:h1|zh):[^"]+)"/g), ([, hash = ""]) => hash),
  }));
}

/** The lock file's text without the block of one provider; unchanged if there is none. */
export function withoutLockedProvider(text: string, address: string): string {
  return text.replace(BLOCK, (block, found) => (found === address ? "" : block));
}

/**
 * Text of a lock file; empty when there is none.
 *
 * @throws the file system's error, when the file exists and cannot be read
 */
export function readLockFile(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
