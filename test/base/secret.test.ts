import { inspect } from "node:util";
import { Secret } from "../../src/base/secret";

const secret = new Secret("topsecret");

it("gives its text to reveal alone", () => {
  expect(secret.reveal()).toBe("topsecret");
});

it.each([
  ["a template string", () => `${secret}`],
  ["concatenation", () => `a${secret}`],
  ["String", () => String(secret)],
  ["JSON", () => JSON.stringify({ secret })],
  ["util.inspect", () => inspect({ secret }, { depth: 9, showHidden: true, getters: true })],
  ["an error's message", () => new Error(`${secret}`).message],
])("prints as *** in %s", (_place, print) => {
  expect(print()).toContain("***");
  expect(print()).not.toContain("topsecret");
});

it("has no property with the text", () => {
  expect(Reflect.ownKeys(secret)).toEqual([]);
  expect(JSON.stringify({ ...secret })).toBe("{}");
});
