import fc from "fast-check";
import { isJsonObject, parseJson } from "../../../src/base/json";
import { silentLog } from "../../../src/base/log";
import { decodeListedJob } from "../../../src/ehpc/list/decode-listed-job";
import type { ListedJob } from "../../../src/ehpc/list/listed-job";

function decode(entry: unknown): ListedJob {
  const parsed = parseJson(JSON.stringify(entry));
  if (!isJsonObject(parsed)) {
    throw new Error("not an object");
  }
  return decodeListedJob(parsed, silentLog);
}

const spec = {
  Id: " 1.manager ",
  State: "Running\n",
  RunasUser: "testuser",
  JobQueue: "workq",
  Priority: "0",
  NodeList: "compute[002,005,003]",
  ArrayJobId: 1,
  ArrayJobSubId: "3",
  SubmitTime: "1724122486",
  StartTime: 1_724_122_490,
  LastModifyTime: "1724122499",
  ArrayRequest: "1-5:2",
  Comment: " nightly\n",
  StdoutPath: "/home/train.o1",
  StderrPath: "/home/train.e1",
  Resources: { Nodes: "2", Cores: 4, Memory: "1gb", Gpus: "" },
  ResourcesActualOccupied: '{"Nodes":2,"Cores":"4","Memory":"512mb","Gpus":1}',
  Variables: '{"TOKEN":"s3cret\\n","N":1}',
};

it("reads an entry, whose times are Unix seconds", () => {
  expect(decode({ JobName: "testJob\n", JobSpec: spec })).toEqual({
    jobId: "1.manager",
    jobName: "testJob",
    rawName: "testJob",
    state: "Running",
    runAsUser: "testuser",
    jobQueue: "workq",
    priority: 0,
    nodeList: "compute[002,005,003]",
    arrayJobId: "1",
    arrayJobSubId: "3",
    submitTime: 1_724_122_486,
    startTime: 1_724_122_490,
    lastModifyTime: 1_724_122_499,
    arrayRequest: "1-5:2",
    comment: "nightly",
    outputLog: "/home/train.o1",
    errorLog: "/home/train.e1",
    resources: { nodes: 2, cores: 4, memory: "1gb", gpus: null },
    resourcesUsed: { nodes: 2, cores: 4, memory: "512mb", gpus: 1 },
    variables: Object.assign(Object.create(null), { TOKEN: "s3cret\n", N: "1" }),
  });
});

it("has every text as one line that does nothing on a terminal", () => {
  const nasty = "a\u001b[2J\r\nError:  forged\u202e";
  const texts = { Id: nasty, State: nasty, RunasUser: nasty, JobQueue: nasty, NodeList: nasty };
  const shown = "a Error: forged";
  expect(decode({ JobName: nasty, JobSpec: texts })).toMatchObject({
    jobId: shown,
    jobName: shown,
    state: `${shown} (with invisible characters)`,
    runAsUser: shown,
    jobQueue: shown,
    nodeList: shown,
  });
});

it("keeps the name letter by letter beside the one that is shown, but for one line break at its end", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.constantFrom("", "\n", "\r\n"), (name, end) => {
      fc.pre(!/[\r\n]$/.test(name));
      expect(decode({ JobName: name + end }).rawName).toBe(name);
    }),
  );
  expect(decode({ JobName: " a  b\n\n" })).toMatchObject({ jobName: "a b", rawName: " a  b\n" });
  expect(decode({ JobName: 12 })).toMatchObject({ jobName: "12", rawName: "12" });
  expect(decode({ JobName: null })).toMatchObject({ jobName: null, rawName: "" });
});

it("reads the same from a JobSpec that is JSON text", () => {
  expect(decode({ JobName: "n", JobSpec: JSON.stringify(spec) })).toEqual(
    decode({ JobName: "n", JobSpec: spec }),
  );
});

it("reads texts whatever the case of their names: a task's may not go unseen", () => {
  const small = (object: object) =>
    Object.fromEntries(
      Object.entries(object).map(([name, value]) => [
        `${name.charAt(0).toLowerCase()}${name.slice(1)}`,
        value,
      ]),
    );
  const { jobId, jobName, arrayJobId, arrayJobSubId, arrayRequest, runAsUser, written } = decode(
    small({ JobName: "n", JobSpec: small(spec) }),
  );
  expect({ jobId, jobName, arrayJobId, arrayJobSubId, arrayRequest, runAsUser, written }).toEqual({
    jobId: "1.manager",
    jobName: "n",
    arrayJobId: "1",
    arrayJobSubId: "3",
    arrayRequest: "1-5:2",
    runAsUser: "testuser",
    written: undefined,
  });
});

it.each([0, "0", "", null, -1, "2024-08-20T02:54:46"])("takes %j for no time", (StartTime) => {
  expect(decode({ JobSpec: { StartTime } }).startTime).toBeNull();
});

it("takes whatever stands in any place, and throws nothing", () => {
  const names = fc.constantFrom(...Object.keys(spec), "__proto__");
  const anySpec = fc.oneof(fc.dictionary(names, fc.jsonValue()), fc.jsonValue());
  fc.assert(
    fc.property(anySpec, fc.jsonValue(), (JobSpec, JobName) => {
      const job = decode({ JobName, JobSpec });
      expect(job.startTime === null || job.startTime > 0).toBe(true);
      expect(job.state === null || job.state.trim() !== "").toBe(true);
    }),
  );
});
