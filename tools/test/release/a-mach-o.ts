const PAGE_BYTES = 4096;

/**
 * The least of an executable for macOS that can be signed: its header, the load commands that a signature concerns, two
 * pages and a half of code, and 64 bytes of some other signature.
 */
export function aMachO(machine = 0x01000007): Buffer {
  const code = PAGE_BYTES * 2.5;
  const bytes = Buffer.alloc(code + 64, 0x90);
  const segment = (at: number, name: string, offset: number, size: number) => {
    bytes.writeUInt32LE(0x19, at);
    bytes.writeUInt32LE(72, at + 4);
    bytes.write(name.padEnd(16, "\0"), at + 8, "latin1");
    for (const [index, value] of [0, size, offset, size].entries()) {
      bytes.writeBigUInt64LE(BigInt(value), at + 24 + index * 8);
    }
  };
  for (const [index, word] of [0xfeedfacf, machine, 0, 2, 3, 160, 0, 0].entries()) {
    bytes.writeUInt32LE(word, index * 4);
  }
  segment(32, "__TEXT", 0, PAGE_BYTES);
  segment(104, "__LINKEDIT", PAGE_BYTES * 2, code + 64 - PAGE_BYTES * 2);
  for (const [index, word] of [0x1d, 16, code, 64].entries()) {
    bytes.writeUInt32LE(word, 176 + index * 4);
  }
  return bytes;
}
