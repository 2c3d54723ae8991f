import { parameter, providerFunction } from "../../../src/plugin/author/provider-function";
import { integer, listOf, string } from "../../../src/plugin/schema/attribute";

// As in schema/inference.test.ts: what fails here, fails in `npm run typecheck`.

const text = parameter("text", string, "Text.");
const times = parameter("times", integer, "How often.");
const words = { summary: "", description: "" };

test("a function gets the types of its parameters and gives the type of its result", () => {
  const repeated = providerFunction({
    ...words,
    parameters: [text, times],
    returns: listOf(string),
    call: (what, count) => Array.from({ length: count }, () => what.toUpperCase()),
  });
  const nothing = providerFunction({ ...words, parameters: [], returns: string, call: () => null });
  expect([repeated.parameters.length, nothing.parameters.length]).toEqual([2, 0]);
});

test("arguments and results of other types do not compile", () => {
  const wrongArgument = providerFunction({
    ...words,
    parameters: [text],
    returns: integer,
    // @ts-expect-error the argument is text
    call: (what) => what * 2,
  });
  const wrongResult = providerFunction({
    ...words,
    parameters: [text],
    returns: integer,
    // @ts-expect-error the result is a number
    call: (what) => what,
  });
  const tooMany = providerFunction({
    ...words,
    parameters: [text],
    returns: string,
    // @ts-expect-error there is one argument
    call: (what, _other) => what,
  });
  expect([wrongArgument, wrongResult, tooMany]).toHaveLength(3);
});
