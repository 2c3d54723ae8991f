import { noCacheReason } from "../../../src/plugin/code-cache/no-cache";
import { saveMemory } from "../../../src/plugin/process/save-memory";

test("whoever saves memory stores no compiled code: the next start would refuse it", () => {
  expect(noCacheReason()).toBeNull();
  saveMemory();
  saveMemory();
  expect(noCacheReason()).toBe("the provider saves memory");
});
