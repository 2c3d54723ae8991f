import { Refused } from "../../../src/emulator/http/answer";
import { jobFilter } from "../../../src/emulator/jobs/job-filter";
import type { JobNow } from "../../../src/emulator/jobs/job-life";
import { Selection } from "../../../src/emulator/jobs/selection";
import type { Json } from "../../../src/emulator/scenario/scenario";

function chosen(filter: unknown, info: Readonly<Record<string, Json>>): boolean {
  return jobFilter(JSON.stringify(filter)).chooses({ jobId: "1", info, listed: {}, response: null });
}

it("chooses every job without a filter", () => {
  expect(jobFilter(undefined).chooses({ jobId: "1", info: {}, listed: {}, response: null })).toBe(true);
  expect(chosen({ Users: [], JobStatus: "all" }, {})).toBe(true);
});

it.each([
  "",
  "{}",
  "null",
  '{"Diagnosis":[]}',
  '{"Diagnosis":null,"JobName":null,"SortBy":null}',
  '{"JobStatus":"","JobName":"","CreateTimeStart":"","CreateTimeEnd":""}',
  '{"Users":[],"Queues":[],"Nodes":[],"SortBy":{}}',
])("the filter %j, which says nothing, chooses every job as it stands in the list", (parameter) => {
  const jobs: JobNow[] = [
    { jobId: "1", info: {}, listed: {}, response: null },
    { jobId: "2", info: { CreateTime: "2024-08-16T10:52:48" }, listed: {}, response: null },
  ];
  const selection = new Selection(jobFilter(parameter));
  selection.fill(jobs.map((job, place) => ({ place, job })));
  expect(selection.page(0, 9)).toEqual(jobs);
});

it.each([
  [{ Users: ["test", "root"] }, { RunasUser: "testuser" }, true],
  [{ Users: ["root"] }, { RunasUser: "testuser" }, false],
  [{ Queues: ["work"] }, { JobQueue: "workq" }, true],
  [{ Nodes: ["compute000"] }, {}, false],
  [{ Queues: ["work"], JobStatus: "finished" }, { JobQueue: "workq", State: "Running" }, false],
  [{ Users: ["root", "test"], Queues: ["work"] }, { RunasUser: "testuser", JobQueue: "workq" }, true],
  [{ CreateTimeStart: "1723805568" }, { CreateTime: "2024-08-16T10:52:48" }, true],
  [{ CreateTimeStart: 1_723_805_569 }, { CreateTime: "2024-08-16T10:52:48" }, false],
  [{ CreateTimeEnd: "1723805568" }, { CreateTime: "2024-08-16T10:52:48" }, true],
  [{ CreateTimeEnd: "1723805567" }, { CreateTime: "2024-08-16T10:52:48" }, false],
  [{ CreateTimeStart: "0" }, {}, false],
])("with %j and the job %j is %s", (filter, info, result) => {
  expect(chosen(filter, info)).toBe(result);
});

it.each([
  ["{", "JobFilter is invalid"],
  ["[]", "JobFilter is invalid"],
  ['{"JobStatus":"unfinished"}', "JobFilter.JobStatus is invalid"],
  ['{"Users":"root"}', "JobFilter.Users is invalid"],
  ['{"SortBy":["SubmitOrder"]}', "JobFilter.SortBy is invalid"],
  ['{"SortBy":{"SubmitOrder":"up"}}', "JobFilter.SortBy.SubmitOrder is invalid"],
  ['{"SortBy":{"NameOrder":"asc"}}', "JobFilter.SortBy.NameOrder is invalid"],
  ['{"CreateTimeStart":"2024-08-16"}', "JobFilter.CreateTimeStart is invalid"],
  ['{"CreateTimeEnd":"soon"}', "JobFilter.CreateTimeEnd is invalid"],
  [
    '{"Diagnosis":[{"Option":"AvgCpu","Operator":"gt","Threshold":"1"}]}',
    "does not know the filter Diagnosis",
  ],
  ['{"Unheard":[]}', "does not know the filter Unheard"],
  ['{"toString":1}', "does not know the filter toString"],
])("%s is refused", (parameter, message) => {
  expect(() => jobFilter(parameter)).toThrow(Refused);
  expect(() => jobFilter(parameter)).toThrow(message);
});
