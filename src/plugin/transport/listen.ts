import type { ListenOptions, Server } from "node:net";
import type { PluginAddress } from "../process/handshake";
import { StartError } from "../process/start-error";
import { createSocketPath } from "./socket-path";

/** The address of the server, and its cleanup. */
export interface Listening extends PluginAddress {
  /** Removes the socket; does nothing for TCP. */
  readonly remove: () => void;
}

/** go-plugin's default range, used when PLUGIN_MIN_PORT and PLUGIN_MAX_PORT are missing. */
const DEFAULT_PORTS = { first: 10_000, last: 25_000 } as const;
const LOOPBACK = "127.0.0.1";

/**
 * Starts to listen: on a private Unix socket, or, on Windows, where Node has none, on a loopback port between
 * PLUGIN_MIN_PORT and PLUGIN_MAX_PORT.
 *
 * @throws StartError when there is neither a socket directory nor a free port
 */
export async function listen(
  server: Server,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): Promise<Listening> {
  if (platform === "win32") {
    return await listenOnPort(server, portRange(env));
  }
  const { path, remove } = createSocketPath(env);
  // Also when the process ends early; a second removal is harmless.
  process.once("exit", remove);
  try {
    await bind(server, { path });
  } catch (error) {
    remove();
    throw new StartError(`The provider cannot listen on ${path}: ${reason(error)}.`);
  }
  return { network: "unix", address: path, remove };
}

async function listenOnPort(
  server: Server,
  { first, last }: { first: number; last: number },
): Promise<Listening> {
  const count = last - first + 1;
  // Providers start in parallel: each starts at another port, so they rarely collide.
  const start = Math.floor(Math.random() * count);
  for (let step = 0; step < count; step += 1) {
    const port = first + ((start + step) % count);
    try {
      await bind(server, { host: LOOPBACK, port, exclusive: true });
      return { network: "tcp", address: `${LOOPBACK}:${port}`, remove: () => {} };
    } catch {
      // Taken, or reserved by the system: the next one may be free.
    }
  }
  throw new StartError(`The provider found no free port between ${first} and ${last} on ${LOOPBACK}.`);
}

function portRange(env: NodeJS.ProcessEnv): { first: number; last: number } {
  const first = port(env.PLUGIN_MIN_PORT) ?? DEFAULT_PORTS.first;
  const last = port(env.PLUGIN_MAX_PORT) ?? DEFAULT_PORTS.last;
  return first <= last ? { first, last } : DEFAULT_PORTS;
}

function port(text: string | undefined): number | null {
  const value = /^\d{1,5}$/.test(text ?? "") ? Number(text) : 0;
  return value >= 1 && value <= 65_535 ? value : null;
}

function bind(server: Server, options: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(options, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : "unknown reason";
}
