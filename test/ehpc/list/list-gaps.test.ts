import type { JobList } from "../../../src/ehpc/list/list-all-jobs";
import { listGaps } from "../../../src/ehpc/list/list-gaps";

const whole: JobList = {
  requestId: "R",
  totalCount: 120,
  jobs: [],
  repeats: [],
  missing: 0,
  withoutId: 0,
  settled: true,
  limitCertain: null,
};

it("has nothing to say of a list that is whole", () => {
  expect(listGaps(whole)).toEqual([]);
});

it.each([
  [{ missing: 3 }, "The service counts 120 jobs but did not return 3 of them"],
  [{ settled: false }, "The list kept changing during the read"],
  [{ limitCertain: false }, "The limit may omit the wrong jobs"],
  [{ withoutId: 2 }, "Entries without a job ID were ignored: 2."],
])("of a list with %j says why", (gap, sentence) => {
  expect(listGaps({ ...whole, ...gap })).toEqual([expect.stringContaining(sentence)]);
});
