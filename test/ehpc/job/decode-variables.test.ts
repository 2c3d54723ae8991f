import { parseJson } from "../../../src/base/json";
import { decodeVariables } from "../../../src/ehpc/job/decode-variables";

const told: string[] = [];
const decode = (json: string) => decodeVariables(parseJson(json), (_, message) => told.push(message));

beforeEach(() => told.splice(0));

it.each([
  ["GetJob", '[{"Name":"A","Value":"x\\n"},{"Name":"__proto__","Value":1}]'],
  ["ListJobs", '{"A":"x\\n","__proto__":1}'],
  ["ListJobs, in text", JSON.stringify('{"A":"x\\n","__proto__":1}')],
])("reads the form of %s, and keeps values as they are", (_, json) => {
  expect(Object.entries(decode(json) ?? {})).toEqual([
    ["A", "x\n"],
    ["__proto__", "1"],
  ]);
});

it("leaves out an entry without a name, and logs it without its value", () => {
  expect(Object.entries(decode('[{"Value":"s3cret"},{"Name":"B","Value":""}]') ?? {})).toEqual([["B", ""]]);
  expect(told).toEqual(["An entry of Variables has no name and is ignored."]);
});

it.each(["null", '""', "1", '"x"'])("makes nothing of %s", (json) => {
  expect(decode(json)).toBeNull();
});
