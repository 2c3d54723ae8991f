import { CLUSTER, jobsCompletion } from "../support/configuration";
import { WaitWorkspace } from "../support/wait-workspace";

/** Jobs of one resource, and one object that waits for all of them. */
const sweep = (count: number) => [
  `resource "ehpc_job" "run" {
    count        = ${count}
    cluster_id   = "${CLUSTER}"
    job_name     = "run-\${count.index}"
    command_line = "/home/run.sh"
  }`,
  jobsCompletion("swept", "job_ids = ehpc_job.run[*].job_id"),
];

/** Begins with the submission of each, and is longer than one look at all of them takes. */
const LIFE = [
  { at: 0, State: "Running" },
  { at: 4, State: "Completed" },
];

let waiting: WaitWorkspace;

afterEach(() => waiting.close());

const called = (operation: string) => waiting.emulator.calls.filter((call) => call.operation === operation);

test("200 jobs are submitted and awaited in one apply, with at most 5 calls a round", async () => {
  waiting = await WaitWorkspace.create({
    attached: true,
    scenario: { clusters: { [CLUSTER]: { submitted: { job: { life: LIFE } } } } },
  });
  waiting.configure(...sweep(200));
  const { stdout } = await waiting.apply("-parallelism=50");
  expect(stdout).toContain("201 added, 0 changed, 0 destroyed");
  expect(called("CreateJob")).toHaveLength(200);
  expect(new Set(waiting.emulator.submissions.map(({ marker }) => marker)).size).toBe(200);
  const counts = (await waiting.attributesOf("ehpc_jobs_completion.swept")).counts;
  expect(counts).toMatchObject({ succeeded: 200 });
  const lists = called("ListJobs");
  const rounds = lists.filter(({ pageNumber }) => pageNumber === 1).length;
  process.stdout.write(`200 jobs: ${lists.length} calls of ListJobs in ${rounds} lists\n`);
  expect(rounds).toBeGreaterThan(0);
  expect(lists.length).toBeLessThanOrEqual(5 * rounds);
  await waiting.planChangesNothing();
});

test("no job is submitted twice where a fifth of all calls goes wrong", async () => {
  const troubles = [
    { share: 0.05, fault: { kind: "reset" } },
    { share: 0.05, fault: { kind: "unread" } },
    { share: 0.04, fault: { kind: "truncated" } },
    { share: 0.03, fault: { kind: "bad-gateway" } },
    { share: 0.03, error: { code: "Throttling", retryAfterMs: 100 } },
  ] as const;
  waiting = await WaitWorkspace.create({
    attached: true,
    scenario: {
      chance: { seed: 13, troubles },
      clusters: { [CLUSTER]: { submitted: { job: { life: LIFE } } } },
    },
  });
  waiting.configure(...sweep(40));
  const { stdout } = await waiting.apply("-parallelism=50");
  expect(stdout).toContain("41 added, 0 changed, 0 destroyed");
  const names = waiting.emulator.submissions.map(({ jobName }) => jobName);
  expect(names).toHaveLength(40);
  expect(new Set(names).size).toBe(40);
});
