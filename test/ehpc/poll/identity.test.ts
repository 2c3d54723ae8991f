import { EhpcError } from "../../../src/base/errors";
import { HOUR, MINUTE, waiting } from "./waiting";

const mine = { jobName: "train", runAsUser: "alice" };

describe("a job ID that passes to another job during a wait", () => {
  it.each([
    ["name", { ...mine, jobName: "clean" }, 'job "clean" of user "alice"'],
    ["user", { ...mine, runAsUser: "bob" }, 'job "train" of user "bob"'],
    ["name and user", { jobName: "clean", runAsUser: "bob" }, 'job "clean" of user "bob"'],
  ])("ends the wait with an error that tells of both: another %s", async (_, other, told) => {
    for (const state of ["Running", "Completed", "Failed", "PREEMPTED"]) {
      const { clock, jobs, begin } = waiting();
      jobs.set("1", { state: "Running", ...mine });
      const waits = [begin("1"), begin("1", { until: "finished" })];
      await clock.advance(10_000);
      jobs.set("1", { state, ...other });
      await clock.advance(MINUTE);
      for (const { error } of waits) {
        expect(error).toMatchObject({
          kind: "job-changed",
          message: `Job ID 1 now belongs to another job: this wait is for job "train" of user "alice", but the response describes ${told}.`,
        });
      }
    }
  });

  it("is found out as well when an answer between them told neither name nor user", async () => {
    const { clock, jobs, begin } = waiting();
    jobs.set("1", { state: "Running", ...mine });
    const wait = begin("1", { intervalMs: 1_000 });
    await clock.advance(1_000);
    jobs.set("1", { state: "Running" });
    await clock.advance(1_000);
    jobs.set("1", { state: "Completed", jobName: "clean" });
    await clock.advance(1_000);
    expect(wait.error).toMatchObject({ kind: "job-changed" });
  });

  it("is found out where the names are shown alike, and are not the same as they are written", async () => {
    const { clock, jobs, begin } = waiting();
    for (const [id, jobName] of ["tr\u200bain", "\udcc4\udce3"].entries()) {
      const jobId = String(id);
      jobs.set(jobId, { state: "Running", ...mine, written: { ...mine, jobName: "\udcb0\udca1" } });
      const wait = begin(jobId, { intervalMs: 1_000 });
      await clock.advance(1_000);
      jobs.set(jobId, { state: "Completed", ...mine, written: { ...mine, jobName } });
      await clock.advance(1_000);
      expect(wait.error).toMatchObject({ kind: "job-changed" });
    }
  });

  it("is no matter of a name whose characters are written the same all the time", async () => {
    const { clock, jobs, begin } = waiting();
    const written = { jobName: "\udcb0\udca1", runAsUser: "alice" };
    jobs.set("1", { state: "Running", ...mine, written });
    const wait = begin("1", { intervalMs: 1_000 });
    await clock.advance(1_000);
    jobs.set("1", { state: "Completed", ...mine, written });
    await clock.advance(1_000);
    expect(wait.outcome?.kind).toBe("reached");
  });

  const lost = { jobName: "\ufffd\ufffd", runAsUser: "alice", createTime: "2026-01-14T08:00:00" };
  it.each([
    ["the same", lost, lost, "reached"],
    ["another time", lost, { ...lost, createTime: "2026-01-15T08:00:00" }, "job-changed"],
    ["no time, and the same user", lost, { ...lost, createTime: null }, "reached"],
    ["no time, and no user", lost, { ...lost, createTime: null, runAsUser: null }, "job-changed"],
  ])(
    "where the service has lost characters of the name, is told by the rest: %s",
    async (_, first, last, end) => {
      const { clock, jobs, begin } = waiting();
      jobs.set("1", { state: "Running", ...first });
      const wait = begin("1", { intervalMs: 1_000 });
      await clock.advance(1_000);
      jobs.set("1", { state: "Completed", ...last });
      await clock.advance(1_000);
      expect(wait.outcome?.kind ?? (wait.error as EhpcError).kind).toBe(end);
    },
  );

  it("is no matter of who begins to wait afterwards", async () => {
    const { clock, jobs, begin } = waiting();
    jobs.set("1", { state: "Running", ...mine });
    const before = begin("1", { intervalMs: HOUR });
    await clock.advance(MINUTE);
    jobs.set("1", { state: "Running", jobName: "clean", runAsUser: "bob" });
    const after = begin("1");
    await clock.advance(MINUTE);
    expect(before.error).toMatchObject({ kind: "job-changed" });
    expect(after.endedAt).toBeNull();
    jobs.set("1", { state: "Completed", jobName: "clean", runAsUser: "bob" });
    await clock.advance(MINUTE);
    expect(after.outcome?.kind).toBe("reached");
  });

  it("shows in a list, too, and GetJob tells", async () => {
    const { clock, jobs, begin } = waiting();
    const ids = Array.from({ length: 20 }, (_, index) => String(index + 1));
    for (const id of ids) {
      jobs.set(id, { state: "Running", ...mine });
    }
    const waits = ids.map((id) => begin(id));
    await clock.advance(5 * MINUTE);
    jobs.set("3", { state: "Running", ...mine, runAsUser: "bob" });
    await clock.advance(MINUTE);
    expect(waits.filter(({ error }) => error !== null)).toEqual([waits[2]]);
    expect(waits[2]?.error).toMatchObject({ kind: "job-changed" });
  });

  it("tells of either in one line that a terminal shows as it is", async () => {
    const { clock, jobs, begin } = waiting();
    jobs.set("1", { state: "Running", jobName: `${"n".repeat(300)}`, runAsUser: null });
    const wait = begin("1");
    await clock.advance(0);
    jobs.set("1", { state: "Running", jobName: "\u001b[2Jb\nc", runAsUser: "bob" });
    await clock.advance(3_000);
    expect(wait.error).toBeInstanceOf(EhpcError);
    const message = String(wait.error);
    expect(message).toContain(`job "${"n".repeat(200)}..."`);
    expect(message).toContain('job "b c" of user "bob"');
  });
});

describe("a job stays the same", () => {
  it.each([
    ["when it tells its name later", { state: "Running" }, { state: "Completed", ...mine }],
    ["when it tells its name no more", { state: "Running", ...mine }, { state: "Completed" }],
    [
      "when it was submitted and started at other times, as after a requeue",
      { state: "Running", ...mine, createTime: "2026-01-14T08:00:00", startTime: "2026-01-14T08:00:00" },
      { state: "Completed", ...mine, createTime: "2026-01-14T09:00:00", startTime: "2026-01-14T09:00:00" },
    ],
  ])("%s", async (_, before, after) => {
    const { clock, jobs, begin } = waiting();
    jobs.set("1", before);
    const wait = begin("1");
    await clock.advance(10_000);
    jobs.set("1", after);
    await clock.advance(10_000);
    expect(wait.outcome?.kind).toBe("reached");
  });

  it("where a list cuts off the names that GetJob tells whole, and lists serve for it", async () => {
    const { clock, service, jobs, begin } = waiting();
    const ids = Array.from({ length: 20 }, (_, index) => String(index + 1));
    for (const id of ids) {
      jobs.set(id, { state: "Running", jobName: "training-of-the-model", runAsUser: "alice" });
    }
    const { listJobs } = service;
    service.listJobs = async (...call) => {
      const page = await listJobs(...call);
      return { ...page, jobs: page.jobs.map((job) => ({ ...job, jobName: "training" })) };
    };
    const waits = ids.map((id) => begin(id));
    await clock.advance(HOUR);
    expect(waits.filter(({ endedAt }) => endedAt !== null)).toEqual([]);
    expect(service.count("GetJob", MINUTE)).toBe(0);
  });
});
