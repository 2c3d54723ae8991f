import { HOUR, MINUTE, waiting } from "./waiting";

const YEAR = 365 * 24 * HOUR;

describe.each([
  ["a year ahead", YEAR],
  ["a year back", -YEAR],
])("when the wall clock jumps %s during a wait", (_, jump) => {
  /** A wait of ten minutes at most, a minute before the jump. */
  async function jumped(state: string) {
    const world = waiting();
    const { clock, jobs, begin } = world;
    const submitTime = clock.now().getTime() / 1_000;
    jobs.set("1", { state, submitTime });
    const wait = begin("1", { timeoutMs: 10 * MINUTE });
    await clock.advance(MINUTE);
    const { now } = clock;
    clock.now = () => new Date(now.call(clock).getTime() + jump);
    return { ...world, wait, submitTime };
  }

  it("ends by the job's end, and is told of it as soon as ever", async () => {
    const { clock, jobs, wait, submitTime } = await jumped("Running");
    await clock.advance(MINUTE);
    expect([wait.outcome, wait.error]).toEqual([null, null]);
    jobs.set("1", { state: "Completed", submitTime });
    await clock.advance(MINUTE);
    expect(wait).toMatchObject({ outcome: { kind: "reached" }, error: null });
  });

  it("has the time that it was given, and not the clock's", async () => {
    const { clock, wait } = await jumped("Running");
    await clock.advance(9 * MINUTE - 1);
    expect([wait.outcome, wait.error]).toEqual([null, null]);
    await clock.advance(1);
    expect(wait).toMatchObject({ outcome: { kind: "timeout" }, endedAt: 10 * MINUTE });
  });

  it("gives a job that may be requeued its whole grace", async () => {
    const { clock, jobs, wait, submitTime } = await jumped("Running");
    jobs.set("1", { state: "PREEMPTED", submitTime });
    await clock.advance(50_000);
    jobs.set("1", { state: "Running", submitTime });
    await clock.advance(2 * MINUTE);
    expect([wait.outcome, wait.error]).toEqual([null, null]);
  });
});
