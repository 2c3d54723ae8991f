import fc from "fast-check";
import { isJsonObject, parseJson } from "../../../src/base/json";
import type { Log } from "../../../src/base/log";
import { decodeNumber, decodeText } from "../../../src/ehpc/api/decode-leaf";
import { decodeJob } from "../../../src/ehpc/job/decode-job";
import type { Job } from "../../../src/ehpc/job/job";

let warnings: string[] = [];
const log: Log = (level, message) => warnings.push(`${level}: ${message}`);

beforeEach(() => {
  warnings = [];
});

function decode(text: string): Job {
  const info = parseJson(text);
  if (!isJsonObject(info)) {
    throw new Error("not an object");
  }
  return decodeJob(info, log);
}

describe("a leaf", () => {
  it.each([
    ["null", null],
    ['""', null],
    ['" \\n"', null],
    ['" a "', " a "],
    ["0", "0"],
    ["-7", "-7"],
    ["12345678901234567890", "12345678901234567890"],
    ["1.0", "1"],
    ["1e3", "1000"],
    ["1.5", "1.5"],
    ["0.0", "0"],
    ["true", "true"],
    ["{}", "{}"],
    ['{"a":[1,"x",null]}', '{"a":[1,"x",null]}'],
    ["[1]", "[1]"],
  ])("%s is the text %j", (json, text) => {
    expect(decodeText(parseJson(json))).toBe(text);
  });

  it.each([
    ["3", 3],
    ['"3"', 3],
    ['" 3 "', 3],
    ['"2.5"', 2.5],
    ["-1", -1],
    ["1e2", 100],
    ["null", null],
    ['""', null],
  ])("%s is the number %j", (json, number) => {
    expect(decodeNumber("Priority", parseJson(json), log)).toBe(number);
    expect(warnings).toEqual([]);
  });

  it.each(['"high"', "true", "{}", '"0x10"', '"1 2"', '"Infinity"'])(
    "%s is no number: it is left out, and the log is told",
    (json) => {
      expect(decodeNumber("Priority", parseJson(json), log)).toBeNull();
      expect(warnings).toEqual(["warn: Priority is not a number and is ignored."]);
    },
  );
});

describe("on a terminal", () => {
  const esc = "\u001b";
  const nasty = ` a${esc}[2J  b\r\nError: forged\u202e\u009b1A `;
  const lines = [
    ...["jobId", "jobName", "runAsUser", "jobQueue", "createTime", "startTime", "lastModifyTime"],
    ...["outputLog", "errorLog", "nodeList", "arrayRequest", "arrayJobId", "arrayJobSubId"],
  ] as const;
  const memberOf = (name: string) =>
    name === "runAsUser" ? "RunasUser" : name.charAt(0).toUpperCase() + name.slice(1);

  it.each(lines)("%s is one line that does nothing but to be shown", (name) => {
    expect(decode(JSON.stringify({ [memberOf(name)]: nasty }))).toMatchObject({
      [name]: "a b Error: forged",
    });
    expect(decode(JSON.stringify({ [memberOf(name)]: `${esc}[0m\u0000` }))).toMatchObject({ [name]: null });
  });

  it("memory is such a line too", () => {
    const { resources, resourcesUsed } = decode(
      JSON.stringify({ Resources: { Memory: nasty }, ResourcesUsed: { Memory: nasty } }),
    );
    expect([resources?.memory, resourcesUsed?.memory]).toEqual(["a b Error: forged", "a b Error: forged"]);
  });

  it("a command keeps its lines and loses its escape sequences", () => {
    expect(decode(JSON.stringify({ CommandLine: `${nasty}\n\tsh  x` })).commandLine).toBe(
      " a  b\nError: forged \n\tsh  x",
    );
    expect(decode(JSON.stringify({ CommandLine: `${esc}[0m` })).commandLine).toBeNull();
  });

  it("variables and extra information are data, and stay as they are", () => {
    const { variables, extraInfo } = decode(
      JSON.stringify({ Variables: [{ Name: "A", Value: nasty }], ExtraInfo: nasty }),
    );
    expect([variables?.A, extraInfo]).toEqual([nasty, nasty]);
  });
});

it.each(["9007199254740993", '"-9007199254740993"', '"1e300"', '"1e999"'])(
  "leaves out %s, which would be rounded, and tells the log",
  (json) => {
    expect(decodeNumber("Priority", parseJson(json), log)).toBeNull();
    expect(warnings).toEqual(["warn: Priority is too large and is ignored."]);
  },
);

it("keeps a name or a user letter by letter if more is written than shown", () => {
  expect(decode('{"JobName":"train\\n","RunasUser":"alice"}').written).toBeUndefined();
  expect(decode('{"JobName":"tr\\u200bain","RunasUser":"alice"}')).toMatchObject({
    jobName: "train",
    written: { jobName: "tr\u200bain", runAsUser: "alice" },
  });
});

it("trims id, name and state, and leaves the blanks of a command as they are", () => {
  expect(
    decode('{"JobId":" 1 ","JobName":"testJob\\n","State":" Running ","CommandLine":"  sh x\\n"}'),
  ).toMatchObject({
    jobId: "1",
    jobName: "testJob",
    state: "Running",
    commandLine: "  sh x\n",
  });
});

it("is the same job whether values are texts or not", () => {
  const typed = decode(
    '{"Priority":5,"ExtraInfo":{"a":1},"ArrayJobId":1,"Resources":{"Nodes":1,"Cores":2,"Memory":"1gb","Gpus":0},"Variables":[{"Name":"N","Value":3}]}',
  );
  const asText = decode(
    '{"Priority":"5","ExtraInfo":"{\\"a\\":1}","ArrayJobId":"1","Resources":"{\\"Nodes\\":\\"1\\",\\"Cores\\":\\"2\\",\\"Memory\\":\\"1gb\\",\\"Gpus\\":\\"0\\"}","Variables":"[{\\"Name\\":\\"N\\",\\"Value\\":\\"3\\"}]"}',
  );
  expect(asText).toEqual(typed);
  expect(typed).toMatchObject({
    priority: 5,
    extraInfo: '{"a":1}',
    resources: { gpus: 0 },
    variables: { N: "3" },
  });
});

it("reads variables given as an object, as ListJobs has them", () => {
  expect(decode('{"Variables":"{\\"A\\":\\"1\\",\\"B\\":null}"}').variables).toEqual({ A: "1", B: "" });
});

it("keeps variables of any name and leaves nameless ones out", () => {
  const { variables } = decode(
    '{"Variables":[{"Name":"__proto__","Value":"x"},{"Value":"y"},{"Name":"toString"},7]}',
  );
  expect(Object.entries(variables ?? {})).toEqual([
    ["__proto__", "x"],
    ["toString", ""],
  ]);
  expect(warnings).toHaveLength(2);
});

it("is all null without members", () => {
  expect(new Set(Object.values(decode("{}")))).toEqual(new Set([null]));
});

it("takes whatever stands in any place, and throws nothing", () => {
  const names = [
    "JobId",
    "State",
    "Priority",
    "Resources",
    "ResourcesUsed",
    "Variables",
    "ExtraInfo",
    "NodeList",
    "__proto__",
  ];
  const members = fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.jsonValue(), fc.json()));
  fc.assert(
    fc.property(members, (info) => {
      const job = decode(JSON.stringify(info));
      expect(job.priority === null || Number.isFinite(job.priority)).toBe(true);
      for (const value of Object.values(job.variables ?? {})) {
        expect(typeof value).toBe("string");
      }
    }),
  );
});

it("has the beginning of a text that is too long to show, and all of what is read further", () => {
  const long = "n1,".repeat(2_000);
  const { jobName, errorLog, nodeList, commandLine, written } = decode(
    JSON.stringify({ JobName: long, ErrorLog: long, NodeList: long, CommandLine: long }),
  );
  const shown = `${long.slice(0, 4_096)}... (6000 characters)`;
  expect([jobName, errorLog, nodeList, commandLine]).toEqual([shown, shown, long, long]);
  // Two names that are shown alike are still two.
  expect(written?.jobName).toBe(long);
});
