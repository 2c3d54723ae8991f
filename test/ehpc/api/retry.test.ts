import type { Clock } from "../../../src/base/clock";
import { systemClock } from "../../../src/base/clock";
import { EhpcError } from "../../../src/base/errors";
import { silentLog } from "../../../src/base/log";
import { BASE_DELAY_MS, MAX_DELAY_MS, retry } from "../../../src/ehpc/api/retry";

const passing = new EhpcError("throttled", "Too many calls.", { code: "Throttling", transient: true });
const lasting = new EhpcError("forbidden", "Not allowed.");

/** A clock on which sleeping takes no time. */
function createClock() {
  const sleeps: number[] = [];
  let ms = 0;
  const clock: Clock = {
    now: () => new Date(ms),
    monotonicMs: () => ms,
    sleep: async (duration) => {
      sleeps.push(duration);
      ms += duration;
    },
  };
  const pass = (duration: number) => {
    ms += duration;
  };
  return { clock, sleeps, pass };
}

/** Fails with these errors, one after another, and then succeeds with the number of the attempt. */
function failing(...errors: unknown[]) {
  let attempts = 0;
  return async () => {
    attempts += 1;
    if (attempts <= errors.length) {
      throw errors[attempts - 1];
    }
    return attempts;
  };
}

const signal = new AbortController().signal;
const log = silentLog;

it("makes one attempt when that succeeds", async () => {
  const { clock, sleeps } = createClock();
  expect(await retry(failing(), { clock, signal, log, maxRetryMs: 60_000, random: () => 1 })).toBe(1);
  expect(sleeps).toEqual([]);
});

it("waits a random part of a time that doubles, up to a limit", async () => {
  for (const part of [1, 0.25]) {
    const { clock, sleeps } = createClock();
    const attempt = failing(...Array.from({ length: 8 }, () => passing));
    expect(await retry(attempt, { clock, signal, log, maxRetryMs: 600_000, random: () => part })).toBe(9);
    const whole = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000];
    expect(sleeps).toEqual(whole.map((ms) => ms * part));
    expect([whole[0], whole[7]]).toEqual([BASE_DELAY_MS, MAX_DELAY_MS]);
  }
});

it("waits at least as long as the service asks", async () => {
  const { clock, sleeps } = createClock();
  const asking = new EhpcError("throttled", "Wait.", { transient: true, retryAfterMs: 2_345 });
  expect(await retry(failing(asking), { clock, signal, log, maxRetryMs: 60_000, random: () => 0.5 })).toBe(2);
  expect(sleeps).toEqual([2_345]);
});

it("ends at once when the service asks for longer than is left", async () => {
  const { clock, sleeps } = createClock();
  const asking = new EhpcError("throttled", "Wait.", { transient: true, retryAfterMs: 60_000 });
  const call = retry(failing(asking), { clock, signal, log, maxRetryMs: 60_000, random: () => 0 });
  await expect(call).rejects.toMatchObject({
    kind: "throttled",
    attempts: 1,
    retryAfterMs: 60_000,
    message:
      "Wait. Gave up after 1 attempt: the service asks to wait 60000 ms, but the retry limit is 60000 ms.",
  });
  expect(sleeps).toEqual([]);
});

it("begins nothing after its limit, and says how often it tried", async () => {
  const { clock, sleeps, pass } = createClock();
  const attempt = async () => {
    pass(400);
    throw passing;
  };
  const call = retry(attempt, { clock, signal, log, maxRetryMs: 3_000, random: () => 1 });
  await expect(call).rejects.toMatchObject({
    code: "Throttling",
    attempts: 3,
    message: "Too many calls. Gave up after 3 attempts: the retry limit is 3000 ms.",
  });
  expect(sleeps).toEqual([500, 1_000]);
});

it("tells each attempt how much time is left", async () => {
  const { clock } = createClock();
  const left: number[] = [];
  const attempt = async (remainingMs: number) => {
    left.push(remainingMs);
    if (left.length < 3) {
      throw passing;
    }
  };
  await retry(attempt, { clock, signal, log, maxRetryMs: 10_000, random: () => 1 });
  expect(left).toEqual([10_000, 9_500, 8_500]);
});

it("makes one attempt when there is no time for repeating", async () => {
  const { clock } = createClock();
  const call = retry(failing(passing), { clock, signal, log, maxRetryMs: 0, random: () => 0 });
  await expect(call).rejects.toMatchObject({ attempts: 1 });
});

it("never repeats what cannot succeed by repetition, nor what it does not know", async () => {
  const { clock, sleeps } = createClock();
  const options = { clock, signal, log, maxRetryMs: 60_000, random: () => 1 };
  await expect(retry(failing(lasting), options)).rejects.toMatchObject({
    message: "Not allowed.",
    attempts: 1,
  });
  await expect(retry(failing(new TypeError("a defect")), options)).rejects.toThrow(TypeError);
  expect(sleeps).toEqual([]);
});

it("ends at once when it is stopped while it waits", async () => {
  const controller = new AbortController();
  const call = retry(failing(passing), {
    clock: systemClock,
    signal: controller.signal,
    log,
    maxRetryMs: 3_600_000,
    random: () => 1,
  });
  setImmediate(() => controller.abort());
  await expect(call).rejects.toMatchObject({ kind: "aborted" });
});

it("does not begin when it is stopped already", async () => {
  const attempt = jest.fn();
  const options = { clock: systemClock, signal: AbortSignal.abort(), log, maxRetryMs: 1, random: () => 1 };
  await expect(retry(attempt, options)).rejects.toMatchObject({ kind: "aborted" });
  expect(attempt).not.toHaveBeenCalled();
});
