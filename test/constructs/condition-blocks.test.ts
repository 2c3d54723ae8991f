import { conditionBlocks } from "../../src/constructs/condition-blocks";

const condition = { condition: `\${self.ready}`, errorMessage: "Not ready." };
const block = { condition: `\${self.ready}`, error_message: "Not ready." };

test("conditions are described as nested blocks, each kind for itself", () => {
  expect(conditionBlocks({ postcondition: [condition] })).toEqual({
    value: { postcondition: { isBlock: true, type: "list", value: [block] } },
  });
  expect(conditionBlocks({ precondition: [condition, condition], postcondition: [] })).toEqual({
    value: {
      precondition: { isBlock: true, type: "list", value: [block, block] },
      postcondition: { isBlock: true, type: "list", value: [] },
    },
  });
});

test("a lifecycle without conditions has no blocks", () => {
  expect(conditionBlocks(undefined)).toEqual({ value: {} });
  expect(conditionBlocks({ createBeforeDestroy: true })).toEqual({ value: {} });
});

test("all else of a lifecycle stays as cdktf has rendered it", () => {
  const rendered = { prevent_destroy: true, ignore_changes: ["triggers"], precondition: [block] };

  expect(conditionBlocks({ precondition: [condition] }, rendered)).toEqual({
    value: {
      prevent_destroy: { value: true, type: "simple", storageClassType: "boolean" },
      ignore_changes: ["triggers"],
      precondition: { isBlock: true, type: "list", value: [block] },
    },
  });
});
