import { describeJob } from "../../../src/ehpc/job/describe-job";
import { aJob } from "./a-job";

const warnings: string[] = [];
const log = (level: string, message: string) => warnings.push(`${level}: ${message}`);

beforeEach(() => warnings.splice(0));

it("reads notations, and says what the phase means", () => {
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

it("keeps a notation that it cannot read, and logs it", () => {
  const described = describeJob(aJob({ arrayRequest: "all" }), {}, log);
  expect(described).toMatchObject({ array_request: "all", array_indices: null });
  expect(warnings).toEqual([expect.stringMatching(/^warn: array_indices is null: "all"/)]);
});

it("reads no part of a list that was cut off, and logs it", () => {
  const described = describeJob(
    aJob({ nodeList: "n[1-3],m[001-0", arrayRequest: "1_[1027,1032,113" }),
    {},
    log,
  );
  expect(described).toMatchObject({ node_list: "n[1-3],m[001-0", node_names: null, array_indices: null });
  expect(warnings).toEqual([
    expect.stringMatching(/^warn: node_names is null: ".+" is truncated/),
    expect.stringMatching(/^warn: array_indices is null: ".+" is truncated/),
  ]);
});

it("reads the nodes as the service's API of 2018 writes them", () => {
  const described = describeJob(aJob({ nodeList: "['compute2', 'compute3']" }), {}, log);
  expect(described).toMatchObject({ node_names: ["compute2", "compute3"] });
  expect(describeJob(aJob({ nodeList: "[]" }), {}, log)).toMatchObject({ node_names: null });
  expect(warnings).toEqual([]);
});

it("reads states as the caller does", () => {
  const described = describeJob(aJob({ state: "F" }), { failureStates: ["f"] }, log);
  expect(described).toMatchObject({ phase: "failed", finished: true, succeeded: false });
});
