import { Lazy } from "cdktf";
import { checkJobReference } from "../../src/constructs/job-reference";

const JOB = { clusterId: "ehpc-hz-FYUr32abcd", jobId: "1.manager" };

test("a reference with both IDs and lists that do not touch is taken", () => {
  const lists = { successStates: ["Done"], failureStates: ["Lost"] };
  expect(() => checkJobReference("JobGate", { ...JOB, ...lists })).not.toThrow();
});

test("a missing ID is refused with the name of the construct", () => {
  expect(() => checkJobReference('JobGate "publish/trained"', { ...JOB, jobId: " " })).toThrow(
    'JobGate "publish/trained": jobId must not be empty.',
  );
});

test("an ID that is no string, which only plain JavaScript can bring, is refused", () => {
  const jobId = 10 as unknown as string;
  expect(() => checkJobReference('JobGate "publish/trained"', { ...JOB, jobId })).toThrow(
    'JobGate "publish/trained": jobId must be a string; it is given as number.',
  );
});

test.each([
  ["123;cluster", 'Use "123".'],
  ["123+0", 'Use "123".'],
  ["36_[1-3%2]", 'Use "36" for the whole array, or the ID of one task, such as "36_1".'],
  ["Submitted batch job 10\n", 'Use "10".'],
])("%j, which is no ID, is refused with the cure", (jobId, cure) => {
  expect(() => checkJobReference('JobLookup "train"', { ...JOB, jobId })).toThrow(cure);
});

test("an ID with a template of Terraform's in it is left to the provider", () => {
  const jobId = `\${var.job};\${var.cluster}`;
  expect(() => checkJobReference('JobLookup "train"', { ...JOB, jobId })).not.toThrow();
});

test("states that mean both ends are refused", () => {
  const lists = { successStates: ["All done", "Over"], failureStates: [" all  DONE"] };
  expect(() => checkJobReference("JobGate", { ...JOB, ...lists })).toThrow(
    "JobGate: successStates and failureStates both list All done.",
  );
});

test.each<[string, object]>([
  ['successStates must hold states in words such as "Completed", not "".', { successStates: ["Done", ""] }],
  ['failureStates must hold states in words such as "Completed", not 5.', { failureStates: [5] }],
  ['failureStates must be a list of states, not "Lost".', { failureStates: "Lost" }],
])("lists that hold no states are refused: %s", (message, lists) => {
  expect(() => checkJobReference("JobGate", { ...JOB, ...lists })).toThrow(`JobGate: ${message}`);
});

test("a value that only Terraform knows is left to the provider", () => {
  const late = Lazy.stringValue({ produce: () => "" });
  const states = Lazy.listValue({ produce: () => ["Done"] });
  const lists = { successStates: states, failureStates: ["Done"] };
  expect(() => checkJobReference("JobGate", { clusterId: late, jobId: late, ...lists })).not.toThrow();
});
