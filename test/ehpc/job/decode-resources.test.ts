import { parseJson } from "../../../src/base/json";
import { decodeResources, decodeResourcesWithGpus } from "../../../src/ehpc/job/decode-resources";

const told: string[] = [];
const log = (_: string, message: string) => told.push(message);

beforeEach(() => told.splice(0));

it.each([
  '{"Nodes":"1","Cores":2,"Memory":"1gb","Gpus":"4"}',
  '"{\\"Nodes\\":1,\\"Cores\\":\\"2\\",\\"Memory\\":\\"1gb\\",\\"Gpus\\":4}"',
])("reads an object, or its JSON text: %s", (json) => {
  const value = parseJson(json);
  expect(decodeResources("Used", value, log)).toEqual({ nodes: 1, cores: 2, memory: "1gb" });
  expect(decodeResourcesWithGpus("Used", value, log)).toEqual({ nodes: 1, cores: 2, memory: "1gb", gpus: 4 });
  expect(told).toEqual([]);
});

it("has null for absent values, and logs values that it cannot use", () => {
  expect(decodeResourcesWithGpus("Used", parseJson('{"Nodes":"many","Memory":" "}'), log)).toEqual({
    nodes: null,
    cores: null,
    memory: null,
    gpus: null,
  });
  expect(told).toEqual(["Used.Nodes is not a number and is ignored."]);
});

it.each(["null", '""', "[]", "1", '"x"'])("makes nothing of %s", (json) => {
  expect(decodeResources("Used", parseJson(json), log)).toBeNull();
  expect(decodeResourcesWithGpus("Used", parseJson(json), log)).toBeNull();
});
