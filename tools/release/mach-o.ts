/** Where the parts of a 64-bit Mach-O executable lie that its code signature concerns. Offsets and sizes in bytes. */
export interface MachO {
  /** The load command that names the signature. */
  readonly signatureCommand: number;
  readonly signature: { readonly offset: number; readonly size: number };
  /** The load command of the segment that ends with the signature. */
  readonly linkeditCommand: number;
  readonly linkedit: { readonly offset: number };
  /** The segment with the code. */
  readonly text: { readonly offset: number; readonly size: number };
}

const MAGIC = 0xfeedfacf;
const HEADER_BYTES = 32;
const Command = { segment64: 0x19, codeSignature: 0x1d } as const;

/**
 * Reads the load commands of an executable for macOS. Source: `mach-o/loader.h` of Apple's XNU.
 *
 * @throws Error when it is none, or when it has no signature at its end
 */
export function readMachO(bytes: Buffer): MachO {
  if (bytes.readUInt32LE(0) !== MAGIC) {
    throw new Error("this is no 64-bit Mach-O executable");
  }
  const commands = commandsOf(bytes);
  const signatureCommand = commands.find(({ type }) => type === Command.codeSignature)?.at;
  const segment = (name: string) =>
    commands.find(({ type, at }) => type === Command.segment64 && segmentName(bytes, at) === name)?.at;
  const linkeditCommand = segment("__LINKEDIT");
  const textCommand = segment("__TEXT");
  if (signatureCommand === undefined || linkeditCommand === undefined || textCommand === undefined) {
    throw new Error("the executable has no room for a signature");
  }
  const signature = {
    offset: bytes.readUInt32LE(signatureCommand + 8),
    size: bytes.readUInt32LE(signatureCommand + 12),
  };
  if (signature.offset + signature.size !== bytes.length) {
    throw new Error("the signature is not the end of it");
  }
  return {
    signatureCommand,
    signature,
    linkeditCommand,
    linkedit: { offset: Number(bytes.readBigUInt64LE(linkeditCommand + 40)) },
    text: {
      offset: Number(bytes.readBigUInt64LE(textCommand + 40)),
      size: Number(bytes.readBigUInt64LE(textCommand + 48)),
    },
  };
}

function commandsOf(bytes: Buffer): { type: number; at: number }[] {
  const commands: { type: number; at: number }[] = [];
  let at = HEADER_BYTES;
  for (let left = bytes.readUInt32LE(16); left > 0; left -= 1) {
    commands.push({ type: bytes.readUInt32LE(at), at });
    at += bytes.readUInt32LE(at + 4);
  }
  return commands;
}

function segmentName(bytes: Buffer, at: number): string {
  return bytes.toString("latin1", at + 8, at + 24).replace(/\0+$/, "");
}
