import { PROTOCOL_VERSION } from "../../src/plugin/process/handshake";

/** What the manifest of a release says: its own version, and the plugin protocol of the executables. */
export const MANIFEST = { version: 1, metadata: { protocol_versions: [`${PROTOCOL_VERSION}.0`] } } as const;

/** The manifest as a file. */
export function manifestText(): string {
  return `${JSON.stringify(MANIFEST, null, 2)}\n`;
}
