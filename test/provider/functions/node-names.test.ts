import { nodeNames } from "../../../src/provider/functions/node-names";
import { answer } from "./call";

test.each([
  ["compute[002,005-007]", ["compute002", "compute005", "compute006", "compute007"]],
  ["rack[1,2[a,b]]", ["rack1", "rack2a", "rack2b"]],
  ["n1/0*2+n2/0", ["n1", "n2"]],
  ["(null)", []],
  ["", []],
])("%j names %j", (list, names) => {
  expect(answer(nodeNames, list)).toEqual(names);
});

test("what the data source would keep as it is, the function refuses", () => {
  expect(answer(nodeNames, "n[a-b]")).toEqual({
    text: '"n[a-b]" is not a node list; examples are "compute[002,005-007]" and "n1/0*2+n2/0".',
    argument: 0,
  });
});
