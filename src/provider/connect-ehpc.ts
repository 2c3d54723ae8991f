import { version } from "../../package.json";
import { type Client, type ClientOptions, createClient } from "../ehpc/client";
import { systemClock } from "../ehpc/clock";
import type { Environment } from "../ehpc/environment";
import { listAllJobs } from "../ehpc/list-all-jobs";
import { silentLog } from "../ehpc/log";
import { stderrTail } from "../ehpc/log-tail";
import { createPoller } from "../ehpc/poll/poller";
import { RateLimiter } from "../ehpc/poll/rate-limiter";
import { readJobLog } from "../ehpc/read-job-log";
import { userAgentOf } from "../ehpc/user-agent";
import type { EhpcApi } from "./ehpc-session";

/** What the provider's configuration says about connections. */
export interface ConnectionOptions extends Omit<ClientOptions, "userAgent"> {
  environment: Environment;
  /** Of OpenTofu, its own. */
  terraformVersion: string;
  /** What the user adds to the User-Agent. */
  configurationSource: string | null;
}

/**
 * The API of one endpoint. It has a file of its own to be loaded when the first read comes: with it comes the HTTP
 * library, which most of a plan's processes never need.
 */
export function connectEhpc(options: ConnectionOptions): EhpcApi {
  const { terraformVersion, configurationSource, environment } = options;
  const host = `Terraform/${terraformVersion}`;
  const userAgent = userAgentOf({ version, host, source: configurationSource, environment });
  const client: Client = createClient({ ...options, userAgent });
  const log = options.log ?? silentLog;
  const limiter = new RateLimiter(systemClock);
  const poller = createPoller({
    client,
    clock: systemClock,
    random: Math.random,
    log,
    limiter,
  });
  const { maxRetryMs } = options;
  return {
    getJob: (request, signal) => client.getJob(request, { signal }),
    wait: (request, signal) => poller.wait(request, { signal }),
    stderrTail: (job, lines, signal) => stderrTail(client, job, { lines, signal }),
    listJobs: (request, signal) =>
      listAllJobs(client, request, { signal, limiter, log, ...(maxRetryMs !== undefined && { maxRetryMs }) }),
    readJobLog: (request, signal) => readJobLog(client, request, { signal }),
  };
}
