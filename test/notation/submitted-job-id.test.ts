import fc from "fast-check";
import { jobIdProblem } from "../../src/notation/job-id";
import { submittedJobId } from "../../src/notation/submitted-job-id";

it.each([
  ["Submitted batch job 10", "10"],
  ["Submitted batch job 10\n", "10"],
  ["Submitted batch job 10\\n", "10"],
  ["Submitted batch job 10\\r\\n", "10"],
  ['"Submitted batch job 10\\n"', "10"],
  ["Submitted batch job 10 on cluster gpu\n", "10"],
  ["sbatch: warning: 3 nodes are down\nSubmitted batch job 10\n", "10"],
  ["10", "10"],
  ["10;cluster", "10"],
  ["1.manager", "1.manager"],
  ["1.manager.local\n", "1.manager.local"],
  ["1[].manager", "1[].manager"],
  ["1[]", "1[]"],
  ['Your job 3 ("train") has been submitted', "3"],
  ['Your job-array 3.1-5:1 ("x") has been submitted\\n', "3"],
  ['Your job 3 ("Your job 4 ("x") has been submitted") has been submitted', "3"],
  ["Job <123> is submitted to queue <normal>.", "123"],
  ["Job <123> is submitted to default queue <normal>.", "123"],
])("in %j, the job is %s", (words, id) => {
  expect(submittedJobId(words)).toBe(id);
});

it.each([
  "",
  " \n",
  "\\n",
  "sbatch: error: Batch job submission failed: Invalid account",
  "Submitted batch job",
  "Submitted batch job ten",
  "Submitted batch job 10.5",
  "job 10 was not submitted",
  "Submitted batch job 10\nSubmitted batch job 11",
  "1.manager\n2.manager",
  "3.1-5:1",
  "36_1",
  "-1",
  "1.5",
  "{}",
])("%j names no job, or several", (words) => {
  expect(submittedJobId(words)).toBeUndefined();
});

const id = fc.oneof(
  fc.nat({ max: 1e12 }).map(String),
  fc
    .tuple(fc.nat(1e6), fc.constantFrom("", "[]"), fc.stringMatching(/^[a-z]{1,8}-?\d?$/))
    .map(([number, array, server]) => `${number}${array}.x${server}`),
);
const lineBreak = fc.constantFrom("\n", "\r\n", "\\n", "\\r\\n");

it("finds the ID whatever stands on other lines", () => {
  const remark = fc.string().map((text) => `sbatch: ${text.replace(/[\\\r\n]/g, " ")}`);
  fc.assert(
    fc.property(id, fc.array(remark), lineBreak, (jobId, remarks, end) => {
      expect(submittedJobId([...remarks, jobId, ""].join(end))).toBe(jobId);
    }),
  );
});

it("finds the number in each scheduler's sentence, with any name of a job", () => {
  fc.assert(
    fc.property(fc.nat(), fc.string(), lineBreak, (number, given, end) => {
      const name = given.replace(/[\\\r\n]/g, " ");
      for (const words of [
        `Submitted batch job ${number}`,
        `Your job ${number} ("${name}") has been submitted`,
        `Your job-array ${number}.1-7:2 ("${name}") has been submitted`,
      ]) {
        expect(submittedJobId(`${words}${end}`)).toBe(String(number));
      }
    }),
  );
});

it("finds nothing but a usable ID that stands in the words", () => {
  const words = fc.oneof(
    fc.string(),
    fc.string({ unit: "grapheme" }),
    fc.stringMatching(/^[\d.;[\]_a-z-]{0,12}$/),
  );
  fc.assert(
    fc.property(words, (text) => {
      const found = submittedJobId(text);
      if (found !== undefined) {
        expect(text).toContain(found);
        expect(
          /^\d+(?:\.batch|\.extern|\.interactive)?$/.test(found) || jobIdProblem(found) === undefined,
        ).toBe(true);
      }
    }),
    { numRuns: 1_000 },
  );
});
