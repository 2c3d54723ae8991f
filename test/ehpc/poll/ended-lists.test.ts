import { silentLog } from "../../../src/base/log";
import type { Client } from "../../../src/ehpc/api/client";
import { wholeArrays } from "../../../src/ehpc/job/whole-arrays";
import type { ListedJob } from "../../../src/ehpc/list/listed-job";
import { createPoller, type JobSelection, type JobsOutcome } from "../../../src/ehpc/poll/poller";
import { DrivenClock } from "../../support/driven-clock";
import { aJob } from "../job/a-job";
import { aListedJob } from "../list/a-listed-job";
import { broken } from "./fake-service";
import { CLUSTER, MINUTE } from "./waiting";

// In all of these, the list of ended jobs has an earlier run under the ID of a job that GetJob says is running.
const EARLIER = 1_724_000_000;
const NOW = EARLIER + 1_000;

const ENDED = ["91", "92", "93"];
const IDS = [...ENDED, "51"];

function rows(ids: readonly string[], told: Partial<ListedJob> = {}): ListedJob[] {
  return ids.map((jobId) =>
    aListedJob({
      jobId,
      jobName: "run",
      runAsUser: "alice",
      state: "Completed",
      submitTime: EARLIER,
      ...told,
    }),
  );
}

const running = (...ids: readonly string[]) => rows(ids, { state: "Running", submitTime: NOW });
const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => String(from + index));

/** What the lists have: all rows, or those of a page and how many there are. */
interface Lists {
  unfinished: (
    reading: number,
    page: number,
    pageSize: number,
  ) => ListedJob[] | { page: ListedJob[]; total: number };
  ended?: (createdAfter: number, page: number) => ListedJob[] | { page: ListedJob[]; total: number };
  all?: ListedJob[];
}

/** What comes of a wait of one minute on such lists. */
async function outcomeOf(
  { unfinished, ended = () => rows(IDS), all = [] }: Lists,
  jobs: JobSelection = { kind: "ids", jobIds: IDS },
): Promise<JobsOutcome["kind"] | "error"> {
  const clock = new DrivenClock();
  let reading = 0;
  const random = () => 0.5;
  const raw: Pick<Client, "getJob" | "listJobs"> = {
    async getJob({ jobId }) {
      const [, index] = /^36_?(\d)?$/.exec(jobId) ?? [];
      const array =
        index === undefined && jobId !== "36"
          ? {}
          : { jobId: `36_${index ?? 3}`, arrayJobId: "36", arrayJobSubId: index ?? "3", arrayRequest: "1-3" };
      const state = ENDED.includes(jobId) ? "Completed" : "Running";
      return { requestId: null, job: aJob({ jobId, jobName: "run", runAsUser: "alice", state, ...array }) };
    },
    async listJobs({ status, pageNumber, pageSize, createdAfter = 0 }) {
      reading += status === "unfinished" && pageNumber === 1 ? 1 : 0;
      const given =
        status === "unfinished"
          ? unfinished(reading, pageNumber, pageSize)
          : status === "finished"
            ? ended(createdAfter, pageNumber)
            : all;
      const [page, totalCount] = Array.isArray(given)
        ? [given.slice((pageNumber - 1) * pageSize, pageNumber * pageSize), given.length]
        : [given.page, given.total];
      return { requestId: null, totalCount, jobs: page };
    },
  };
  const getJob = wholeArrays(raw, { maxRetryMs: 0, clock, random, log: silentLog });
  const poller = createPoller({ client: { ...raw, getJob }, clock, random, log: silentLog });
  const wait = poller.waitForJobs(
    {
      clusterId: CLUSTER,
      jobs,
      until: "succeeded",
      require: { kind: "all" },
      failFast: true,
      timeoutMs: MINUTE,
      intervalMs: null,
    },
    { signal: new AbortController().signal },
  );
  const outcome = wait.then(
    ({ kind }) => kind,
    () => "error" as const,
  );
  await clock.advance(2 * MINUTE);
  return outcome;
}

describe("a wait for many jobs goes on", () => {
  it("when the list of unfinished jobs is empty once", async () => {
    expect(await outcomeOf({ unfinished: (reading) => (reading === 1 ? [] : running("51")) })).toBe(
      "timeout",
    );
  });

  it("when a job is lost because another one goes while pages are read, and a third comes", async () => {
    const shifting: Lists["unfinished"] = (reading, page) => {
      if (reading > 1) {
        return running(...numbered(2, 90), ...numbered(94, 104));
      }
      const pages = [numbered(1, 50), [...numbered(52, 90), ...numbered(94, 104)], ["200"]];
      return { page: running(...(pages[page - 1] ?? [])), total: pages.flat().length };
    };
    expect(await outcomeOf({ unfinished: shifting })).toBe("timeout");
  });

  it("when the same job is lost in every reading, on pages whose size is not the one asked for", async () => {
    const pages = [numbered(1, 50), [...numbered(52, 90), ...numbered(94, 104)], ["200"]];
    const shifting: Lists["unfinished"] = (_, page) => ({
      page: running(...(pages[page - 1] ?? [])),
      total: pages.flat().length,
    });
    expect(await outcomeOf({ unfinished: shifting })).toBe("timeout");
  });

  it("when a job is lost from the same place of pages of any size", async () => {
    const shifting: Lists["unfinished"] = (_, page, pageSize) => {
      const whole = [...numbered(1, 90), ...numbered(94, 104), "200"];
      const shown = whole.slice((page - 1) * pageSize, page * pageSize).filter((id) => id !== "51");
      return { page: running(...shown), total: whole.length };
    };
    expect(await outcomeOf({ unfinished: shifting })).toBe("timeout");
  });

  it.each([
    ["with the filter by time", true],
    ["without any filter", false],
  ])(
    "when ended jobs of one submit time have a later run on a page that is not read, %s",
    async (_, filters) => {
      const ended = (createdAfter: number) =>
        [
          ...rows(IDS),
          ...rows(numbered(300, 345)),
          ...rows(numbered(400, 900), { submitTime: EARLIER - 10 }),
          ...running("51").map((row) => ({ ...row, state: "Failed" })),
        ].filter(({ submitTime }) => !filters || (submitTime ?? 0) >= createdAfter);
      expect(await outcomeOf({ unfinished: () => [], ended })).toBe("timeout");
    },
  );

  it("when the list of ended jobs is not in the order asked for, and a later run is on a page that is not read", async () => {
    const ended = () => [
      ...rows(ENDED),
      ...rows(["51"]),
      ...numbered(300, 345).flatMap((id, index) => rows([id], { submitTime: EARLIER + index })),
      ...running("51").map((row) => ({ ...row, state: "Failed" })),
    ];
    expect(await outcomeOf({ unfinished: () => [], ended })).toBe("timeout");
  });

  it("when the list of ended jobs has lost a row, which may be that of a later run", async () => {
    const ended: Lists["ended"] = () => ({ page: rows(IDS), total: IDS.length + 1 });
    expect(await outcomeOf({ unfinished: () => [], ended })).toBe("timeout");
  });

  it("when a page of the list of ended jobs, the newest first, is not full", async () => {
    const newer = numbered(200, 244).map((id, index) => rows([id], { submitTime: NOW + 900 - index }));
    const older = IDS.map((id, index) => rows([id], { submitTime: EARLIER - index }));
    const all = [...newer, ...older].flat();
    const ended: Lists["ended"] = (_, page) => ({ page: page === 1 ? all : [], total: 80 });
    expect(await outcomeOf({ unfinished: () => [], ended })).toBe("timeout");
  });

  it("when a page of the list of ended jobs, the newest first, cannot be read, and one behind it has an earlier run", async () => {
    const newest = numbered(200, 249).map((id, index) => rows([id], { submitTime: NOW + 900 - index }));
    const older = IDS.map((id, index) => rows([id], { submitTime: EARLIER - index }));
    const ended: Lists["ended"] = (_, page) => {
      if (page === 2) {
        throw broken;
      }
      return { page: (page === 1 ? newest : older).flat(), total: 100 + older.length };
    };
    expect(await outcomeOf({ unfinished: () => [], ended })).toBe("timeout");
  });

  it("when a run that was seen began later than the one that has ended", async () => {
    const seen = rows(IDS, { state: "Running", startTime: NOW });
    const ended = () => [...rows(ENDED, { startTime: NOW }), ...rows(["51"], { startTime: EARLIER })];
    expect(await outcomeOf({ unfinished: (reading) => (reading === 1 ? seen : []), ended })).toBe("timeout");
  });

  it("when jobs of a name were submitted later than those that have ended", async () => {
    const ids = ["51", "52", "53"];
    const lists = { unfinished: () => [], ended: () => rows(ids), all: running(...ids) };
    const jobs = { kind: "name", nameRegex: "^run$", createdAfter: NOW } as const;
    expect(await outcomeOf(lists, jobs)).toBe("timeout");
  });

  it("when the tasks that have ended are another user's", async () => {
    const tasks = (told: Partial<ListedJob>) =>
      ["1", "2", "3"].flatMap((index) =>
        rows([`36_${index}`], { arrayJobId: "36", arrayJobSubId: index, arrayRequest: "1-3", ...told }),
      );
    const lists = {
      unfinished: () => [],
      ended: () => tasks({ runAsUser: "bob" }),
      all: tasks({ state: "Running" }),
    };
    expect(await outcomeOf(lists, { kind: "array", arrayJobId: "36" })).toBe("timeout");
  });
});

it("a wait for many jobs ends by lists that stand still", async () => {
  expect(await outcomeOf({ unfinished: () => [], ended: () => rows(IDS) })).toBe("reached");
});

it("a wait for many jobs ends by two readings in pages of different sizes, which agree", async () => {
  const sizes = new Set<number>();
  const outcome = await outcomeOf({
    unfinished: (_reading, _page, pageSize) => {
      sizes.add(pageSize);
      return running(...numbered(100, 220));
    },
  });
  expect(outcome).toBe("reached");
  expect(sizes.size).toBe(2);
});

it("a wait for many jobs ends by the ended jobs of the same submit time and later, where the list has more", async () => {
  const ended = (createdAfter: number) =>
    [...rows(IDS), ...rows(numbered(300, 400), { submitTime: EARLIER - 10 })].filter(
      ({ submitTime }) => (submitTime ?? 0) >= createdAfter,
    );
  expect(await outcomeOf({ unfinished: () => [], ended })).toBe("reached");
});
