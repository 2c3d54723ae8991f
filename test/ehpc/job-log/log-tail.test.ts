import { abortedError, EhpcError, type EhpcErrorKind } from "../../../src/base/errors";
import type { GetJobLogRequest, JobLog } from "../../../src/ehpc/api/client";
import { stderrTail } from "../../../src/ehpc/job-log/log-tail";
import { DrivenClock } from "../../support/driven-clock";

const job = { clusterId: "c", jobId: "1" };

/** A service that gives `log` in parts of at most `most` bytes, and remembers what it was asked for. */
function serving(log: string | Buffer, most = Number.POSITIVE_INFINITY) {
  const bytes = Buffer.from(log);
  const asked: GetJobLogRequest[] = [];
  const getJobLog = async (request: GetJobLogRequest): Promise<JobLog> => {
    asked.push(request);
    const { offset, size } = request;
    return answer({
      stderr: bytes.subarray(offset, offset + Math.min(size, most)),
      stderrSize: bytes.length,
    });
  };
  return { getJobLog, asked };
}

function answer(parts: Partial<JobLog>): JobLog {
  return {
    requestId: "R",
    stdout: Buffer.alloc(0),
    stderr: Buffer.alloc(0),
    stdoutSize: null,
    stderrSize: null,
    ...parts,
  };
}

function tail(client: Parameters<typeof stderrTail>[0], lines = 20, signal = new AbortController().signal) {
  return stderrTail(client, job, { lines, signal });
}

describe("of a short log", () => {
  it("is the whole of it, in one call", async () => {
    const client = serving("one\ntwo\n");
    expect(await tail(client)).toEqual(["one", "two"]);
    expect(client.asked).toEqual([{ ...job, logType: "stderr", offset: 0, size: 10_240 }]);
  });

  it("is no more than the lines asked for", async () => {
    expect(await tail(serving("1\n2\n3\n4"), 2)).toEqual(["3", "4"]);
  });

  it("keeps blank lines between others, and none at the end", async () => {
    expect(await tail(serving("\na\n\n  b  \n\n \n"))).toEqual(["", "a", "", "  b"]);
  });

  it("is empty where there is nothing", async () => {
    expect(await tail(serving(""))).toEqual([]);
    expect(await tail(serving("\n \n"))).toEqual([]);
  });

  it("understands the line breaks of Windows", async () => {
    expect(await tail(serving("a\r\nb\r\n"))).toEqual(["a", "b"]);
  });

  it("shows the last state of a progress bar", async () => {
    expect(await tail(serving("start\n 1%\r50%\r99%\r\nTraceback\n"))).toEqual(["start", "99%", "Traceback"]);
  });

  it("does nothing to a terminal", async () => {
    expect(await tail(serving("\u001b[31mred\u001b[0m\u0007\n\u001b]0;title\u0007x\n"))).toEqual([
      "red",
      "x",
    ]);
  });
});

describe("of a long log", () => {
  const lines = Array.from({ length: 5_000 }, (_, index) => `line ${index}`);

  it("is read from its end, in two calls", async () => {
    const text = `${lines.join("\n")}\n`;
    const client = serving(text);
    expect(await tail(client)).toEqual(lines.slice(-20));
    expect(client.asked.map(({ offset }) => offset)).toEqual([0, text.length - 10_240]);
  });

  it("begins with a whole line", async () => {
    const shown = await tail(serving(lines.join("\n")), 100_000);
    expect(shown?.[0]).toMatch(/^line \d+$/);
    expect(lines.slice(-(shown?.length ?? 0))).toEqual(shown);
  });

  it("begins with a whole character where it is one line", async () => {
    for (const shift of ["", "a", "ab"]) {
      const [shown = ""] = (await tail(serving(shift + "中".repeat(10_000)))) ?? [];
      expect(shown).toMatch(/^中{3413}$/);
    }
  });

  it("ends with a whole character where the last one is not written yet", async () => {
    const whole = Buffer.from("中".repeat(2));
    expect(await tail(serving(whole.subarray(0, 5)))).toEqual(["中"]);
  });

  it("shows bytes that are no text as such", async () => {
    expect(await tail(serving(Buffer.from([0x61, 0xff, 0xfe, 0x62])))).toEqual(["a\ufffd\ufffdb"]);
  });

  it("is put together where the service gives less at once than asked for", async () => {
    expect(await tail(serving(`${lines.join("\n")}\n`, 1_000))).toEqual(lines.slice(-20));
  });

  it("is not given where the service keeps its end back", async () => {
    const client = serving("x\n".repeat(100_000));
    const getJobLog = async (request: GetJobLogRequest) =>
      request.offset === 0 ? client.getJobLog(request) : answer({ stderrSize: 200_000 });
    expect(await tail({ getJobLog })).toBeNull();
  });
});

describe("is not given, and nothing false is said", () => {
  it("where the service does not say how long the log is", async () => {
    expect(await tail({ getJobLog: async () => answer({ stderr: Buffer.from("beginning\n") }) })).toBeNull();
  });

  const kinds: EhpcErrorKind[] = [
    "job-not-found",
    "forbidden",
    "service-fault",
    "bad-answer",
    "timeout",
    "other",
  ];

  it.each(kinds)("where GetJobLog fails with %s", async (kind) => {
    const getJobLog = () => Promise.reject(new EhpcError(kind, "No."));
    expect(await tail({ getJobLog })).toBeNull();
  });
});

it("is left out at once for whoever gives up: the failure is known all the same", async () => {
  const controller = new AbortController();
  const getJobLog = async () => {
    controller.abort();
    throw abortedError();
  };
  expect(await tail({ getJobLog }, 20, controller.signal)).toBeNull();
});

it("does not hide a mistake in the program", async () => {
  const getJobLog = () => Promise.reject(new TypeError("mistake"));
  await expect(tail({ getJobLog })).rejects.toThrow(TypeError);
});

it("takes five seconds at most, of a client that never answers and hears no signal", async () => {
  const clock = new DrivenClock();
  const { signal } = new AbortController();
  const never = () => new Promise<never>(() => {});
  let shown: string[] | null | undefined;
  const reading = stderrTail({ getJobLog: never }, job, { lines: 20, signal, clock }).then((lines) => {
    shown = lines;
  });
  await clock.advance(4_999);
  expect(shown).toBeUndefined();
  await clock.advance(1);
  await reading;
  expect(shown).toBeNull();
});

it("leaves no timer behind", async () => {
  const clock = new DrivenClock();
  const { signal } = new AbortController();
  expect(await stderrTail(serving("one\n"), job, { lines: 20, signal, clock })).toEqual(["one"]);
  expect(clock.sleepers).toBe(0);
});
