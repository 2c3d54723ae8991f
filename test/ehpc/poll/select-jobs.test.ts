import { silentLog } from "../../../src/base/log";
import type { ListedJob } from "../../../src/ehpc/list/listed-job";
import type { JobSelection } from "../../../src/ehpc/poll/jobs-wait";
import { RateLimiter } from "../../../src/ehpc/poll/rate-limiter";
import { selectJobs } from "../../../src/ehpc/poll/select-jobs";
import { DrivenClock } from "../../support/driven-clock";
import { aListedJob } from "../list/a-listed-job";
import { FakeService } from "./fake-service";
import { CLUSTER } from "./waiting";

function select(selection: JobSelection, listed: readonly ListedJob[] = [], totalCount = listed.length) {
  const clock = new DrivenClock();
  const client = new FakeService(clock);
  client.listJobs = async () => ({ requestId: "R", totalCount, jobs: listed });
  const options = {
    client,
    limiter: new RateLimiter(clock),
    clock,
    random: () => 0,
    log: silentLog,
    signal: new AbortController().signal,
    maxRetryMs: 0,
  };
  return selectJobs(CLUSTER, selection, options);
}

async function selected(...jobIds: readonly string[]): Promise<readonly string[]> {
  return (await select({ kind: "ids", jobIds })).jobIds;
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

describe("by name", () => {
  const NAMED = { kind: "name", nameRegex: "^run$", createdAfter: 0 } as const;
  const run = (jobId: string, more: Partial<ListedJob> = {}) =>
    aListedJob({ jobId, jobName: "run", submitTime: 1_700_000_000, ...more });

  it("takes every task of an array, also those without an entry of their own", async () => {
    const { jobIds, arrays } = await select(NAMED, [
      run("5"),
      run("37", { arrayJobId: "36", arrayJobSubId: "1", arrayRequest: "1-3" }),
    ]);
    expect(jobIds).toEqual(["5", "36_1", "36_2", "36_3"]);
    expect([...arrays]).toEqual([
      ["36_1", "36"],
      ["36_2", "36"],
      ["36_3", "36"],
    ]);
  });

  it("refuses a list that lacks jobs, or does not say how many tasks an array has", async () => {
    await expect(select(NAMED, [run("5")], 2)).rejects.toMatchObject({ kind: "bad-answer" });
    const cut = run("37", { arrayJobId: "36", arrayJobSubId: "1", arrayRequest: "1,3,..." });
    await expect(select(NAMED, [cut])).rejects.toMatchObject({ kind: "bad-answer" });
  });
});
