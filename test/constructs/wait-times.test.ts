import { Lazy } from "cdktf";
import { checkWaitTimes } from "../../src/constructs/wait-times";

const check = (timeout: string) => () => checkWaitTimes('JobGate "publish/trained"', { timeout });

test("an invalid duration is refused with the name of the construct and a valid example", () => {
  expect(check("10 min")).toThrow(
    'JobGate "publish/trained": wait.timeout must be a duration: "10 min" is not a duration; examples are ' +
      '"90s", "30m" and "2h45m". It is given as "10 min".',
  );
});

test("an interval below 100ms is refused as Terraform refuses it", () => {
  const interval = (text: string) => () => checkWaitTimes("x", { interval: text });

  expect(interval("50ms")).toThrow('x: wait.interval must be at least 100ms. It is given as "50ms".');
  expect(interval("100ms")).not.toThrow();
  expect(check("50ms")).not.toThrow();
});

test("a number, which only plain JavaScript can bring, is refused", () => {
  expect(() => checkWaitTimes("x", { interval: 30 as unknown as string })).toThrow(
    'x: wait.interval must be a duration in text, such as "90s" or "2h45m". It is given as 30.',
  );
});

test("times that are left out, and those that only Terraform knows, are not looked at", () => {
  expect(() => checkWaitTimes("x", {})).not.toThrow();
  expect(check(Lazy.stringValue({ produce: () => "soon" }))).not.toThrow();
  expect(check(`\${var.timeout}`)).not.toThrow();
});
