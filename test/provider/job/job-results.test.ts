import type { Job } from "../../../src/ehpc/job/job";
import { describeJob, MISSING_JOB } from "../../../src/provider/job/job-results";
import { aJob } from "../../ehpc/job/a-job";

const warnings: string[] = [];
const quiet = () => {};
const logger = {
  trace: quiet,
  debug: quiet,
  info: quiet,
  error: quiet,
  warn: (message: string) => warnings.push(message),
};

const described = (job: Partial<Job>, lists = {}) => describeJob(aJob(job), lists, logger);

test("a job without any field looks like a missing one: unknown and not finished", () => {
  expect(described({})).toEqual(MISSING_JOB);
});

test.each([
  ["Pending", "pending", false, false],
  ["QUEUED", "pending", false, false],
  ["Running", "running", false, false],
  ["FINISHED", "succeeded", true, true],
  ["Completed", "succeeded", true, true],
  ["Failed", "failed", true, false],
  ["CANCELLED", "failed", true, false],
  ["Whatever", "unknown", false, false],
])("state %s is phase %s, finished %s, succeeded %s", (state, phase, finished, succeeded) => {
  expect(described({ state })).toMatchObject({ state, phase, finished, succeeded });
});

test("lists of the user win over the built-in classification", () => {
  expect(described({ state: "Whatever" }, { successStates: ["whatever"] })).toMatchObject({
    succeeded: true,
  });
  expect(described({ state: "Completed" }, { failureStates: ["COMPLETED"] })).toMatchObject({
    phase: "failed",
    succeeded: false,
  });
});

test("node list and array request are taken apart", () => {
  expect(described({ nodeList: "c[002,005-006]", arrayRequest: "2-7:2" })).toMatchObject({
    node_list: "c[002,005-006]",
    node_names: ["c002", "c005", "c006"],
    array_request: "2-7:2",
    array_indices: [2, 4, 6],
  });
});

test("a notation that cannot be read leaves the text, no list and a line in the log", () => {
  warnings.length = 0;
  expect(described({ arrayRequest: "every other" })).toMatchObject({
    array_request: "every other",
    array_indices: null,
  });
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain("array_indices is null");
});
