import { FunctionError, parameter, providerFunction } from "../../../src/plugin/author/provider-function";
import {
  computed,
  integer,
  listOf,
  object,
  refine,
  required,
  string,
} from "../../../src/plugin/schema/attribute";

const short = refine(string, (text) => (text.length <= 8 ? undefined : "must have at most 8 characters."));

/** A result of several values, and each way to refuse an argument. */
const repeated = providerFunction({
  summary: "Repeats a text.",
  description: "Gives a text `times` times.",
  parameters: [parameter("text", short, "What to repeat."), parameter("times", integer, "How often.")],
  returns: listOf(string),
  call(text, times) {
    if (times < 0) {
      throw new FunctionError(`"${times}" is less than none: use 0 or more.`, 1);
    }
    if (text === "all" && times === 0) {
      throw new FunctionError("Nothing of everything is nothing.");
    }
    return Array.from({ length: times }, () => text);
  },
});

/** Objects on both sides, and an answer that may be null. */
const longest = providerFunction({
  summary: "The longest of several words.",
  description: "The word with the most characters, or null where there are none.",
  parameters: [parameter("words", listOf(object({ word: required(short, "A word.") })), "The words.")],
  returns: object({ word: computed(string, "The word."), length: computed(integer, "Its length.") }),
  call(words) {
    const [first] = words.map(({ word }) => word).sort((a, b) => b.length - a.length);
    return first === undefined ? null : { word: first, length: first.length };
  },
});

/** Fails as no function should. */
const broken = providerFunction({
  summary: "Fails.",
  description: "Fails in the way that is asked for.",
  parameters: [parameter("way", string, "`throw` or `misfit`.")],
  returns: integer,
  call(way) {
    if (way === "throw") {
      throw new TypeError("a message with hunter2 in it");
    }
    return "no number" as unknown as number;
  },
});

/** The functions of the sample provider. */
export const sampleFunctions = { repeated, longest, broken };
