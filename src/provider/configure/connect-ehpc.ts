import { version } from "../../../package.json";
import { systemClock } from "../../base/clock";
import { silentLog } from "../../base/log";
import type { Client, ClientOptions } from "../../ehpc/api/client";
import { createClient } from "../../ehpc/api/create-client";
import type { Environment } from "../../ehpc/api/environment";
import { userAgentOf } from "../../ehpc/api/user-agent";
import { stderrTail } from "../../ehpc/job-log/log-tail";
import { readJobLog } from "../../ehpc/job-log/read-job-log";
import { listAllJobs } from "../../ehpc/list/list-all-jobs";
import { createPoller } from "../../ehpc/poll/poller";
import { RateLimiter } from "../../ehpc/poll/rate-limiter";
import { findSubmitted } from "../../ehpc/submit/find-submitted";
import { stopJob } from "../../ehpc/submit/stop-job";
import { submitJob } from "../../ehpc/submit/submit-job";
import type { EhpcApi } from "./ehpc-session";

/** The provider's settings for connections. */
export interface ConnectionOptions extends Omit<ClientOptions, "userAgent"> {
  environment: Environment;
  /** With OpenTofu, the version of OpenTofu. */
  terraformVersion: string;
  /** The user's addition to the User-Agent. */
  configurationSource: string | null;
}

/**
 * The API of one endpoint. This file is loaded at the first read: it loads the HTTP library, which most processes of a
 * plan never need.
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
  const retrying = maxRetryMs === undefined ? {} : { maxRetryMs };
  return {
    getJob: (request, signal) => client.getJob(request, { signal }),
    wait: (request, signal) => poller.wait(request, { signal }),
    waitForJobs: (request, signal) => poller.waitForJobs(request, { signal }),
    stderrTail: (job, lines, signal) => stderrTail(client, job, { lines, signal }),
    followLines: async (request, signal) => {
      const { followLines } = await import("../../ehpc/job-log/follow-lines");
      const getJobLog: Client["getJobLog"] = (part, how) =>
        limiter.run(() => client.getJobLog(part, how), signal);
      return followLines({ getJobLog }, request, { clock: systemClock, random: Math.random, signal });
    },
    listJobs: (request, signal) => listAllJobs(client, request, { signal, limiter, log, ...retrying }),
    streamJobs: async function* (request, signal) {
      const { streamJobs } = await import("../../ehpc/list/stream-jobs");
      return yield* streamJobs(client, request, { signal, limiter, log, ...retrying });
    },
    readJobLog: (request, signal) => readJobLog(client, request, { signal }),
    // Not late: files of their own would cut what each plan loads into more files, which cost more than these few kilobytes.
    submit: (request, options, signal) =>
      submitJob(client, request, { ...options, signal, clock: systemClock, log, limiter }),
    findSubmitted: ({ clusterId, marker, jobName }, signal) =>
      findSubmitted(client, clusterId, marker, jobName, { signal, clock: systemClock, log, limiter }),
    stop: (job, timeoutMs, signal) => stopJob(client, job, { signal, clock: systemClock, log, timeoutMs }),
  };
}
