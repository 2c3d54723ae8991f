import { Lazy } from "cdktf";
import { checkWaitTimes } from "../../src/constructs/wait-times";
import { validateAttributes } from "../../src/plugin/schema/validate";
import { jobCompletionAttributes } from "../../src/provider/job-completion/job-completion-schema";

const check = (timeout: string) => () => checkWaitTimes('JobGate "publish/trained"', { timeout });

const GOOD = [
  "90s",
  "2h45m",
  "1.5h",
  ".5m",
  "1.s",
  "+3m",
  "720h",
  "719h59m60s",
  "1ms",
  "250us",
  "250µs",
  "1ns",
];
const BAD = [
  ...[
    "",
    " ",
    "90",
    "0",
    "0s",
    "-5m",
    "+0h",
    "5 minutes",
    "1d",
    "2h 45m",
    "1h30",
    "s",
    "h1",
    "1..5s",
    "1.2.3s",
  ],
  ...["720h1ns", "1e3s", "١s", "NaNs", "Infinityh", "999999999h", "90S", " 90s", "90s\n", "--1s"],
];

test.each(GOOD)("%j is a time to wait, and the provider agrees", (text) => {
  expect(check(text)).not.toThrow();
  expect(providerRefuses(text)).toBe(false);
});

test.each(BAD)("%j is none, and the provider agrees", (text) => {
  expect(check(text)).toThrow(
    `JobGate "publish/trained": wait.timeout must be a duration such as "90s" or "2h45m", longer than zero and ` +
      `720h (30 days) at most, not ${JSON.stringify(text)}.`,
  );
  expect(providerRefuses(text)).toBe(true);
});

test("a number, which only plain JavaScript can bring, is refused", () => {
  expect(() => checkWaitTimes("x", { interval: 30 as unknown as string })).toThrow("wait.interval must be");
});

test("times that are left out, and those that only Terraform knows, are not looked at", () => {
  expect(() => checkWaitTimes("x", {})).not.toThrow();
  expect(check(Lazy.stringValue({ produce: () => "soon" }))).not.toThrow();
  expect(check(`\${var.timeout}`)).not.toThrow();
});

function providerRefuses(timeout: string): boolean {
  return validateAttributes({ timeout }, { timeout: jobCompletionAttributes.timeout }).length > 0;
}
