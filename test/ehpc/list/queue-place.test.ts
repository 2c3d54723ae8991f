import type { JobListRequest } from "../../../src/ehpc/list/list-all-jobs";
import type { ListedJob } from "../../../src/ehpc/list/listed-job";
import { queuePlace } from "../../../src/ehpc/list/queue-place";
import { aListedJob } from "./a-listed-job";

const WHOSE = { jobName: "train", runAsUser: "alice", jobQueue: "comp" };

const pending = (jobId: string, submitTime: number | null, told: Partial<ListedJob> = {}) =>
  aListedJob({ jobId, submitTime, state: "Pending", jobQueue: "comp", jobName: "train", ...told });

/** The place of job 5 among the jobs of a list. */
async function placeAmong(
  jobs: readonly ListedJob[],
  jobId = "5",
  whose: typeof WHOSE | { jobQueue: null } = WHOSE,
) {
  const requests: JobListRequest[] = [];
  const place = await queuePlace(
    async (request) => {
      requests.push(request);
      const { createdBefore = Number.POSITIVE_INFINITY, limit } = request;
      return { jobs: jobs.filter(({ submitTime }) => (submitTime ?? 0) <= createdBefore).slice(0, limit) };
    },
    { clusterId: "c", jobId },
    { ...WHOSE, ...whose },
  );
  return { place, requests };
}

it("counts the pending jobs of the queue that were submitted before", async () => {
  const { place, requests } = await placeAmong([
    pending("7", 300),
    pending("5", 200),
    pending("4", 200),
    pending("6", 200),
    pending("3", 100),
    pending("2", 100, { state: "Running" }),
    pending("1", 100, { jobQueue: "comp2" }),
  ]);
  expect(place).toEqual({ queue: "comp", before: 2 });
  expect(requests).toEqual([
    {
      clusterId: "c",
      status: "unfinished",
      limit: 250,
      jobName: "train",
      users: ["alice"],
      queues: ["comp"],
    },
    { clusterId: "c", status: "unfinished", limit: 250, queues: ["comp"], createdBefore: 200 },
  ]);
});

it("is the first where none was submitted before", async () => {
  const { place } = await placeAmong([pending("5", 200), pending("6", 300)]);
  expect(place).toEqual({ queue: "comp", before: 0 });
});

it("counts an array once, and finds one by its own ID", async () => {
  const task = (array: string, index: string, submitTime: number) =>
    pending(`${array}_${index}`, submitTime, {
      arrayJobId: array,
      arrayJobSubId: index,
      arrayRequest: "1-2",
    });
  const jobs = [task("3", "1", 100), task("3", "2", 100), task("5", "1", 200), task("5", "2", 200)];
  expect((await placeAmong(jobs)).place).toEqual({ queue: "comp", before: 1 });
});

it.each<[string, readonly ListedJob[]]>([
  ["does not list the job", [pending("6", 200)]],
  ["gives no time of submission", [pending("5", null)]],
  ["says that the job runs", [pending("5", 200, { state: "Running" })]],
  [
    "is too long",
    [pending("5", 200), ...Array.from({ length: 300 }, (_, index) => pending(`${index + 10}`, 100))],
  ],
])("is not known where the list %s", async (_, jobs) => {
  expect((await placeAmong(jobs)).place).toBeNull();
});

it("asks nothing about a job without a queue", async () => {
  const { place, requests } = await placeAmong([pending("5", 200)], "5", { jobQueue: null });
  expect(place).toBeNull();
  expect(requests).toEqual([]);
});
