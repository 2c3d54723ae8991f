import type { ScenarioJob, Stage } from "../../../src/emulator/scenario/scenario";
import { serve, stopServing } from "../serving";

afterEach(stopServing);

const job = { clusterId: "c", jobId: "1" };

/** What GetJob says at each of these seconds: the state, or why there is none. */
async function seen(
  one: ScenarioJob,
  seconds: readonly number[],
  missingJob?: "invalid-params" | "agent-error" | "empty-job-info",
): Promise<(string | null)[]> {
  const { client, clock } = await serve({ missingJob, clusters: { c: { jobs: { 1: one } } } });
  const states: (string | null)[] = [];
  for (const second of seconds) {
    await clock.advance(second * 1_000 - clock.monotonicMs());
    states.push(
      await client.getJob(job).then(
        (answer) => answer.job.state,
        (error) => error.kind,
      ),
    );
  }
  return states;
}

it.each(["invalid-params", "agent-error", "empty-job-info"] as const)(
  "ends with the record of a completed job purged (%s)",
  async (missingJob) => {
    const life: Stage[] = [
      { at: 0, State: "Running" },
      { at: 5, State: "Completed" },
      { at: 65, gone: true },
    ];
    const states = ["Running", "Completed", "Completed", "job-not-found", "job-not-found"];
    expect(await seen({ life }, [0, 5, 64, 65, 10_000], missingJob)).toEqual(states);
  },
);

it("may end in failure or by cancellation", async () => {
  const ending = (State: string) => ({
    life: [
      { at: 0, State: "Running" },
      { at: 3, State },
    ],
  });
  expect(await seen(ending("FAILED"), [0, 3])).toEqual(["Running", "FAILED"]);
  expect(await seen(ending("CANCELLED by 1000"), [0, 3])).toEqual(["Running", "CANCELLED by 1000"]);
});

it("may be lost from sight in its middle, for good or for a while", async () => {
  const life: Stage[] = [
    { at: 0, State: "Running" },
    { at: 5, gone: true },
    { at: 9, gone: false },
    { at: 12, State: "Completed" },
  ];
  expect(await seen({ life: life.slice(0, 2) }, [0, 5, 100])).toEqual([
    "Running",
    "job-not-found",
    "job-not-found",
  ]);
  expect(await seen({ life }, [0, 5, 8.9, 9, 12])).toEqual([
    "Running",
    "job-not-found",
    "job-not-found",
    "Running",
    "Completed",
  ]);
});

it("ends when a test removes the job, from GetJob and from the list", async () => {
  const { client, emulator } = await serve({
    clusters: { c: { jobs: { 1: { info: { State: "Running" } }, 2: { info: { State: "Running" } } } } },
  });
  emulator.removeJob("c", "1");
  emulator.removeJob("c", "1");
  emulator.removeJob("another cluster", "1");
  await expect(client.getJob(job)).rejects.toMatchObject({ kind: "job-not-found" });
  const { jobs } = await client.listJobs({ clusterId: "c", status: "all", pageNumber: 1, pageSize: 50 });
  expect(jobs.map(({ jobId }) => jobId)).toEqual(["2"]);
});

it("starts again for a job that was removed and added again", async () => {
  const life: Stage[] = [
    { at: 0, State: "Pending" },
    { at: 10, State: "Running" },
  ];
  const { client, emulator, clock } = await serve({ clusters: { c: { jobs: { 1: { life } } } } });
  await clock.advance(10_000);
  emulator.removeJob("c", "1");
  emulator.setJob("c", "1", { life });
  expect((await client.getJob(job)).job.state).toBe("Pending");
});
