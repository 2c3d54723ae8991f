import { isJsonObject, parseJson } from "../../../src/base/json";
import { silentLog } from "../../../src/base/log";
import {
  type GetJobLogRequest,
  getJobLogOperation,
  type JobLog,
} from "../../../src/ehpc/job-log/get-job-log";

const request: GetJobLogRequest = {
  clusterId: "c",
  jobId: "1[3].manager",
  logType: "all",
  offset: 0,
  size: 10_240,
};

function read(body: string): JobLog {
  const members = parseJson(body);
  if (!isJsonObject(members)) {
    throw new Error("not an object");
  }
  return getJobLogOperation(request, silentLog).read({ requestId: "R-1", members, shown: (text) => text });
}

it("asks for a part of a log, with all parameters as texts", () => {
  expect(getJobLogOperation({ ...request, logType: "stderr", offset: 5 }, silentLog)).toMatchObject({
    action: "GetJobLog",
    query: { ClusterId: "c", JobId: "1[3].manager", LogType: "stderr", Offset: "5", Size: "10240" },
  });
});

it.each([
  [{ clusterId: "" }, "ClusterId"],
  [{ jobId: "\t" }, "JobId"],
  [{ offset: -1 }, "Offset"],
  [{ offset: 0.5 }, "Offset"],
  [{ size: 0 }, "Size"],
])("with %j is refused before it is sent", (wrong, parameter) => {
  expect(() => getJobLogOperation({ ...request, ...wrong }, silentLog)).toThrow(
    expect.objectContaining({ kind: "invalid-params", parameter }),
  );
});

it("gives the logs as bytes", () => {
  const stdout = Buffer.from([0xff, 0x00, 0xe4]);
  const log = read(
    JSON.stringify({
      StdoutLog: stdout.toString("base64"),
      StderrLog: "ZXJyb3IK",
      StdoutLogSize: "3",
      StderrLogSize: 6,
    }),
  );
  expect(log).toEqual({
    requestId: "R-1",
    stdout,
    stderr: Buffer.from("error\n"),
    stdoutSize: 3,
    stderrSize: 6,
  });
});

it("gives no bytes of a log that is not in the answer, and no size", () => {
  expect(read('{"StderrLog":""}')).toEqual({
    requestId: "R-1",
    stdout: Buffer.alloc(0),
    stderr: Buffer.alloc(0),
    stdoutSize: null,
    stderrSize: null,
  });
});

it("refuses data that is not Base64", () => {
  expect(() => read('{"StderrLog":"Traceback (most recent call last):"}')).toThrow(
    expect.objectContaining({
      kind: "bad-answer",
      message: "E-HPC returned a StderrLog that is not Base64 (request R-1).",
    }),
  );
});

it("refuses the log of another job, and the next answer may be the right one", () => {
  expect(() => read('{"JobId":"1[4].manager","StdoutLog":"","StderrLog":""}')).toThrow(
    expect.objectContaining({ kind: "wrong-job", transient: true }),
  );
});
