import { crashReport, stackFrames } from "../../../src/plugin/process/crash-report";

describe("a crash report", () => {
  test("begins with what Terraform looks for and shows where it happened", () => {
    const report = crashReport("terraform-provider-x", new RangeError("too far"));
    expect(report).toMatch(
      /^panic: terraform-provider-x: RangeError: too far\n\n {4}at .*crash-report\.test/,
    );
  });

  test("shows nothing that hangs on the error", () => {
    const error = Object.assign(new Error("failed", { cause: new Error("swordfish") }), {
      config: { headers: { authorization: "swordfish" } },
    });
    expect(crashReport("p", error)).not.toContain("swordfish");
  });

  test.each([["swordfish"], [{ key: "swordfish" }], [undefined], [null], [7]])(
    "says only the type of %j",
    (thrown) => {
      expect(crashReport("p", thrown)).toMatch(/^panic: p: a value of type \w+ was thrown\n$/);
    },
  );

  test("copes with an error without a stack", () => {
    const error = new Error("bare");
    delete error.stack;
    expect(stackFrames(error)).toEqual([]);
    expect(crashReport("p", error)).toBe("panic: p: Error: bare\n\n");
  });
});
