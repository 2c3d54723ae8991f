import { createHash } from "node:crypto";
import { readMachO } from "./mach-o";

const Magic = { superBlob: 0xfade0cc0, codeDirectory: 0xfade0c02 } as const;

/** Ad hoc: no certificate. Linker-signed: `codesign` may put another one in its place without being forced to. */
const FLAGS = 0x2 | 0x20000;
const MAIN_EXECUTABLE = 1n;
const VERSION = 0x20400;
const SHA256 = { type: 2, bytes: 32 } as const;
const PAGE_SHIFT = 12;
const PAGE_BYTES = 1 << PAGE_SHIFT;
const SUPER_BLOB_BYTES = 20;
const DIRECTORY_BYTES = 88;

/**
 * Gives an executable for macOS an ad hoc signature in place of the one it has: the hash of each page, signed by nobody,
 * as linkers do. Needed because Bun 1.4 leaves its own signature in an executable for x64, where it matches no more,
 * and macOS kills a program whose pages do not match. Source: `cs_blobs.h` of Apple's XNU.
 *
 * @param identifier - name of the program in the signature
 */
export function signMachO(executable: Uint8Array, identifier: string): Buffer {
  const { signatureCommand, signature, linkeditCommand, linkedit, text } = readMachO(Buffer.from(executable));
  const pages = Math.ceil(signature.offset / PAGE_BYTES);
  const hashesAt = DIRECTORY_BYTES + identifier.length + 1;
  const directoryBytes = hashesAt + pages * SHA256.bytes;
  const size = SUPER_BLOB_BYTES + directoryBytes;

  const signed = Buffer.alloc(signature.offset + size);
  signed.set(executable.subarray(0, signature.offset));
  // First of all, since these lie in a page that is hashed.
  signed.writeUInt32LE(size, signatureCommand + 12);
  const linkeditBytes = BigInt(signed.length - linkedit.offset);
  const grain = signed.readBigUInt64LE(linkeditCommand + 32) % 0x4000n === 0n ? 0x4000n : 0x1000n;
  signed.writeBigUInt64LE(((linkeditBytes + grain - 1n) / grain) * grain, linkeditCommand + 32);
  signed.writeBigUInt64LE(linkeditBytes, linkeditCommand + 48);

  const words = [Magic.superBlob, size, 1, 0, SUPER_BLOB_BYTES];
  words.push(Magic.codeDirectory, directoryBytes, VERSION, FLAGS, hashesAt, DIRECTORY_BYTES, 0, pages);
  words.push(signature.offset);
  for (const [index, word] of words.entries()) {
    signed.writeUInt32BE(word, signature.offset + index * 4);
  }
  const directory = signature.offset + SUPER_BLOB_BYTES;
  signed.set([SHA256.bytes, SHA256.type, 0, PAGE_SHIFT], directory + 36);
  signed.writeBigUInt64BE(BigInt(text.offset), directory + 64);
  signed.writeBigUInt64BE(BigInt(text.size), directory + 72);
  signed.writeBigUInt64BE(MAIN_EXECUTABLE, directory + 80);
  signed.write(identifier, directory + DIRECTORY_BYTES, "latin1");
  for (let page = 0; page < pages; page += 1) {
    signed.set(pageHash(signed, page, signature.offset), directory + hashesAt + page * SHA256.bytes);
  }
  return signed;
}

/**
 * Whether each page of an executable for macOS has the hash that its signature names.
 *
 * @throws Error when there is no signature, or one of another kind
 */
export function isSignedMachO(executable: Uint8Array): boolean {
  const bytes = Buffer.from(executable);
  const { signature } = readMachO(bytes);
  const directory = signature.offset + bytes.readUInt32BE(signature.offset + 16);
  if (bytes.readUInt32BE(directory) !== Magic.codeDirectory || bytes[directory + 37] !== SHA256.type) {
    throw new Error("the signature is of an unknown kind");
  }
  const hashesAt = directory + bytes.readUInt32BE(directory + 16);
  const pages = bytes.readUInt32BE(directory + 28);
  const limit = bytes.readUInt32BE(directory + 32);
  for (let page = 0; page < pages; page += 1) {
    const at = hashesAt + page * SHA256.bytes;
    if (!bytes.subarray(at, at + SHA256.bytes).equals(pageHash(bytes, page, limit))) {
      return false;
    }
  }
  return limit === signature.offset && pages === Math.ceil(limit / PAGE_BYTES);
}

function pageHash(bytes: Buffer, page: number, limit: number): Buffer {
  const end = Math.min((page + 1) * PAGE_BYTES, limit);
  return createHash("sha256")
    .update(bytes.subarray(page * PAGE_BYTES, end))
    .digest();
}
