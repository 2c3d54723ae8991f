import { isJsonObject, parseJson } from "../../../src/base/json";
import { silentLog } from "../../../src/base/log";
import { type JobPage, type ListJobsRequest, listJobsOperation } from "../../../src/ehpc/list/list-jobs";

const request: ListJobsRequest = { clusterId: "c", status: "all", pageNumber: 2, pageSize: 2 };

function read(body: string, asked = request): JobPage {
  const members = parseJson(body);
  if (!isJsonObject(members)) {
    throw new Error("not an object");
  }
  return listJobsOperation(asked, silentLog).read({ requestId: "R-1", members, shown: (text) => text });
}

describe("the request", () => {
  it.each([
    ["all", "all"],
    ["finished", "finished"],
    ["unfinished", "notfinish"],
  ] as const)("asks for %s jobs in the service's words", (status, JobStatus) => {
    const { action, query } = listJobsOperation({ ...request, status }, silentLog);
    expect(action).toBe("ListJobs");
    expect(query).toEqual({
      ClusterId: "c",
      JobFilter: JSON.stringify({ JobStatus }),
      PageNumber: "2",
      PageSize: "2",
    });
  });

  it.each([
    [{ clusterId: " " }, "ClusterId"],
    [{ pageNumber: 0 }, "PageNumber"],
    [{ pageNumber: 1.5 }, "PageNumber"],
    [{ pageSize: 0 }, "PageSize"],
    [{ pageSize: 51 }, "PageSize"],
    [{ pageSize: Number.NaN }, "PageSize"],
  ])("with %j is refused before it is sent", (wrong, parameter) => {
    expect(() => listJobsOperation({ ...request, ...wrong }, silentLog)).toThrow(
      expect.objectContaining({ kind: "invalid-params", parameter }),
    );
  });
});

describe("a page", () => {
  it("has its jobs in the order of the answer", () => {
    const { requestId, totalCount, jobs } = read(
      '{"Jobs":[{"JobName":"b","JobSpec":{"Id":"2"}},{"JobName":"a","JobSpec":{"Id":1}}],"TotalCount":"57"}',
    );
    expect([requestId, totalCount]).toEqual(["R-1", 57]);
    expect(jobs.map(({ jobId, jobName }) => [jobId, jobName])).toEqual([
      ["2", "b"],
      ["1", "a"],
    ]);
  });

  it.each(['{"Jobs":[],"TotalCount":0}', '{"Jobs":null,"TotalCount":0}', '{"TotalCount":0}'])(
    "may be empty: %s",
    (body) => {
      expect(read(body)).toEqual({ requestId: "R-1", totalCount: 0, jobs: [] });
    },
  );

  it("without a count counts what it shows, and one more where it is full", () => {
    expect(read('{"Jobs":[{}]}').totalCount).toBe(3);
    expect(read('{"Jobs":[{},{}]}').totalCount).toBe(5);
  });

  it.each([0, 1, 3, -1])("is not believed a count of %i that is below what it shows", (count) => {
    expect(read(`{"Jobs":[{},{}],"TotalCount":${count}}`).totalCount).toBe(5);
  });

  it.each(["-1", "0.5", '"-57"'])("does not take %s for a count", (count) => {
    expect(read(`{"Jobs":[],"TotalCount":${count}}`).totalCount).toBe(2);
    expect(read(`{"Jobs":[{},{}],"TotalCount":${count}}`).totalCount).toBe(5);
  });

  it.each(["{}", '{"Jobs":"x"}', '{"Jobs":{},"TotalCount":"many"}'])("is not made of %s", (body) => {
    expect(() => read(body)).toThrow(expect.objectContaining({ kind: "bad-answer", requestId: "R-1" }));
  });
});

it.each([
  '{"TotalCount":1,"Jobs":[{"JobName":"a","JobSpec":{"Id":"1","State":"Running","State":"Completed"}}]}',
  '{"TotalCount":1,"Jobs":[{"JobSpec":{"Id":"1"},"JobSpec":{"Id":"2"}}]}',
  '{"TotalCount":1,"Jobs":["1"]}',
  '{"TotalCount":1,"Jobs":{"1":{}}}',
  '{"TotalCount":1,"Jobs":"none"}',
])("refuses %s, and the next answer may be a good one", (body) => {
  expect(() => read(body)).toThrow(
    expect.objectContaining({ kind: "bad-answer", transient: true, requestId: "R-1" }),
  );
});
