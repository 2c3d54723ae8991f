import type { ListJobsRequest } from "../../../src/ehpc/api/client";
import { getJobSample } from "../../../src/emulator/scenario/getjob-sample";
import type { Scenario, ScenarioJob } from "../../../src/emulator/scenario/scenario";
import { serve, stopServing } from "../serving";

afterEach(stopServing);

const everything: ListJobsRequest = { clusterId: "c", status: "all", pageNumber: 1, pageSize: 50 };

function ofJobs(jobs: Readonly<Record<string, ScenarioJob>>): Scenario {
  return { clusters: { c: { jobs } } };
}

function manyJobs(count: number): Scenario {
  const ids = Array.from({ length: count }, (_, index) => `${index}.manager`);
  return ofJobs(Object.fromEntries(ids.map((id) => [id, { info: { State: "Running" } }])));
}

it("lists a job in the words of ListJobs, with times in Unix seconds", async () => {
  const { client } = await serve(getJobSample);
  const { totalCount, jobs } = await client.listJobs({ ...everything, clusterId: "ehpc-hz-FYUr32abcd" });
  expect(totalCount).toBe(1);
  expect(jobs).toEqual([
    {
      jobId: "1.manager",
      jobName: "testJob",
      rawName: "testJob",
      state: "Running",
      runAsUser: "testuser",
      jobQueue: "workq",
      priority: 0,
      comment: null,
      outputLog: "/home/xxx/STDIN.o1",
      errorLog: "/home/xxx/STDIN.e1",
      nodeList: "compute000",
      arrayRequest: "1-5:2",
      arrayJobId: "1",
      arrayJobSubId: "3",
      submitTime: 1_723_805_568,
      startTime: 1_723_805_568,
      lastModifyTime: 1_723_805_568,
      resources: { nodes: 1, cores: 2, memory: "1gb", gpus: 1 },
      resourcesUsed: { nodes: 2, cores: 2, memory: "512mb", gpus: null },
      variables: Object.assign(Object.create(null), { ProxyIP: "10.x.x.x" }),
    },
  ]);
});

it("serves 50 jobs a page, each on one page only", async () => {
  const { client, emulator } = await serve(manyJobs(120));
  const pages = await Promise.all(
    [1, 2, 3, 4].map((pageNumber) => client.listJobs({ ...everything, pageNumber })),
  );
  expect(pages.map(({ jobs }) => jobs.length)).toEqual([50, 50, 20, 0]);
  expect(pages.map(({ totalCount }) => totalCount)).toEqual([120, 120, 120, 120]);
  expect(new Set(pages.flatMap(({ jobs }) => jobs.map(({ jobId }) => jobId))).size).toBe(120);
  expect(emulator.calls.map(({ operation, clusterId, jobId }) => [operation, clusterId, jobId])).toEqual(
    Array(4).fill(["ListJobs", "c", null]),
  );
});

describe("the filter by status", () => {
  const states = {
    a: "Pending",
    b: "RUNNING",
    c: "Completed",
    d: "FAILED",
    e: "CANCELLED",
    f: "F",
    g: "COMPLETING",
    h: "of another world",
  };
  const scenario = ofJobs(
    Object.fromEntries(Object.entries(states).map(([id, State]) => [id, { info: { State } }])),
  );

  it.each([
    ["all", ["a", "b", "c", "d", "e", "f", "g", "h"]],
    ["finished", ["c", "d", "e", "f"]],
    ["unfinished", ["a", "b", "g", "h"]],
  ] as const)("lists %s jobs", async (status, ids) => {
    const { client } = await serve(scenario);
    const { jobs, totalCount } = await client.listJobs({ ...everything, status });
    expect(jobs.map(({ jobId }) => jobId)).toEqual(ids);
    expect(totalCount).toBe(ids.length);
  });

  it("follows the jobs' lives", async () => {
    const life = [
      { at: 0, State: "Running" },
      { at: 60, State: "Failed" },
    ];
    const { client, clock } = await serve(ofJobs({ a: { life } }));
    const unfinished = async () =>
      (await client.listJobs({ ...everything, status: "unfinished" })).totalCount;
    expect(await unfinished()).toBe(1);
    await clock.advance(60_000);
    expect(await unfinished()).toBe(0);
  });
});

it("filters by a part of the name", async () => {
  const { client } = await serve(
    ofJobs({ a: { info: { JobName: "train-1" } }, b: { info: { JobName: "evaluate" } }, c: {} }),
  );
  const { jobs } = await client.listJobs({ ...everything, jobName: "train" });
  expect(jobs.map(({ jobName }) => jobName)).toEqual(["train-1"]);
});

it("begins a life that begins with the first read", async () => {
  const life = [
    { at: 0, State: "Pending" },
    { at: 10, State: "Running" },
  ];
  const { client, clock } = await serve({ ...ofJobs({ a: { life } }), lifeBegins: "first-read" });
  await clock.advance(100_000);
  await client.listJobs(everything);
  await clock.advance(10_000);
  expect((await client.getJob({ clusterId: "c", jobId: "a" })).job.state).toBe("Running");
});

it("knows no cluster that is not in the scenario", async () => {
  const { client } = await serve(ofJobs({}));
  await expect(client.listJobs({ ...everything, clusterId: "other" })).rejects.toMatchObject({
    kind: "cluster-not-found",
  });
});

it("may tell nothing, by a fault", async () => {
  const { client } = await serve({ ...manyJobs(3), fault: { kind: "empty-job-info", times: 1 } });
  expect(await client.listJobs(everything)).toMatchObject({ totalCount: 0, jobs: [] });
  expect((await client.listJobs(everything)).totalCount).toBe(3);
});

it("has the fields that the scenario gives for lists only", async () => {
  const one = { info: { State: "Running" }, listed: { Comment: "nightly", State: "RUNNING", Priority: 9 } };
  const { client } = await serve(ofJobs({ a: one }));
  expect((await client.listJobs(everything)).jobs).toMatchObject([{ state: "RUNNING", priority: 9 }]);
  expect((await client.getJob({ clusterId: "c", jobId: "a" })).job.state).toBe("Running");
});

it("lists a series of ten thousand jobs, which may change between two pages", async () => {
  const series = [{ count: 10_000, id: "{number}.manager", job: { info: { State: "Running" } } }];
  const { client, emulator } = await serve({ clusters: { c: { series } } });
  const page = async (pageNumber: number) => {
    const { jobs, totalCount } = await client.listJobs({ ...everything, pageNumber });
    return { totalCount, first: jobs[0]?.jobId, last: jobs.at(-1)?.jobId };
  };
  expect(await page(1)).toEqual({ totalCount: 10_000, first: "1.manager", last: "50.manager" });
  expect(await page(200)).toEqual({ totalCount: 10_000, first: "9951.manager", last: "10000.manager" });
  emulator.removeJob("c", "1.manager");
  expect(await page(2)).toEqual({ totalCount: 9_999, first: "52.manager", last: "101.manager" });
  emulator.setJob("c", "new", {});
  expect(await page(200)).toEqual({ totalCount: 10_000, first: "9952.manager", last: "new" });
});
