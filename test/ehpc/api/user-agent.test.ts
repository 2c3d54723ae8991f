import { userAgentOf } from "../../../src/ehpc/api/user-agent";

const parts = { version: "1.2.3", host: "Terraform/1.11.4", source: null, environment: {} };
const own = `cdktf-provider-ehpc/1.2.3 (Terraform/1.11.4; Node.js/${process.versions.node}; ${process.platform}; ${process.arch})`;

test("says package, host program and system", () => {
  expect(userAgentOf(parts)).toBe(own);
});

test("ends with what the user adds, else with TF_APPEND_USER_AGENT", () => {
  const environment = { TF_APPEND_USER_AGENT: " pipeline/7 " };
  expect(userAgentOf({ ...parts, environment })).toBe(`${own} pipeline/7`);
  expect(userAgentOf({ ...parts, environment, source: "module/vpc" })).toBe(`${own} module/vpc`);
  expect(userAgentOf({ ...parts, environment: { TF_APPEND_USER_AGENT: " " }, source: "" })).toBe(own);
});

test("takes no more of it than 1024 characters", () => {
  const environment = { TF_APPEND_USER_AGENT: "x".repeat(5_000) };
  expect(userAgentOf({ ...parts, environment })).toBe(`${own} ${"x".repeat(1_024)}`);
});
