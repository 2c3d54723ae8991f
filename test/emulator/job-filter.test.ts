import { Refused } from "../../src/emulator/answer";
import { jobFilter } from "../../src/emulator/job-filter";
import type { Json } from "../../src/emulator/scenario";

function chosen(filter: unknown, info: Readonly<Record<string, Json>>): boolean {
  return jobFilter(JSON.stringify(filter))({ jobId: "1", info, response: null, stdout: "", stderr: "" });
}

it("chooses every job without a filter", () => {
  expect(jobFilter(undefined)({ jobId: "1", info: {}, response: null, stdout: "", stderr: "" })).toBe(true);
  expect(chosen({ Users: [], JobStatus: "all" }, {})).toBe(true);
});

it.each([
  [{ Users: ["test", "root"] }, { RunasUser: "testuser" }, true],
  [{ Users: ["root"] }, { RunasUser: "testuser" }, false],
  [{ Queues: ["work"] }, { JobQueue: "workq" }, true],
  [{ Nodes: ["compute000"] }, {}, false],
  [{ Queues: ["work"], JobStatus: "finished" }, { JobQueue: "workq", State: "Running" }, false],
])("with %j and the job %j is %s", (filter, info, result) => {
  expect(chosen(filter, info)).toBe(result);
});

it.each([
  ["{", "JobFilter is invalid"],
  ["[]", "JobFilter is invalid"],
  ['{"JobStatus":"unfinished"}', "JobFilter.JobStatus is invalid"],
  ['{"Users":"root"}', "JobFilter.Users is invalid"],
  ['{"SortBy":{}}', "does not know the filter SortBy"],
  ['{"toString":1}', "does not know the filter toString"],
])("%s is refused", (parameter, message) => {
  expect(() => jobFilter(parameter)).toThrow(Refused);
  expect(() => jobFilter(parameter)).toThrow(message);
});
