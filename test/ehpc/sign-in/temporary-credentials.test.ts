import type { EhpcError } from "../../../src/base/errors";
import { silentLog } from "../../../src/base/log";
import { Secret } from "../../../src/base/secret";
import { signInError } from "../../../src/ehpc/sign-in/sign-in-error";
import {
  type Fetch,
  RETRY_AFTER_MS,
  temporaryCredentials,
} from "../../../src/ehpc/sign-in/temporary-credentials";
import { DrivenClock } from "../../support/driven-clock";

const HOUR_MS = 3_600_000;
const never = () => new AbortController().signal;

/** A source of credentials that live for an hour, each exchange taking a second. */
function hourly() {
  const clock = new DrivenClock();
  const state = { exchanges: 0, calledOff: 0, failure: null as EhpcError | null };
  const fetch: Fetch = async (signal) => {
    state.exchanges += 1;
    const number = state.exchanges;
    try {
      await clock.sleep(1_000, signal);
    } catch (error) {
      state.calledOff += 1;
      throw error;
    }
    if (state.failure !== null) {
      throw state.failure;
    }
    return {
      credentials: { accessKeyId: `STS.${number}`, accessKeySecret: new Secret("s"), securityToken: null },
      expiresAt: new Date(clock.now().getTime() + HOUR_MS),
    };
  };
  const source = temporaryCredentials(fetch, { clock, log: silentLog });
  const idAfter = async (ms: number) => {
    const asked = source(never());
    asked.catch(() => {});
    await clock.advance(ms);
    return (await asked).accessKeyId;
  };
  return { clock, state, source, idAfter };
}

test("fifty concurrent callers share one exchange", async () => {
  const { clock, state, source } = hourly();
  const asked = Array.from({ length: 50 }, () => source(never()));
  await clock.advance(1_000);
  expect(new Set((await Promise.all(asked)).map(({ accessKeyId }) => accessKeyId))).toEqual(
    new Set(["STS.1"]),
  );
  expect(state.exchanges).toBe(1);
});

test("in a wait of two hours nobody is ever given credentials that have lapsed", async () => {
  const { clock, state, source } = hourly();
  const given = new Map<string, number>();
  for (let minute = 0; minute < 120; minute += 1) {
    const asked = source(never());
    await clock.advance(1_000);
    const { accessKeyId } = await asked;
    given.set(accessKeyId, given.get(accessKeyId) ?? clock.monotonicMs());
    expect(clock.monotonicMs() - (given.get(accessKeyId) ?? 0)).toBeLessThan(HOUR_MS - 4 * 60_000);
    await clock.advance(59_000);
  }
  expect([...given.keys()]).toEqual(["STS.1", "STS.2", "STS.3"]);
  expect(state.exchanges).toBe(3);
});

test("while the old are valid, an exchange that fails fails nobody and is tried again ten seconds later", async () => {
  const { clock, state, idAfter } = hourly();
  await idAfter(1_000);
  await clock.advance(HOUR_MS - 4 * 60_000);
  state.failure = signInError("assumeRole", "Not now.", { transient: true });
  expect(await idAfter(1_000)).toBe("STS.1");
  expect(await idAfter(0)).toBe("STS.1");
  expect(state.exchanges).toBe(2);
  await clock.advance(RETRY_AFTER_MS);
  state.failure = null;
  expect(await idAfter(1_000)).toBe("STS.3");
});

test("after their expiry the failure is reported", async () => {
  const { clock, state, idAfter } = hourly();
  await idAfter(1_000);
  await clock.advance(HOUR_MS);
  state.failure = signInError("assumeRole", "Not now.");
  await expect(idAfter(1_000)).rejects.toThrow("Not now.");
});

test("a caller who stops leaves at once, and the exchange goes on for the others", async () => {
  const { clock, state, source } = hourly();
  const stop = new AbortController();
  const [leaving, staying] = [source(stop.signal), source(never())];
  await clock.settle();
  stop.abort();
  await expect(leaving).rejects.toMatchObject({ kind: "aborted" });
  await clock.advance(1_000);
  expect((await staying).accessKeyId).toBe("STS.1");
  expect(state.calledOff).toBe(0);
});

test("when all have stopped, the exchange is cancelled, and the next caller begins another", async () => {
  const { clock, state, source, idAfter } = hourly();
  const stop = new AbortController();
  const leaving = source(stop.signal);
  leaving.catch(() => {});
  await clock.settle();
  stop.abort();
  await expect(leaving).rejects.toMatchObject({ kind: "aborted" });
  expect(await idAfter(1_000)).toBe("STS.2");
  expect(state.calledOff).toBe(1);
  expect(clock.sleepers).toBe(0);
});

test("refused credentials are replaced, once for all refused callers", async () => {
  const { source, state, clock, idAfter } = hourly();
  await idAfter(1_000);
  const refused = await source(never());
  expect(source.expired?.(refused)).toBe(true);
  expect(await idAfter(1_000)).toBe("STS.2");
  expect(source.expired?.(refused)).toBe(true);
  expect(await idAfter(0)).toBe("STS.2");
  expect(state.exchanges).toBe(2);
  expect(clock.sleepers).toBe(0);
});

test("credentials of short life are replaced in the last quarter of it", async () => {
  const clock = new DrivenClock();
  let number = 0;
  const fetch: Fetch = async () => {
    number += 1;
    return {
      credentials: { accessKeyId: `STS.${number}`, accessKeySecret: new Secret("s"), securityToken: null },
      expiresAt: new Date(clock.now().getTime() + 8_000),
    };
  };
  const source = temporaryCredentials(fetch, { clock, log: silentLog });
  const ids: string[] = [];
  for (let second = 0; second < 14; second += 1) {
    ids.push((await source(never())).accessKeyId);
    await clock.advance(1_000);
  }
  expect(ids.lastIndexOf("STS.1")).toBe(5);
  expect(ids.lastIndexOf("STS.2")).toBe(11);
});
