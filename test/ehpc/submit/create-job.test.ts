import { type JsonObject, parseJson } from "../../../src/base/json";
import { Secret } from "../../../src/base/secret";
import { createJobOperation } from "../../../src/ehpc/submit/create-job";
import type { JobRequest } from "../../../src/ehpc/submit/job-request";
import { wallTimeText } from "../../../src/ehpc/submit/job-spec";
import { MARKER_VARIABLE } from "../../../src/ehpc/submit/marker";
import { secretsOfRequest } from "../../../src/ehpc/submit/secrets-of-request";

const least: JobRequest = { clusterId: "ehpc-hz-FYUr32abcd", jobName: "train", commandLine: "-- /bin/true" };

const all: JobRequest = {
  ...least,
  jobQueue: "workq",
  runAsUser: "testuser",
  runAsUserPassword: new Secret('p"a\\ss'),
  priority: 0,
  stdoutPath: "/home/testuser/train.o",
  stderrPath: "/home/testuser/train.e",
  arrayRequest: "1-5:2",
  variables: { EPOCHS: "3", NAME: 'ä "quoted"' },
  wallTimeSeconds: 5_400,
  postCommandLine: "/bin/date",
  resources: { nodes: 1, cores: 2, gpus: 0, memory: "1gb" },
};

const read = (body: string, request = least) => {
  const members = parseJson(body) as JsonObject;
  return createJobOperation(request).read({ requestId: "R-1", members, shown: (text) => text });
};

it("sends what is requested, in the order of the official SDKs", () => {
  expect(createJobOperation(all).query).toEqual({
    ClusterId: "ehpc-hz-FYUr32abcd",
    JobName: "train",
    JobSpec: JSON.stringify({
      ArrayRequest: "1-5:2",
      CommandLine: "-- /bin/true",
      JobQueue: "workq",
      PostCmdLine: "/bin/date",
      Priority: "0",
      Resources: { Cores: 2, Gpus: 0, Memory: "1gb", Nodes: 1 },
      RunasUser: "testuser",
      RunasUserPassword: 'p"a\\ss',
      StderrPath: "/home/testuser/train.e",
      StdoutPath: "/home/testuser/train.o",
      Variables: JSON.stringify([
        { Name: "EPOCHS", Value: "3" },
        { Name: "NAME", Value: 'ä "quoted"' },
      ]),
      WallTime: "01:30:00",
    }),
  });
});

it("leaves out what is not requested", () => {
  const { JobSpec } = createJobOperation({ ...least, variables: {}, resources: {} }).query;
  expect(JobSpec).toBe('{"CommandLine":"-- /bin/true","Resources":{}}');
});

it.each([
  [1, "00:00:01"],
  [59.2, "00:01:00"],
  [3_600, "01:00:00"],
  [432_000, "120:00:00"],
])("writes a wall time of %d s as %s", (seconds, text) => {
  expect(wallTimeText(seconds)).toBe(text);
});

it.each([
  [{ clusterId: " " }, "ClusterId"],
  [{ jobName: "" }, "JobName"],
  [{ commandLine: "\n" }, "CommandLine"],
  [{ wallTimeSeconds: 0 }, "WallTime"],
  [{ wallTimeSeconds: Number.NaN }, "WallTime"],
])("refuses %j before anything is sent", (part, parameter) => {
  expect(() => createJobOperation({ ...least, ...part })).toThrow(
    expect.objectContaining({ kind: "invalid-params", parameter, outcomeUnknown: false }),
  );
});

it("reads the ID from the scheduler's words", () => {
  expect(read('{"JobId":"Submitted batch job 10\\\\n","Success":"true"}')).toEqual({
    requestId: "R-1",
    jobId: "10",
  });
  expect(read('{"JobId":10,"Success":true}')).toEqual({ requestId: "R-1", jobId: "10" });
});

it.each([
  ['{"JobId":"sbatch: queued somewhere"}', 'The scheduler says: "sbatch: queued somewhere"'],
  ['{"JobId":""}', "It says nothing in place of an ID."],
  ["{}", "It says nothing in place of an ID."],
  ['{"JobId":["Submitted batch job 10"]}', "It says nothing in place of an ID."],
])("quotes words that name no job: %s", (body, says) => {
  expect(() => read(body)).toThrow(
    expect.objectContaining({
      kind: "submission-uncertain",
      message: `E-HPC accepted a job without naming its ID (request R-1). ${says}`,
    }),
  );
});

it("hides the password and the variables in whichever form the service repeats them, but not the marker", () => {
  const request = { ...all, variables: { KEY: 'se"cret-key', DAY: "1", [MARKER_VARIABLE]: "the-marker" } };
  const { JobSpec = "", JobName } = createJobOperation(request).query;
  const said = `${JobName}: ${JobSpec} ${encodeURIComponent(JobSpec)} p"a\\ss se"cret-key DAY=1`;
  const shown = secretsOfRequest(request).reduce((text, secret) => secret.concealIn(text), said);
  expect(shown).not.toMatch(/p.{1,12}a.{1,24}ss/);
  expect(shown).not.toMatch(/cret-key/);
  expect(shown).toContain("the-marker");
  expect(shown).toContain("DAY=1");
});
