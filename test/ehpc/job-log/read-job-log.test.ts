import fc from "fast-check";
import { EhpcError } from "../../../src/base/errors";
import type { GetJobLogRequest } from "../../../src/ehpc/api/client";
import { type JobLogRequest, readJobLog } from "../../../src/ehpc/job-log/read-job-log";
import { JobLogFiles } from "./job-logs";

const job = { clusterId: "c", jobId: "1.manager" };

function read(service: Pick<JobLogFiles, "getJobLog">, request: Partial<JobLogRequest> = {}) {
  return readJobLog(service, { ...job, logType: "all", ...request }, {});
}

/** Bytes that tell where they stand. */
const file = (length: number) =>
  Buffer.from(Array.from({ length }, (_, index) => (index * 7 + (index >> 8)) % 251));

describe("short logs", () => {
  it("are read in one call, both together", async () => {
    const service = new JobLogFiles("out\n", "error\n");
    expect(await read(service)).toEqual({
      requestId: "R-1",
      stdout: { bytes: Buffer.from("out\n"), offset: 0, fileSize: 4, askedFor: 4 },
      stderr: { bytes: Buffer.from("error\n"), offset: 0, fileSize: 6, askedFor: 6 },
    });
    expect(service.calls).toEqual([{ ...job, logType: "all", offset: 0, size: 409_600 }]);
  });

  it("may be asked for one by one", async () => {
    const service = new JobLogFiles("out\n", "error\n");
    expect(await read(service, { logType: "stderr" })).toMatchObject({
      stdout: null,
      stderr: { fileSize: 6 },
    });
    expect(await read(service, { logType: "stdout" })).toMatchObject({
      stdout: { fileSize: 4 },
      stderr: null,
    });
  });

  it("may be empty, or not there yet", async () => {
    const empty = { bytes: Buffer.alloc(0), offset: 0, fileSize: 0, askedFor: 0 };
    expect(await read(new JobLogFiles(""), { logType: "stdout" })).toMatchObject({ stdout: empty });
    const nothing = new JobLogFiles("");
    const getJobLog = async (request: GetJobLogRequest) => ({
      ...(await nothing.getJobLog(request)),
      stdoutSize: null,
    });
    expect(await read({ getJobLog }, { logType: "stdout", offset: 5 })).toMatchObject({ stdout: empty });
  });

  it("give their end in the same call", async () => {
    const service = new JobLogFiles("0123456789", "ab");
    expect(await read(service, { tailBytes: 10 })).toMatchObject({
      stdout: { bytes: Buffer.from("0123456789"), offset: 0 },
      stderr: { bytes: Buffer.from("ab"), offset: 0, askedFor: 2 },
    });
    expect(service.calls).toHaveLength(1);
  });
});

describe("long logs", () => {
  it("are read in pieces, each log on from where it was", async () => {
    const service = new JobLogFiles(file(1_000_000), file(500_000));
    const { stdout, stderr } = await read(service);
    expect(stdout?.bytes.equals(service.stdout)).toBe(true);
    expect(stderr?.bytes.equals(service.stderr)).toBe(true);
    expect(service.calls.map(({ logType, offset, size }) => [logType, offset, size])).toEqual([
      ["all", 0, 409_600],
      ["stdout", 409_600, 409_600],
      ["stderr", 409_600, 90_400],
      ["stdout", 819_200, 180_800],
    ]);
  });

  it("are cut off at the cap, of which a tail keeps the end", async () => {
    const service = new JobLogFiles(file(3_000));
    const beginning = await read(service, { maxBytes: 1_000, logType: "stdout" });
    expect(beginning.stdout).toEqual({
      bytes: file(3_000).subarray(0, 1_000),
      offset: 0,
      fileSize: 3_000,
      askedFor: 3_000,
    });
    const end = await read(service, { maxBytes: 1_000, tailBytes: 2_500, logType: "stdout" });
    expect(end.stdout).toEqual({
      bytes: file(3_000).subarray(2_000),
      offset: 2_000,
      fileSize: 3_000,
      askedFor: 2_500,
    });
  });

  it("are cut off at 1 MiB unless another cap is given", async () => {
    const { stdout } = await read(new JobLogFiles(file(2_000_000)), { logType: "stdout" });
    expect(stdout).toMatchObject({ bytes: { length: 1_048_576 }, fileSize: 2_000_000, askedFor: 2_000_000 });
  });
});

it("gives exactly the bytes asked for, however little the service gives at once", async () => {
  const whole = file(5_000);
  const bytes = fc.integer({ min: 1, max: 6_000 });
  const part = fc.oneof(
    fc.record({ tailBytes: bytes }),
    fc.record({ offset: fc.integer({ min: 0, max: 6_000 }), size: bytes }),
    fc.record({ offset: fc.integer({ min: 0, max: 6_000 }) }),
    fc.constant({}),
  );
  await fc.assert(
    fc.asyncProperty(part, bytes, fc.integer({ min: 300, max: 6_000 }), async (asked, maxBytes, most) => {
      const { stdout } = await read(new JobLogFiles(whole, "", most), {
        logType: "stdout",
        maxBytes,
        ...asked,
      });
      const { tailBytes, offset = 0, size = 5_000 } = asked as Partial<JobLogRequest>;
      const expected =
        tailBytes === undefined
          ? whole.subarray(offset, offset + Math.min(size, maxBytes))
          : whole.subarray(-Math.min(tailBytes, maxBytes));
      expect(stdout?.bytes.equals(expected)).toBe(true);
      expect(stdout?.fileSize).toBe(5_000);
    }),
  );
});

describe("a log that changes while it is read", () => {
  it("is cut where its end was when it was first seen", async () => {
    const service = new JobLogFiles(file(1_000), "", 400);
    service.before = (call) => {
      if (call > 1) {
        service.stdout = Buffer.concat([service.stdout, Buffer.from("more")]);
      }
    };
    const { stdout } = await read(service, { logType: "stdout" });
    expect(stdout).toEqual({ bytes: file(1_000), offset: 0, fileSize: 1_000, askedFor: 1_000 });
  });

  it("is as long as its bytes if it grew after its length was given", async () => {
    const service = new JobLogFiles("12345");
    const getJobLog = async (request: GetJobLogRequest) => ({
      ...(await service.getJobLog(request)),
      stdoutSize: 3,
    });
    expect(await read({ getJobLog }, { logType: "stdout" })).toMatchObject({
      stdout: { bytes: Buffer.from("12345"), fileSize: 5 },
    });
  });

  it("is given as far as it exists if it was overwritten", async () => {
    const service = new JobLogFiles(file(1_000), "", 400);
    service.before = (call) => {
      if (call === 2) {
        service.stdout = Buffer.from("new");
      }
    };
    const { stdout } = await read(service, { logType: "stdout" });
    expect(stdout).toEqual({
      bytes: file(1_000).subarray(0, 400),
      offset: 0,
      fileSize: 1_000,
      askedFor: 1_000,
    });
  });
});

describe("a service that gives next to nothing", () => {
  it("is not asked on for ever", async () => {
    const service = new JobLogFiles(file(100_000), "", 1);
    const { stdout } = await read(service, { logType: "stdout" });
    expect(stdout).toMatchObject({ fileSize: 100_000, askedFor: 100_000 });
    expect(service.calls.length).toBeLessThan(200);
  });

  it("may refuse to give much at once, and is asked for less", async () => {
    const service = new JobLogFiles(file(30_000));
    service.before = (call) => {
      if ((service.calls[call - 1]?.size ?? 0) > 20_000) {
        throw new EhpcError("invalid-params", "Size.", { code: "InvalidParams", parameter: "Size" });
      }
    };
    const { stdout } = await read(service, { logType: "stdout" });
    expect(stdout?.bytes.equals(service.stdout)).toBe(true);
    expect(service.calls.map(({ size }) => size)).toEqual([409_600, 10_240, 10_240, 9_520]);
  });

  it("may give more than asked for, which is cut", async () => {
    const service = new JobLogFiles(file(1_000));
    const getJobLog = (request: GetJobLogRequest) => service.getJobLog({ ...request, size: 900 });
    const { stdout } = await read({ getJobLog }, { logType: "stdout", offset: 10, size: 5 });
    expect(stdout?.bytes.equals(file(1_000).subarray(10, 15))).toBe(true);
  });

  it("is refused if it does not say how long a log is", async () => {
    const service = new JobLogFiles("x");
    const getJobLog = async (request: GetJobLogRequest) => ({
      ...(await service.getJobLog(request)),
      stdoutSize: null,
    });
    await expect(read({ getJobLog })).rejects.toMatchObject({
      kind: "bad-answer",
      message: "E-HPC returned no length for the log of stdout (request R-1).",
    });
  });
});
