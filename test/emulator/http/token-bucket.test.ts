import fc from "fast-check";
import { createTokenBucket } from "../../../src/emulator/http/token-bucket";
import { serve, stopServing } from "../serving";

afterEach(stopServing);

it("lets a second's calls through at once, and then one after the other", () => {
  const delayOf = createTokenBucket({ callsPerSecond: 4 }, 1_000);
  expect([1, 2, 3, 4].map(() => delayOf(1_000))).toEqual([0, 0, 0, 0]);
  expect([delayOf(1_000), delayOf(1_100), delayOf(1_250), delayOf(1_250)]).toEqual([250, 150, 0, 250]);
});

it("accepts a call after the delay that it returned", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 1_000, noNaN: true }),
      fc.integer({ min: 1, max: 20 }),
      (callsPerSecond, burst) => {
        const delayOf = createTokenBucket({ callsPerSecond, burst }, 0);
        for (let call = 0; call < burst; call += 1) {
          expect(delayOf(0)).toBe(0);
        }
        const delay = delayOf(0);
        expect(delay).toBeGreaterThan(0);
        expect(delayOf(delay)).toBe(0);
      },
    ),
  );
});

it("never lets more through than the rate and the burst allow", () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(gaps, (list) => {
      const delayOf = createTokenBucket({ callsPerSecond: 10, burst: 3 }, 0);
      let now = 0;
      let passed = 0;
      for (const gap of list) {
        now += gap;
        if (delayOf(now) === 0) {
          passed += 1;
        }
      }
      expect(passed).toBeLessThanOrEqual(3 + (now / 1_000) * 10 + 1e-6);
    }),
  );
});

it("refuses every operation like the service, and says when to retry", async () => {
  const { client, clock, emulator } = await serve({
    rateLimit: { callsPerSecond: 2 },
    clusters: { c: { jobs: { 1: {} } } },
  });
  const job = { clusterId: "c", jobId: "1" };
  const call = () => client.getJob(job);
  await call();
  await client.listJobs({ clusterId: "c", status: "all", pageNumber: 1, pageSize: 50 });
  await expect(call()).rejects.toMatchObject({
    kind: "throttled",
    code: "Throttling",
    httpStatus: 400,
    retryAfterMs: 500,
  });
  await expect(client.getJobLog({ ...job, logType: "all", offset: 0, size: 1 })).rejects.toMatchObject({
    kind: "throttled",
  });
  await clock.advance(500);
  await call();
  expect(emulator.calls.map(({ code }) => code)).toEqual([null, null, "Throttling", "Throttling", null]);
});

it("is endured by a client that repeats", async () => {
  const { client, clock, emulator } = await serve(
    { rateLimit: { callsPerSecond: 5 }, clusters: { c: { jobs: { 1: {} } } } },
    { maxRetryMs: 60_000 },
  );
  let answered = 0;
  for (let calls = 0; calls < 20; calls += 1) {
    client.getJob({ clusterId: "c", jobId: "1" }).then(() => {
      answered += 1;
    });
  }
  // Time goes on only while everybody waits for it, so that no limit runs out while an answer is under way.
  while (answered < 20) {
    await (clock.sleepers === 20 - answered ? clock.advance(50) : clock.settle());
  }
  expect(emulator.calls.filter(({ status }) => status === 200)).toHaveLength(20);
});
