const MACHINES: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  linux: { 62: "amd64", 183: "arm64" },
  darwin: { 16777223: "amd64", 16777228: "arm64" },
  windows: { 34404: "amd64", 43620: "arm64" },
};

/**
 * The platform that an executable is for, as Terraform names it, by the header of the file: ELF, Mach-O or PE.
 * `unknown` for everything else.
 */
export function executablePlatform(executable: Uint8Array): string {
  const bytes = Buffer.from(executable.buffer, executable.byteOffset, executable.byteLength);
  if (bytes.length < 64) {
    return "unknown";
  }
  if (bytes.readUInt32BE(0) === 0x7f454c46) {
    return named("linux", bytes.readUInt16LE(18));
  }
  if (bytes.readUInt32LE(0) === 0xfeedfacf) {
    return named("darwin", bytes.readUInt32LE(4));
  }
  const pe = bytes.readUInt32LE(60);
  if (bytes.toString("latin1", 0, 2) !== "MZ" || pe + 6 > bytes.length) {
    return "unknown";
  }
  return bytes.readUInt32BE(pe) === 0x50450000 ? named("windows", bytes.readUInt16LE(pe + 4)) : "unknown";
}

function named(os: string, machine: number): string {
  const architecture = MACHINES[os]?.[machine];
  return architecture === undefined ? "unknown" : `${os}_${architecture}`;
}
