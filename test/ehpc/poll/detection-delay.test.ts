import { HOUR, MINUTE, seeded, waiting } from "./waiting";

const LATENCY_MS = 200;
const lengths = [
  ["10 s", 10_000],
  ["5 min", 5 * MINUTE],
  ["2 h", 2 * HOUR],
  ["3 days", 72 * HOUR],
] as const;

/** How late the ends were noticed, for people to read: printed when all is done. */
const table: string[] = ["job of    bound      alone (worst of 3)   by sweeps (worst of 5)"];
const rows = new Map<string, { bound: number; alone: number; swept: number }>();

function note(length: string, bound: number, how: "alone" | "swept", delayMs: number): void {
  const row = rows.get(length) ?? { bound, alone: 0, swept: 0 };
  row[how] = Math.max(row[how], delayMs);
  rows.set(length, row);
}

afterAll(() => {
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
  for (const [length, { bound, alone, swept }] of rows) {
    table.push(
      `${length.padEnd(9)} ${seconds(bound).padEnd(10)} ${seconds(alone).padEnd(20)} ${seconds(swept)}`,
    );
  }
  process.stdout.write(`\nDetection delay (driven clock, calls of 0.2 s)\n${table.join("\n")}\n`);
});

describe.each(lengths)("the end of a job of %s is noticed", (length, lengthMs) => {
  const bound = Math.min(30_000, Math.max(2_000, 0.05 * lengthMs)) + LATENCY_MS;

  it(`within ${bound} ms, looking at it alone`, async () => {
    for (const seed of [1, 2, 3]) {
      const { clock, service, jobs, begin } = waiting(seeded(seed));
      service.latencyMs = LATENCY_MS;
      jobs.set("1", { state: "Running" });
      const wait = begin("1");
      await clock.advance(lengthMs);
      jobs.set("1", { state: "Completed" });
      await clock.advance(2 * bound);
      expect(wait.outcome?.kind).toBe("reached");
      const delayMs = (wait.endedAt ?? Number.NaN) - lengthMs;
      expect(delayMs).toBeLessThanOrEqual(bound);
      note(length, bound, "alone", delayMs);
    }
  });

  it(`within ${bound} ms and the call that closes it, by sweeps of the list`, async () => {
    const { clock, service, jobs, begin } = waiting(seeded(4));
    service.latencyMs = LATENCY_MS;
    const submitTime = clock.now().getTime() / 1_000;
    const ids = Array.from({ length: 40 }, (_, index) => String(index));
    for (const id of ids) {
      jobs.set(id, { state: "Running", submitTime });
    }
    const waits = ids.map((id) => begin(id));
    await clock.advance(lengthMs);
    for (const id of ids.slice(0, 5)) {
      jobs.set(id, { state: "Completed", submitTime });
    }
    await clock.advance(2 * bound);
    for (const wait of waits.slice(0, 5)) {
      expect(wait.outcome?.kind).toBe("reached");
      const delayMs = (wait.endedAt ?? Number.NaN) - lengthMs;
      expect(delayMs).toBeLessThanOrEqual(bound + LATENCY_MS);
      note(length, bound, "swept", delayMs);
    }
    expect(waits.filter(({ endedAt }) => endedAt !== null)).toHaveLength(5);
  });
});
