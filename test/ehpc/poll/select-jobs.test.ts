import { silentLog } from "../../../src/base/log";
import { RateLimiter } from "../../../src/ehpc/poll/rate-limiter";
import { selectJobs } from "../../../src/ehpc/poll/select-jobs";
import { DrivenClock } from "../../support/driven-clock";
import { FakeService } from "./fake-service";
import { CLUSTER } from "./waiting";

async function selected(...jobIds: readonly string[]): Promise<readonly string[]> {
  const clock = new DrivenClock();
  const options = {
    client: new FakeService(clock),
    limiter: new RateLimiter(clock),
    clock,
    random: () => 0,
    log: silentLog,
    signal: new AbortController().signal,
    maxRetryMs: 0,
  };
  return (await selectJobs(CLUSTER, { kind: "ids", jobIds }, options)).jobIds;
}

it.each([
  [
    ["2", "1", "2"],
    ["2", "1"],
  ],
  [["1", "1.manager"], ["1.manager"]],
  [
    ["36_3", "36[3]", "36_4"],
    ["36[3]", "36_4"],
  ],
  // The bare ID may be either job, so that a wait for it alone would leave out one of them.
  [
    ["1", "1.manager", "1.other"],
    ["1.manager", "1.other"],
  ],
  [
    ["1.other", "1.manager.local", "1", "1.manager"],
    ["1.other", "1.manager.local"],
  ],
])("of %j, a wait is for %j", async (given, jobIds) => {
  expect(await selected(...given)).toEqual(jobIds);
});
