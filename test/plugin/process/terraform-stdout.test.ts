import { STDOUT_VARIABLE, takeTerraformStdout } from "../../../src/plugin/process/terraform-stdout";

test("Terraform reads stdout, unless the launcher names another descriptor, for this process alone", () => {
  expect(takeTerraformStdout({})).toBe(1);
  const env = { [STDOUT_VARIABLE]: "3", HOME: "/home/me" };
  expect(takeTerraformStdout(env)).toBe(3);
  expect(env).toEqual({ HOME: "/home/me" });
});
