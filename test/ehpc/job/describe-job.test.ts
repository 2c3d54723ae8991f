import { describeJob } from "../../../src/ehpc/job/describe-job";
import { aJob } from "./a-job";

const warnings: string[] = [];
const log = (level: string, message: string) => warnings.push(`${level}: ${message}`);

beforeEach(() => warnings.splice(0));

it("takes notations apart, and says of the phase what it means", () => {
  const job = aJob({ state: "FINISHED", nodeList: "compute[1-2]", arrayRequest: "2-7:2" });
  expect(describeJob(job, {}, log)).toMatchObject({
    state: "FINISHED",
    phase: "succeeded",
    finished: true,
    succeeded: true,
    node_list: "compute[1-2]",
    node_names: ["compute1", "compute2"],
    array_indices: [2, 4, 6],
  });
  expect(warnings).toEqual([]);
});

it("keeps a notation that cannot be read, and tells the log that it is not taken apart", () => {
  const described = describeJob(aJob({ arrayRequest: "all" }), {}, log);
  expect(described).toMatchObject({ array_request: "all", array_indices: null });
  expect(warnings).toEqual([expect.stringMatching(/^warn: array_indices is null: "all"/)]);
});

it("reads states as the caller does", () => {
  const described = describeJob(aJob({ state: "F" }), { failureStates: ["f"] }, log);
  expect(described).toMatchObject({ phase: "failed", finished: true, succeeded: false });
});
