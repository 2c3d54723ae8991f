import { variablesProblem } from "../../../src/provider/submitted-job/variables-problem";

test("a map of variables is taken as it is", () => {
  expect(variablesProblem({ EPOCHS: "20", _: "", Path_2: "x\ny" })).toBeUndefined();
  expect(variablesProblem({})).toBeUndefined();
});

test("the marker is the provider's own", () => {
  expect(variablesProblem({ EHPC_SUBMISSION_TOKEN: "secret" })).toBe(
    'must not have EHPC_SUBMISSION_TOKEN: the provider sets this variable. Use the argument "token".',
  );
});

test.each(["", "2ND", "A=B", "A B", "A\n"])("%j is no name of a variable, and no value is shown", (name) => {
  const problem = variablesProblem({ [name]: "secret" });
  expect(problem).toContain(`must not have the name ${JSON.stringify(name)}`);
  expect(problem).not.toContain("secret");
});
