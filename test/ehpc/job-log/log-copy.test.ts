import { LogCopy, type LogCopyOptions } from "../../../src/ehpc/job-log/log-copy";
import { serve, stopServing } from "../../emulator/serving";

afterEach(stopServing);

/** A copy of the log that job 1 writes with `stdout`, and what came of it. */
async function copying(stdout: string, options: Partial<LogCopyOptions> = {}) {
  const serving = await serve({ clusters: { c: { jobs: { 1: { stdout } } } } });
  const chunks: Uint8Array[] = [];
  const restarts: string[] = [];
  const copy = new LogCopy({
    client: serving.client,
    clusterId: "c",
    jobId: "1",
    stream: "stdout",
    output: { write: (bytes) => void chunks.push(bytes) },
    from: { offset: 0 },
    onRestart: () => void restarts.push("restart"),
    ...options,
  });
  const set = (text: string) => serving.emulator.setJob("c", "1", { stdout: text });
  return { ...serving, copy, set, restarts, copied: () => Buffer.concat(chunks).toString() };
}

it("copies what is new each time, and every byte once", async () => {
  const { copy, set, copied } = await copying("one\n");
  expect(await copy.copyNew({})).toBe(4);
  expect(await copy.copyNew({})).toBe(0);
  set("one\ntwo\n");
  expect(await copy.copyNew({})).toBe(4);
  expect(copied()).toBe("one\ntwo\n");
});

it("copies a log that is larger than what is read at once", async () => {
  const text = Array.from({ length: 300_000 }, (_, index) => `${index}\n`).join("");
  const { copy, copied } = await copying(text);
  expect(await copy.copyNew({})).toBe(text.length);
  expect(copied() === text).toBe(true);
});

it.each([
  [{ from: { offset: 2 } }, "23456789"],
  [{ from: { offset: 2 }, size: 3 }, "234"],
  [{ from: { offset: 8 }, size: 30 }, "89"],
  [{ from: { offset: 100 } }, ""],
  [{ from: { tailBytes: 3 } }, "789"],
  [{ from: { tailBytes: 0 } }, ""],
  [{ from: { tailBytes: 100 } }, "0123456789"],
])("copies the part that is asked for: %j", async (part, result) => {
  const { copy, copied } = await copying("0123456789", part);
  await copy.copyNew({});
  expect(copied()).toBe(result);
});

it("continues at the same byte after a failure, and starts only once", async () => {
  const begun: number[][] = [];
  const { copy, emulator, copied } = await copying("0123456789", {
    from: { tailBytes: 5 },
    onBegin: (...told) => void begun.push(told),
  });
  await copy.copyNew({});
  emulator.setJob("c", "1", { stdout: "0123456789ab", error: { code: "AgentError", times: 1 } });
  await expect(copy.copyNew({})).rejects.toMatchObject({ transient: true });
  await copy.copyNew({});
  expect(copied()).toBe("56789ab");
  expect(begun).toEqual([[5, 10]]);
});

it("copies a log that has become shorter from its beginning, and says so", async () => {
  const { copy, set, restarts, copied } = await copying("old old old\n");
  await copy.copyNew({});
  set("new\n");
  await copy.copyNew({});
  expect(copied()).toBe("old old old\nnew\n");
  expect(restarts).toEqual(["restart"]);
});

it("knows how many bytes the service says that there are and does not give", async () => {
  const parts = [
    { stdout: Buffer.from("0"), stdoutSize: 10 },
    { stdout: Buffer.from("0123"), stdoutSize: 10 },
  ];
  const empty = { stdout: Buffer.alloc(0), stdoutSize: 10 };
  const log = { requestId: null, stderr: Buffer.alloc(0), stderrSize: null };
  const { copy, copied } = await copying("", {
    client: { getJobLog: async () => ({ ...log, ...(parts.shift() ?? empty) }) },
  });
  expect(copy.missing).toBe(0);
  await copy.copyNew({});
  expect({ copied: copied(), missing: copy.missing }).toEqual({ copied: "0123", missing: 6 });
});

it("stops asking where each answer brings a byte of very many", async () => {
  let calls = 0;
  const getJobLog = async () => {
    calls += 1;
    const stdout = Buffer.from("x");
    return { requestId: null, stdout, stderr: Buffer.alloc(0), stdoutSize: 9e15, stderrSize: null };
  };
  const { copy } = await copying("", { client: { getJobLog } });
  expect(await copy.copyNew({})).toBeLessThan(2_000);
  expect(calls).toBeLessThan(2_000);
  expect(copy.missing).toBeGreaterThan(8e15);
});
