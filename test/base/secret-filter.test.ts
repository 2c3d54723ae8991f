import { createSecretFilter } from "../../src/base/secret-filter";

describe("the secret filter", () => {
  test("takes out every occurrence, plain and percent-encoded", () => {
    const { conceal, filter } = createSecretFilter();
    conceal("a+b/c=d");
    expect(filter("k=a+b/c=d&k=a%2Bb%2Fc%3Dd; a+b/c=d")).toBe("k=***&k=***; ***");
  });

  test("leaves no tail of a secret that begins with another one", () => {
    const { conceal, filter } = createSecretFilter();
    conceal("swordfish");
    conceal("swordfish-and-more");
    expect(filter("swordfish-and-more swordfish")).toBe("*** ***");
  });

  test("ignores what is too short to be a secret", () => {
    const { conceal, filter } = createSecretFilter();
    conceal("");
    conceal("a");
    expect(filter("a banana")).toBe("a banana");
  });

  test("copes with text that is no proper Unicode", () => {
    const { conceal, filter } = createSecretFilter();
    conceal("secret\ud800");
    expect(filter("a secret\ud800!")).toBe("a ***!");
  });
});
