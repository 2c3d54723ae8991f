import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LOCK_FILE, lockedProviders, readLockFile, withoutLockedProvider } from "./lock-file";

/**
 * Takes a provider out of a stack's lock file when the file accepts only other bytes than `hash`: the
 * next `terraform init` locks it again. Everything else in the file stays as it is.
 *
 * For development builds only: there the same version has new bytes after each change. The bytes of a
 * release never change, and a mismatch then is what the lock file is meant to reveal.
 *
 * @param directory the folder Terraform runs in
 * @param address source address of the provider
 * @param hash `h1:` hash of the package that is about to be placed
 * @throws the file system's error, when an existing lock file cannot be read or written
 */
export function dropStaleLock(directory: string, address: string, hash: string): void {
  const file = join(directory, LOCK_FILE);
  const text = readLockFile(file);
  const locked = lockedProviders(text).find((provider) => provider.address === address);
  if (locked === undefined || locked.hashes.includes(hash)) {
    return;
  }
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, withoutLockedProvider(text, address));
  renameSync(draft, file);
}
