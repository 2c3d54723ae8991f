import { type JobFilter, jobFilterText } from "../../../src/ehpc/list/job-filter";

const said = (filter: Partial<JobFilter>) => JSON.parse(jobFilterText({ status: "all", ...filter }));

it.each([
  ["all", "all"],
  ["finished", "finished"],
  ["unfinished", "notfinish"],
] as const)("says %s in the service's words", (status, JobStatus) => {
  expect(said({ status })).toEqual({ JobStatus });
});

it("says everything else under the service's names, and times as Unix seconds in text", () => {
  expect(
    said({
      jobName: "train",
      users: ["a", "b"],
      queues: ["workq"],
      nodes: ["compute000"],
      createdAfter: 1_724_122_486,
      createdBefore: 1_724_122_499,
    }),
  ).toEqual({
    JobStatus: "all",
    JobName: "train",
    Users: ["a", "b"],
    Queues: ["workq"],
    Nodes: ["compute000"],
    CreateTimeStart: "1724122486",
    CreateTimeEnd: "1724122499",
  });
});

it.each([
  [{ by: "submit", order: "asc" }, { SubmitOrder: "asc" }],
  [{ by: "execute", order: "desc" }, { ExecuteOrder: "desc" }],
  [{ by: "pend", order: "asc" }, { PendOrder: "asc" }],
] as const)("sorts by %j", (sort, SortBy) => {
  expect(said({ sort })).toMatchObject({ SortBy });
});

it("leaves out lists that select nothing", () => {
  expect(said({ users: [], queues: [], nodes: [] })).toEqual({ JobStatus: "all" });
});

it("has no time before 1970, which Unix seconds do not tell", () => {
  expect(said({ createdAfter: -1 })).toMatchObject({ CreateTimeStart: "0" });
});
