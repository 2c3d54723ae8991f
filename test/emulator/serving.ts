import type { Client, ClientOptions } from "../../src/ehpc/api/client";
import { createClient } from "../../src/ehpc/api/create-client";
import { staticCredentials } from "../../src/ehpc/api/credentials";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator/emulator";
import { DrivenClock } from "../support/driven-clock";

/** An emulator and a client of it, which share a clock that the test drives. */
export interface Serving {
  emulator: Emulator;
  client: Client;
  clock: DrivenClock;
}

const open: { close(): unknown }[] = [];

/** Starts both; the client makes every call once. `stopServing` stops them. */
export async function serve(
  scenario: EmulatorOptions["scenario"],
  options: Partial<ClientOptions> = {},
): Promise<Serving> {
  const clock = new DrivenClock();
  const emulator = await startEmulator({ scenario, clock });
  const { endpoint, accessKeyId, accessKeySecret } = emulator;
  const credentials = staticCredentials({ accessKeyId, accessKeySecret });
  const client = createClient({ endpoint, credentials, maxRetryMs: 0, clock, ...options });
  open.push(client, emulator);
  return { emulator, client, clock };
}

/** Stops all that `serve` has started. */
export async function stopServing(): Promise<void> {
  await Promise.all(open.splice(0).map((one) => one.close()));
}
