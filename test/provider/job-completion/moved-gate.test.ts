import { DiagnosticError } from "../../../src/plugin/author/diagnostic";
import type { MovedState } from "../../../src/plugin/author/resource";
import { movedGate, UNREAD } from "../../../src/provider/job-completion/moved-gate";

const GATE = { cluster_id: "ehpc-hz-FYUr32abcd", job_id: "1.manager", requires: "succeeded" };

const moved = (triggers: unknown, more: Partial<MovedState> = {}) =>
  movedGate({
    providerAddress: "registry.terraform.io/hashicorp/null",
    typeName: "null_resource",
    version: 0,
    state: { id: "4711", triggers },
    ...more,
  });

test("a gate that asks for success moves with its job, and nothing of its outcome", () => {
  expect(moved(GATE)).toEqual({
    id: "ehpc-hz-FYUr32abcd:1.manager",
    cluster_id: "ehpc-hz-FYUr32abcd",
    job_id: "1.manager",
    until: null,
    timeout: UNREAD,
  });
});

test("a gate that asks for either end keeps asking for that", () => {
  expect(moved({ ...GATE, requires: "finished" })).toMatchObject({ until: "finished" });
});

test("the null provider may come from any registry", () => {
  expect(moved(GATE, { providerAddress: "registry.opentofu.org/hashicorp/null" })).toBeDefined();
  expect(moved(GATE, { providerAddress: "registry.terraform.io/elsewhere/null" })).toBeUndefined();
});

test("a gate of CDK Terrain moves in the same way", () => {
  const data = { providerAddress: "terraform.io/builtin/terraform", typeName: "terraform_data" };
  const type = ["object", { cluster_id: "string", job_id: "string", requires: "string" }];
  const state = (triggers_replace: unknown) => ({ id: "4711", input: null, output: null, triggers_replace });

  expect(moved(null, { ...data, state: state({ value: GATE, type }) })).toEqual(moved(GATE));
  for (const other of [null, { value: null, type }, { value: "1.manager", type: "string" }]) {
    expect(() => moved(null, { ...data, state: state(other) })).toThrow(DiagnosticError);
  }
});

test("a resource of another type, or of another provider, is not taken", () => {
  expect(moved(GATE, { typeName: "terraform_data" })).toBeUndefined();
  expect(moved(GATE, { providerAddress: "terraform.io/builtin/terraform" })).toBeUndefined();
});

test.each([
  ["no triggers", null],
  ["triggers of somebody's own", { job: "1.manager" }],
  [
    "the triggers of a gate over many jobs",
    { jobs: "1.manager, 2.manager", requires: "succeeded", require: "all" },
  ],
  ["an unknown requirement", { ...GATE, requires: "started" }],
  ["an ID that no job has", { ...GATE, job_id: "36_[1-3]" }],
])("a null resource with %s is refused with the reason", (_, triggers) => {
  expect(() => moved(triggers)).toThrow(DiagnosticError);
  try {
    moved(triggers);
  } catch (error) {
    const [diagnostic] = (error as DiagnosticError).diagnostics;
    expect(diagnostic?.summary).toBe("Move Not Supported");
    expect(diagnostic?.detail).toContain('Remove the "moved" block');
  }
});
