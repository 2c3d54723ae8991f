import { idContradiction } from "../../../src/ehpc/job/id-contradiction";

type Told = readonly [jobId: string, arrayJobId: string | null, arrayJobSubId: string | null];

const problemOf = ([jobId, arrayJobId, arrayJobSubId]: Told) =>
  idContradiction({ jobId, arrayJobId, arrayJobSubId });

it.each<Told>([
  ["36", null, null],
  ["36", "0", "0"],
  ["36", "0", "4294967294"],
  ["36", "None", "N/A"],
  ["36", "36", "3"],
  ["37", "36", "1"],
  ["36", "35", "3"],
  ["0", "0", "3"],
  ["36_2", null, null],
  ["36_2", "0", "0"],
  ["36_2", null, "2"],
  ["36_2", "36", "2"],
  ["36_0", "36", "0"],
  ["36_[1-4]", null, "1-4"],
  ["1.manager", "1", "3"],
  ["1[].manager", "1[].manager", "3"],
  ["1[3].manager", "1[]", "3"],
  ["1[3]", "1[].manager", "[3]"],
])("%j goes together", (...told) => {
  expect(problemOf(told)).toBeNull();
});

it.each<Told>([
  ["36", null, "3"],
  ["36", "0", "3"],
  ["36", "036", "3"],
  ["36", '["36"]', "3"],
  ["36", "36;c", "3"],
  ["36", "36 (3)", "3"],
  ["36", "+36", "3"],
  ["36", "#36", null],
  ["36", null, "3;x"],
  ["36", null, "3-6%2"],
])("%j has an index, or an array, that cannot be used", (...told) => {
  expect(problemOf(told)).toMatch(/^it has the ArrayJob/);
});

it.each<Told>([
  ["36_2", null, "3"],
  ["36_2", "36", "3"],
  ["36_2", "36", "0"],
  ["36_2", "36", "1-4"],
  ["36_2", "36", "2x"],
  ["36_2", "99", "2"],
  ["36_2", "99", null],
  ["1[3].manager", "1[].other", "3"],
])("%j contradicts itself", (...told) => {
  expect(problemOf(told)).toMatch(/contradict each other$/);
});
