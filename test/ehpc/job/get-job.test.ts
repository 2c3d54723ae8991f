import type { EhpcError } from "../../../src/base/errors";
import { isJsonObject, parseJson } from "../../../src/base/json";
import { silentLog } from "../../../src/base/log";
import { getJobOperation, type JobAnswer } from "../../../src/ehpc/job/get-job";

function read(body: string, jobId = "1.manager"): JobAnswer {
  const members = parseJson(body);
  if (!isJsonObject(members)) {
    throw new Error("not an object");
  }
  return getJobOperation({ clusterId: "c", jobId }, silentLog).read({
    requestId: "R-1",
    members,
    shown: (text) => text,
  });
}

function failure(body: string, jobId?: string): Partial<EhpcError> {
  try {
    return { message: `a job: ${JSON.stringify(read(body, jobId))}` };
  } catch (error) {
    return error as EhpcError;
  }
}

it.each([
  '{"JobInfo":{"JobId":"1.manager","State":"Running"}}',
  '{"JobInfo":"{\\"JobId\\":\\"1.manager\\",\\"State\\":\\"Running\\"}"}',
])("reads the job of %s", (body) => {
  expect(read(body)).toMatchObject({ requestId: "R-1", job: { jobId: "1.manager", state: "Running" } });
});

it.each([
  "{}",
  '{"JobInfo":null}',
  '{"JobInfo":{}}',
  '{"JobInfo":"{}"}',
  '{"JobInfo":{"JobId":"","State":null,"Priority":0}}',
])("takes %s for the answer about a missing job", (body) => {
  expect(failure(body)).toMatchObject({
    kind: "job-not-found",
    parameter: "JobId",
    requestId: "R-1",
    message: "E-HPC does not know the job: the response describes none (request R-1).",
  });
});

it.each([
  '{"JobInfo":[]}',
  '{"JobInfo":[{"JobId":"1.manager","State":"Failed"}]}',
  '{"JobInfo":"Running"}',
  '{"JobInfo":""}',
  '{"JobInfo":7}',
  '{"JobInfo":false}',
  '{"JobInfo":{"Job":{"JobId":"1.manager","State":"Failed"}}}',
])("never takes %s for the answer about a missing job", (body) => {
  expect(failure(body)).toMatchObject({
    kind: "bad-answer",
    requestId: "R-1",
    message: "E-HPC returned a JobInfo of an unexpected shape (request R-1).",
  });
});

it.each([
  ["1.manager", "1.manager"],
  ["1", "1.manager"],
  ["1", "1.manager.local"],
  ["1.manager.local", "1.manager"],
  ["1.manager", "1"],
  [" 1 ", "1"],
  ["1[3].manager", "1[3]"],
  ["9007199254740993", "9007199254740993"],
])("asked about %s, takes an answer about %s", (jobId, answered) => {
  expect(read(`{"JobInfo":{"JobId":"${answered}","State":"Running"}}`, jobId).job.jobId).toBe(answered);
});

it.each([
  '{"JobInfo":{"State":"Completed"}}',
  '{"JobInfo":{"JobId":null,"State":"Completed"}}',
  '{"JobInfo":{"JobId":"","State":"Completed"}}',
  '{"JobInfo":{"JobId":["1.manager"],"ArrayJobId":"1","ArrayJobSubId":"7","State":"Completed"}}',
  '{"JobInfo":{"JobId":{"value":"1"},"ArrayJobId":"1","ArrayJobSubId":"7","State":"Completed"}}',
  '{"JobInfo":{"JobId":true,"ArrayJobId":"1","State":"Completed"}}',
  '{"JobInfo":{"JobId":" \\u200b ","State":"Completed"}}',
  '{"JobInfo":"{\\"State\\":\\"Completed\\"}"}',
])("refuses %s, which does not say which job it is about", (body) => {
  expect(failure(body)).toMatchObject({ kind: "bad-answer", transient: true, requestId: "R-1" });
});

it.each([
  ['{"JobInfo":{"JobId":"1.manager","State":"Failed","State":"Completed"}}', "State"],
  ['{"JobInfo":{"JobId":"2","JobId":"1.manager","State":"Completed"}}', "JobId"],
  ['{"JobInfo":{"JobId":"1.manager","State":"Completed","state":"Failed"}}', "state"],
  ['{"JobInfo":"{\\"JobId\\":\\"1\\",\\"State\\":\\"Failed\\",\\"State\\":\\"Completed\\"}"}', "State"],
])("refuses %s, which contradicts itself", (body, name) => {
  expect(failure(body)).toMatchObject({
    kind: "bad-answer",
    transient: true,
    message: `E-HPC returned a contradictory response (request R-1). JobInfo has "${name}" twice.`,
  });
});

it("takes the last of equal names where nothing is decided by them", () => {
  const body =
    '{"JobInfo":{"JobId":"1","State":"Running","Variables":{"A":"1","A":"2"},"ExtraInfo":{"b":1,"b":2}}}';
  expect(read(body).job).toMatchObject({ variables: { A: "2" }, extraInfo: '{"b":2}' });
});

it("reads a job under a name in another case", () => {
  expect(read('{"jobInfo":{"JobId":"1.manager","State":"Running"}}').job.state).toBe("Running");
});

it.each([
  ["1.manager", "1.other"],
  ["1.manager", "1.manager2"],
  ["1.manager.local", "1.manager.other"],
  ["1.manager", "2.manager"],
  ["1.manager", "11.manager"],
  ["1[3].manager", "1[4].manager"],
  ["1[3].manager", "1.manager"],
  ["1.manager", "1[].manager"],
  ["a.manager", "A.manager"],
  ["9007199254740993", "9007199254740992"],
  ["1", "1.batch"],
  ["1", "1.0"],
  ["1.manager", "1.extern"],
  ["36_1", "36_1.extern"],
  ["36", "36_1.batch"],
  ["1.manager", "1.manager."],
  ["1[2].manager", "1[].manager"],
])("asked about %s, refuses an answer about %s, which the next attempt may set right", (jobId, answered) => {
  expect(failure(`{"JobInfo":{"JobId":"${answered}","State":"Finished"}}`, jobId)).toMatchObject({
    kind: "wrong-job",
    transient: true,
    requestId: "R-1",
    message: `The request was for job ${jobId}, but E-HPC returned job ${answered} (request R-1).`,
  });
});

it("takes a number with a fraction for no job's ID", () => {
  expect(failure('{"JobInfo":{"JobId":1.5,"State":"Completed"}}', "1")).toMatchObject({ kind: "wrong-job" });
});

it("compares an ID as it was written, not as it is shown", () => {
  const body = '{"JobInfo":{"JobId":"1.man\\u200bager","State":"Completed"}}';
  expect(failure(body)).toMatchObject({ kind: "wrong-job" });
});

it("names another job in one plain and short line", () => {
  const answered = JSON.stringify(`2\n\u001b[2JJob 1: Finished${"x".repeat(1_000)}`);
  const { message = "" } = failure(`{"JobInfo":{"JobId":${answered}}}`);
  expect(message).toMatch(
    /^The request was for job 1\.manager, but E-HPC returned job 2 Job 1: Finishedx+\.\.\./,
  );
  expect(message.length).toBeLessThan(400);
});

it("names another job without a secret that stands in its id", () => {
  const members = parseJson('{"JobInfo":{"JobId":"2.topsecret","State":"Finished"}}');
  if (!isJsonObject(members)) {
    throw new Error("not an object");
  }
  const operation = getJobOperation({ clusterId: "c", jobId: "1.manager" }, silentLog);
  const shown = (text: string) => text.replaceAll("topsecret", "***");
  expect(() => operation.read({ requestId: null, members, shown })).toThrow(
    /but E-HPC returned job 2\.\*\*\*\.$/,
  );
});

const subJob = (jobId: string, parent: string, index: string) =>
  `{"JobInfo":{"JobId":"${jobId}","State":"Running","ArrayJobId":"${parent}","ArrayJobSubId":${index}}}`;

it.each([
  ["100_3", subJob("103", "100", "3")],
  ["1[3].manager", subJob("1[3]", "1[].manager", "3")],
  ["1[3].manager", subJob("4.manager", "1", "3")],
])("takes a sub-job of an array by its parent and index: %s", (asked, body) => {
  expect(read(body, asked).job.state).toBe("Running");
});

it.each([
  ["100", subJob("103", "100", "3")],
  ["100", subJob("100", "100", "4")],
  ["100", '{"JobInfo":{"JobId":"100_[1-4]","State":"Pending"}}'],
  ["1[].manager", subJob("1[3].manager", "1", "3")],
])("takes what there is of an array for its own ID, which others make whole: %s", (asked, body) => {
  expect(read(body, asked).job.state).toMatch(/Running|Pending/);
});

it.each([
  ["100_3", subJob("104", "100", "4")],
  ["100_3", subJob("103", "200", "3")],
  ["1[].manager", subJob("1[3].other", "1[].other", "3")],
  ["1[3].manager", subJob("1[4].manager", "1[].manager", "3")],
  ["1[3].manager", subJob("4.other", "1[].other", "3")],
  ["1[3].manager", subJob("1[].manager", "1[].manager", "3")],
])("takes no other sub-job for %s", (asked, body) => {
  expect(failure(body, asked)).toMatchObject({ kind: "wrong-job" });
});

it.each([
  ["36", '"JobId":36,"ArrayJobSubId":3'],
  ["36", '"JobId":36,"arrayJobSubId":3'],
  ["36", '"JobId":"36","ArrayJobId":["36"],"ArrayJobSubId":"3"'],
  ["36", '"JobId":"36","ArrayJobId":"36 (3)","ArrayJobSubId":"3"'],
  ["36_2", '"JobId":"36_2","ArrayJobId":"36","ArrayJobSubId":"3"'],
  ["36_2", '"JobId":"36_2","ArrayJobId":"99"'],
  ["36", '"JobId":"36","ArrayJobId":"3\\u200b6","ArrayJobSubId":"3"'],
  ["36", '"JobId":"36","ArrayRequest":"\\u200b"'],
])("asked about %s, refuses %s, whose IDs do not go together", (asked, ids) => {
  expect(failure(`{"JobInfo":{${ids},"State":"Completed"}}`, asked)).toMatchObject({
    kind: "bad-answer",
    transient: true,
    requestId: "R-1",
    message: expect.stringMatching(
      /^E-HPC returned a job whose IDs do not say which job it is \(request R-1\): /,
    ),
  });
});
