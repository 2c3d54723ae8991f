import { Lazy } from "cdktf";
import { checkWord } from "../../src/constructs/check-word";

const WORDS = ["succeeded", "finished"];

test.each(WORDS)("%s is taken", (word) => {
  expect(() => checkWord("requires", word, WORDS)).not.toThrow();
});

test.each(["Succeeded", "", undefined, null, true])("%j is refused with the words that are right", (word) => {
  expect(() => checkWord('JobGate "gate": requires', word, WORDS)).toThrow(
    `JobGate "gate": requires must be one of "succeeded", "finished", not ${JSON.stringify(word)}.`,
  );
});

test("a word that only Terraform knows is not looked at", () => {
  const late = Lazy.stringValue({ produce: () => "nothing of the kind" });
  expect(() => checkWord("requires", late, WORDS)).not.toThrow();
});
