import fc from "fast-check";
import { jobIdProblem } from "../../src/notation/job-id";

describe("an ID of a job, a task or a whole array is taken", () => {
  it.each([
    ...["10", "0", "0.manager", "1.manager", "1.manager.cluster.local", "12.head-01@other"],
    ...[
      "36_3",
      "1[3].manager",
      "1[3]",
      "1[].manager",
      "1[]",
      "no-job-of-that-name",
      "job-7a",
      "a&b=c%2F+d?#e",
      "größe~*!()'",
    ],
  ])("%s", (id) => {
    expect(jobIdProblem(id)).toBeUndefined();
  });
});

describe("an invalid ID is refused with a cure", () => {
  const BLANKS = 'must not contain spaces or line breaks; an example is "1.manager".';

  it.each([
    ["", "must not be empty."],
    [" \n", "must not be empty."],
    ["Submitted batch job 10\n", `${BLANKS} Use "10".`],
    ["Submitted batch job 10 on cluster east", `${BLANKS} Use "10".`],
    ['Your job 10 ("train") has been submitted', `${BLANKS} Use "10".`],
    ['Your job-array 10.1-5:1 ("train") has been submitted', `${BLANKS} Use "10".`],
    ["Job <10> is submitted to default queue <normal>.", `${BLANKS} Use "10".`],
    ["10\n", "for example with trimspace()."],
    ["1\u200b0", "must not contain control or invisible characters"],
    [
      "123;cluster",
      'must end before the semicolon: in a federation, sbatch --parsable prints the cluster after it. Use "123".',
    ],
    ["123+0", 'Use "123".'],
    ["108+1", 'Use the JobId that "scontrol show job 108+1" prints.'],
    ["123456_123+", "is truncated"],
    ["36_[1-3%2]", 'Use "36" for the whole array, or the ID of one task, such as "36_1".'],
    ["36_[1-3]", 'Use "36" for the whole array, or the ID of one task, such as "36_1".'],
    ["36_[7,9]", 'or the ID of one task, such as "36_7".'],
    ["36_7-9", 'or the ID of one task, such as "36_7".'],
    ["36_*", 'Use "36" for the whole array'],
    ["36_[*]", 'Use "36" for the whole array'],
    ["1_[1027,1032,113", 'Use "1" for the whole array, or the ID of one task, such as "1_1027".'],
    ["1_[1,3,5,...]", 'Use "1" for the whole array'],
    ["36_[4]", 'must name its task without brackets. Use "36_4".'],
    [
      "1[1-3].manager",
      'Use "1[].manager" for the whole array, or the ID of one task, such as "1[1].manager".',
    ],
    ["1[1-3", 'Use "1[]" for the whole array'],
    ["36_", 'ends before the index of a task. Use "36".'],
    ["36_[", 'Use "36".'],
    ["36_[]", 'Use "36".'],
    ["1[", 'Use "1".'],
    ["10.batch", 'must be the ID of a job, not of a step. Use "10".'],
    ["10_3.extern", 'Use "10_3".'],
    ["10.0", 'Use "10".'],
    ['"10"', 'must not be in quotes or brackets. Use "10".'],
    ["<10>", 'Use "10".'],
    [
      "ehpc-hz-FYUr32abcd:1.manager",
      'must not begin with the cluster, which is a separate argument. Use "1.manager".',
    ],
    ["10,11", "must be one ID."],
    ["$SLURM_JOB_ID", "must be the ID itself, not a variable or a placeholder"],
    ["%A_%a", "must be the ID itself"],
    [
      "36_[1-3];east",
      'The rest must identify one job, but names several tasks. Use "36" for the whole array',
    ],
  ])("%j", (id, problem) => {
    expect(jobIdProblem(id)).toContain(problem);
  });
});

it("never suggests an invalid ID, for any text", () => {
  const piece = fc.constantFrom(
    "1",
    "36",
    "_",
    "[",
    "]",
    ";",
    "+",
    ",",
    "-",
    "%",
    ".batch",
    ".m",
    "*",
    " ",

    ":",
    "c",
  );
  const text = fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(text, (id) => {
      const problem = jobIdProblem(id);
      for (const [, cure = ""] of problem?.matchAll(/(?:Give|such as) "([^"]*)"/g) ?? []) {
        expect(jobIdProblem(cure)).toBeUndefined();
      }
    }),
    { numRuns: 5_000 },
  );
});
