import { type Client, type ClientOptions, createClient } from "../ehpc/client";
import { systemClock } from "../ehpc/clock";
import { stderrTail } from "../ehpc/log-tail";
import { createPoller } from "../ehpc/poll/poller";
import type { EhpcApi } from "./ehpc-session";

/**
 * The API of one endpoint. It has a file of its own to be loaded when the first read comes: with it comes the HTTP
 * library, which most of a plan's processes never need.
 */
export function connectEhpc(options: ClientOptions): EhpcApi {
  const client: Client = createClient(options);
  const poller = createPoller({
    client,
    clock: systemClock,
    random: Math.random,
    log: options.log ?? (() => {}),
  });
  return {
    getJob: (request, signal) => client.getJob(request, { signal }),
    wait: (request, signal) => poller.wait(request, { signal }),
    stderrTail: (job, lines, signal) => stderrTail(client, job, { lines, signal }),
  };
}
