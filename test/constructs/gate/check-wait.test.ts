import { checkWait } from "../../../src/constructs/gate/check-wait";

const check = (wait: unknown) => () =>
  checkWait('JobGate "publish/trained"', wait, ["timeout", "interval"], { until: "Use requires." });

test.each([[{}], [{ timeout: "6h" }], [{ timeout: "6h", interval: "1m" }], [{ timeOut: undefined }]])(
  "%j is a wait",
  (wait) => {
    expect(check(wait)).not.toThrow();
  },
);

test.each([true, false, "6h", 6, null, ["6h"]])("%j is no valid wait", (wait) => {
  expect(check(wait)).toThrow(
    `JobGate "publish/trained": wait must be an object with timeout and interval as its properties, not ` +
      `${JSON.stringify(wait)}.`,
  );
});

test("a property that it does not know is refused, and the known ones are named", () => {
  expect(check({ timeOut: "6h" })).toThrow(
    'JobGate "publish/trained": wait.timeOut does not exist. Its properties are timeout and interval.',
  );
});

test("a property that has another name elsewhere is refused with that name", () => {
  expect(check({ until: "finished" })).toThrow(
    'JobGate "publish/trained": wait.until does not exist. Use requires.',
  );
});
