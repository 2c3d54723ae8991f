import { createOperationCaller } from "../../../src/ehpc/api/call-operation";
import type { Client } from "../../../src/ehpc/api/client";
import { readClientOptions } from "../../../src/ehpc/api/client-options";
import { staticCredentials } from "../../../src/ehpc/api/credentials";
import { getJobOperation } from "../../../src/ehpc/job/get-job";
import { wholeArrays } from "../../../src/ehpc/job/whole-arrays";
import { listJobsOperation } from "../../../src/ehpc/list/list-jobs";
import type { PollerOptions } from "../../../src/ehpc/poll/poller";
import { DrivenClock } from "../../support/driven-clock";
import { SECRETS } from "../bodies/make-body";

/** What answers requests in place of a network. */
type Sender = Parameters<typeof createOperationCaller>[1];

/** A clock that stands still, too, while the product loads what it needs for arrays: that takes time of the computer's. */
export class StoryClock extends DrivenClock {
  /** How many calls have been answered about a task of an array, and have not gone on yet. */
  loading = 0;

  /** Stands still until something is loaded, and what follows from that has happened. */
  async holdWhile(loading: Promise<unknown>): Promise<void> {
    this.loading += 1;
    await loading;
    await super.settle();
    this.loading -= 1;
  }

  override async settle(): Promise<void> {
    do {
      await super.settle();
    } while (this.loading > 0);
  }
}

/** The product's client over a cluster in place of connections. */
export function clientOver(
  cluster: Sender,
  { clock, random, log }: Pick<PollerOptions, "random" | "log"> & { clock: StoryClock },
): Pick<Client, "getJob" | "listJobs"> {
  const settings = readClientOptions({
    endpoint: "https://ehpc.cn-hangzhou.aliyuncs.com",
    credentials: staticCredentials({ accessKeyId: "LTAIfuzzer", ...SECRETS }),
    ...{ clock, random, log },
  });
  const call = createOperationCaller(settings, cluster, () => "nonce");
  const getJob: Client["getJob"] = async (request, options) => call(getJobOperation(request, log), options);
  const listJobs: Client["listJobs"] = async (request, options) =>
    call(listJobsOperation(request, log), options);
  return {
    listJobs,
    async getJob(request, options) {
      let isLoading = false;
      const load = (now: boolean) => {
        if (now !== isLoading) {
          clock.loading += now ? 1 : -1;
        }
        isLoading = now;
      };
      const followed: typeof getJob = async (...asked) => {
        const answer = await getJob(...asked);
        load(true);
        return answer;
      };
      const list: typeof listJobs = (...asked) => {
        load(false);
        return listJobs(...asked);
      };
      try {
        return await wholeArrays({ getJob: followed, listJobs: list }, settings)(request, options);
      } finally {
        load(false);
      }
    },
  };
}
