import { secretForms } from "../../src/base/secret-forms";

it("are the secret and its encodings, the longest first", () => {
  expect(secretForms("a+b/c")).toEqual(["a%2Bb%2Fc", "a%2bb%2fc", "YStiL2M", "a+b\\/c", "a+b/c"]);
});

it("are each there once", () => {
  expect(secretForms("plain")).toEqual(["cGxhaW4", "plain"]);
});

it("are only the secret itself if it is short", () => {
  expect(secretForms("a+b")).toEqual(["a+b"]);
});

it("are none without a secret", () => {
  expect(secretForms("")).toEqual([]);
});
