import fc from "fast-check";
import { mergeInOrder } from "../../../src/ehpc/list/merge-in-order";

it.each([
  ["equal lists", "abc", "abc", "abc"],
  ["what only the newer has, where it stands there", "xabyc", "abc", "xabyc"],
  ["what only the older has, after the one that it followed", "ac", "abc", "abc"],
  ["what led the older list", "bc", "xybc", "xybc"],
  ["both at once", "nac", "abcd", "nabcd"],
  ["an empty newer list", "", "ab", "ab"],
  ["an empty older list", "ab", "", "ab"],
])("merges %s", (_, newer, older, merged) => {
  expect(mergeInOrder(newer, older).join("")).toBe(merged);
});

it("has each element once, and the newer ones in their order", () => {
  const list = fc.uniqueArray(fc.nat(30));
  fc.assert(
    fc.property(list, list, (newer, older) => {
      const merged = mergeInOrder(newer, older);
      expect([...merged].sort()).toEqual([...new Set([...newer, ...older])].sort());
      expect(merged.filter((element) => newer.includes(element))).toEqual(newer);
    }),
  );
});
