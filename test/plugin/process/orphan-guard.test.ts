import { createOrphanGuard } from "../../../src/plugin/process/orphan-guard";

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function watch() {
  const left: string[] = [];
  let parent = 42;
  const guard = createOrphanGuard({
    startedBy: 42,
    parent: () => parent,
    leave: (reason) => left.push(reason),
  });
  return {
    guard,
    left,
    reparent: () => {
      parent = 1;
    },
  };
}

describe("the orphan guard", () => {
  test("leaves when no client connects within a minute", () => {
    const { left } = watch();
    jest.advanceTimersByTime(59_999);
    expect(left).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(left).toEqual(["no client has connected"]);
  });

  test("leaves soon when a client has left before it had a session, and clients that come and go put nothing off", () => {
    const { guard, left } = watch();
    for (let visit = 0; visit < 9; visit += 1) {
      guard.clientLeft();
      jest.advanceTimersByTime(1_000);
    }
    expect(left).toEqual([]);
    jest.advanceTimersByTime(1_000);
    expect(left).toEqual(["the client has left before it was served"]);
  });

  test("stays when another client has a session after one that has left", () => {
    const { guard, left } = watch();
    guard.clientLeft();
    guard.sessionOpened();
    guard.clientLeft();
    jest.advanceTimersByTime(3_600_000);
    expect(left).toEqual([]);
    guard.stop();
  });

  test("stays for as long as a session is open", () => {
    const { guard, left } = watch();
    guard.sessionOpened();
    jest.advanceTimersByTime(3_600_000);
    expect(left).toEqual([]);
    guard.stop();
  });

  test("leaves soon after the last of several sessions", () => {
    const { guard, left } = watch();
    guard.sessionOpened();
    guard.sessionOpened();
    guard.sessionClosed();
    jest.advanceTimersByTime(10_000);
    expect(left).toEqual([]);
    guard.sessionClosed();
    jest.advanceTimersByTime(250);
    expect(left).toEqual(["the last client has gone"]);
  });

  test("stays when a client comes back within the grace", () => {
    const { guard, left } = watch();
    guard.sessionOpened();
    guard.sessionClosed();
    jest.advanceTimersByTime(200);
    guard.sessionOpened();
    jest.advanceTimersByTime(10_000);
    expect(left).toEqual([]);
    guard.stop();
  });

  test("leaves when its parent is another one, even with a session open", () => {
    const { guard, left, reparent } = watch();
    guard.sessionOpened();
    reparent();
    jest.advanceTimersByTime(500);
    expect(left).toEqual(["the parent process is gone"]);
  });

  test("does nothing once stopped", () => {
    const { guard, left, reparent } = watch();
    guard.stop();
    reparent();
    jest.advanceTimersByTime(120_000);
    expect(left).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });
});
