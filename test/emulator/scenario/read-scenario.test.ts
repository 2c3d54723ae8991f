import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getJobSample } from "../../../src/emulator/scenario/getjob-sample";
import { loadScenario } from "../../../src/emulator/scenario/load-scenario";
import { quickStart } from "../../../src/emulator/scenario/quick-start";
import { readScenario, ScenarioError } from "../../../src/emulator/scenario/read-scenario";

const job = (value: unknown) => ({ clusters: { c: { jobs: { "1.m": value } } } });
const array = (members: object) => ({
  clusters: { c: { jobs: { 36: { arrayRequest: "1-3", ...members } } } },
});

it("accepts everything that the format has", () => {
  const scenario = {
    lifeBegins: "first-read",
    missingJob: "agent-error",
    securityToken: "T",
    credentials: { "STS.a": { accessKeySecret: "s", securityToken: "t", lifetimeSeconds: 0 } },
    error: {
      code: "Throttling",
      httpStatus: 429,
      message: "",
      retryAfterMs: 0,
      times: 1,
      operation: "ListJobs",
    },
    rateLimit: { callsPerSecond: 0.5, burst: 3 },
    chance: {
      seed: -1,
      troubles: [
        { share: 0.2, error: { code: "Throttling" } },
        { share: 0.8, fault: { kind: "reset" } },
      ],
    },
    clusters: {
      empty: {},
      c: {
        fault: { kind: "slow", seconds: 0.5, times: 3, operation: "GetJobLog" },
        logsAvailable: false,
        logLimit: { bytes: 1024, beyond: "refused" },
        scheduler: "pbs",
        submitted: { from: 10, job: { info: {} }, jobs: { train: { life: [{ at: 0 }] } } },
        stopping: { seconds: 0.5, state: "DELETED" },
        series: [
          { count: 1, job: {} },
          { count: 2, from: 0, id: "x{number}", secondsApart: 0.5, job: { info: {}, listed: {} } },
        ],
        jobs: {
          a: {},
          e: {
            listed: { Comment: "c" },
            stdout: ["a", { text: "b", repeat: 2 }, { base64: "/w==", restart: true }],
          },
          f: { stderr: { text: "{line}", everySeconds: 0.5, repeat: 9 } },
          b: { info: { State: null, Any: [1] }, life: [{ at: 0 }, { at: 0.5, State: "R" }] },
          c: { response: "", stdout: "out", stderr: "" },
          d: { life: [{ at: 1, stdout: "a", stderr: "b", gone: true }] },
          36: {
            arrayRequest: "1-200:3%5",
            secondsApart: 0.5,
            taskIds: "own",
            oneRecordForWaiting: false,
            life: [{ at: 0, State: "Pending" }],
            tasks: {
              "1,4": { info: { JobQueue: "q" } },
              "10-22:3": { info: { State: "X" }, life: [{ at: 0 }] },
            },
          },
          "1[].manager": { arrayRequest: "0" },
          "1.manager": { arrayRequest: "1-3", taskIds: "array", oneRecordForWaiting: true },
        },
      },
    },
  };
  expect(readScenario(scenario)).toBe(scenario);
  expect(readScenario(quickStart)).toBe(quickStart);
  expect(readScenario(getJobSample)).toBe(getJobSample);
});

it.each([
  [[], "scenario must be an object."],
  [{}, "scenario has no clusters."],
  [{ clusters: [] }, "scenario.clusters must be an object."],
  [{ clusters: {}, cluster: {} }, 'scenario has an unknown member "cluster"; known are'],
  [{ clusters: {}, lifeBegins: "now" }, "scenario.lifeBegins must be one of start, first-read."],
  [{ clusters: {}, securityToken: " " }, "scenario.securityToken must be a text that is not empty."],
  [{ clusters: { 'a"b': 1 } }, 'scenario.clusters["a\\"b"] must be an object.'],
  [job(null), 'scenario.clusters["c"].jobs["1.m"] must be an object.'],
  [job({ State: "x" }), 'scenario.clusters["c"].jobs["1.m"] has an unknown member "State"'],
  [job({ toString: 1 }), 'scenario.clusters["c"].jobs["1.m"] has an unknown member "toString"'],
  [job({ life: [] }), '.jobs["1.m"].life must be a list of stages that is not empty.'],
  [job({ life: [{}] }), ".life[0].at must be a number of seconds from 0."],
  [job({ life: [{ at: 1 }, { at: 1 }] }), ".life[1].at must be later than the stage before."],
  [job({ info: {}, response: "" }), 'scenario.clusters["c"].jobs["1.m"] has both response and info.'],
  [job({ responseFile: "a", response: "" }), "has both response and responseFile."],
  [job({ error: {} }), ".error has no code."],
  [
    job({ error: { code: "X", httpStatus: 200 } }),
    ".error.httpStatus must be an HTTP status from 400 to 599.",
  ],
  [job({ error: { code: "X", times: 0 } }), ".error.times must be a whole number from 1."],
  [
    job({ error: { code: "X", retryAfterMs: 1.5 } }),
    ".error.retryAfterMs must be a whole number of milliseconds from 0.",
  ],
  [job({ stderr: 1 }), ".stderr must be a text, a piece of a log, or a list of them."],
  [job({ life: {} }), ".life must be a list."],
  [job({ life: [{ at: 1, gone: "yes" }] }), ".life[0].gone must be true or false."],
  [
    job({ life: [{ at: 1, stdout: 7 }] }),
    ".life[0].stdout must be a text, a piece of a log, or a list of them.",
  ],
  [job({ stdout: {} }), ".stdout must have either text or base64."],
  [job({ stdout: { text: "", base64: "" } }), ".stdout must have either text or base64."],
  [job({ stderr: ["a", { base64: "/w" }] }), ".stderr[1].base64 must be Base64 with its padding."],
  [job({ stdout: { text: "a", repeat: 0 } }), ".stdout.repeat must be a whole number from 1."],
  [job({ stdout: { text: "a", everySeconds: 0 } }), ".stdout.everySeconds must be a number above 0."],
  [
    job({ stdout: [{ text: "a", everySeconds: 1 }, "b"] }),
    ".stdout[0] has everySeconds, which only the last piece may have.",
  ],
  [
    job({ stdout: { text: "a", everySeconds: 1 }, life: [{ at: 0 }] }),
    ".stdout has everySeconds, which belongs into a stage where a job has a life.",
  ],
  [
    job({ arrayRequest: "1-3" }),
    '.jobs["1.m"] has an arrayRequest, so its ID must be a number such as "36" (Slurm)',
  ],
  [job({ tasks: {} }), '.jobs["1.m"] has tasks but no arrayRequest, so it is not an array.'],
  [job({ secondsApart: 1 }), '.jobs["1.m"] has secondsApart but no arrayRequest, so it is not an array.'],
  [job({ arrayRequest: "1", response: "" }), '.jobs["1.m"] has both response and arrayRequest.'],
  [array({ arrayRequest: 3 }), '.jobs["36"].arrayRequest must be a text that is not empty.'],
  [array({ arrayRequest: "3-1" }), '.arrayRequest: "3-1" has a range with a last index below its first.'],
  [array({ arrayRequest: "1-200000" }), '.arrayRequest: "1-200000" has more than 100000 indices.'],
  [array({ arrayRequest: "," }), ".arrayRequest has no index."],
  [array({ taskIds: "name" }), ".taskIds must be one of index, own, array."],
  [array({ oneRecordForWaiting: 1 }), ".oneRecordForWaiting must be true or false."],
  [array({ tasks: { x: {} } }), '.tasks["x"]: "x" is not an array request'],
  [array({ tasks: { "3-4": {} } }), '.tasks["3-4"] has the index 4, which is not in the arrayRequest 1-3.'],
  [array({ tasks: { "1-2": {}, 2: {} } }), "has the index 2, which another member has, too."],
  [array({ tasks: { 1: { response: "" } } }), '.tasks["1"] has an unknown member "response"'],
  [array({ tasks: { 1: { tasks: {} } } }), '.tasks["1"] has an unknown member "tasks"'],
  [
    array({ life: [{ at: 0 }], tasks: { 1: { info: { State: "Failed" } } } }),
    '.tasks["1"].info.State is hidden by the life of the array; give the task a life of its own.',
  ],
  [
    { clusters: { c: { jobs: { "1[].m": { arrayRequest: "1", taskIds: "own" } } } } },
    '.taskIds can be own only if the ID is a number such as "36".',
  ],
  [
    { clusters: { c: { jobs: { "1[].m": { arrayRequest: "1", oneRecordForWaiting: true } } } } },
    ".oneRecordForWaiting must not be true: PBS has a record for each task.",
  ],
  [
    { clusters: { c: { series: [{ count: 1, job: { arrayRequest: "1" } }] } } },
    '.series[0].job has an unknown member "arrayRequest"',
  ],
  [{ clusters: { c: { logLimit: {} } } }, ".logLimit has no bytes."],
  [
    { clusters: { c: { logLimit: { bytes: 1, beyond: "x" } } } },
    ".logLimit.beyond must be one of cut, refused.",
  ],
  [{ clusters: { c: { series: {} } } }, ".series must be a list."],
  [{ clusters: { c: { series: [{ count: 1 }] } } }, ".series[0] has no job."],
  [{ clusters: { c: { series: [{ count: 1e7, job: {} }] } } }, ".series[0].count must be at most 1000000."],
  [
    { clusters: { c: { series: [{ count: 1, id: "a", job: {} }] } } },
    ".series[0].id must have {number} in it.",
  ],
  [
    { clusters: { c: { series: [{ count: 1, job: { response: "" } }] } } },
    '.series[0].job has an unknown member "response"',
  ],
  [{ clusters: { c: { logsAvailable: 1 } } }, ".logsAvailable must be true or false."],
  [
    { clusters: {}, credentials: { a: { accessKeySecret: "s", securityToken: "t" } } },
    'scenario.credentials["a"] has no lifetimeSeconds.',
  ],
  [{ clusters: {}, rateLimit: {} }, "scenario.rateLimit has no callsPerSecond."],
  [{ clusters: {}, rateLimit: { callsPerSecond: 0 } }, "rateLimit.callsPerSecond must be a number above 0."],
  [{ clusters: {}, rateLimit: { callsPerSecond: 1, burst: 0 } }, "burst must be a whole number from 1."],
  [{ clusters: {}, chance: { troubles: [] } }, "scenario.chance has no seed."],
  [{ clusters: {}, chance: { seed: 0.5, troubles: [] } }, "scenario.chance.seed must be a whole number."],
  [
    { clusters: {}, chance: { seed: 1, troubles: [{ share: 1.1 }] } },
    "scenario.chance.troubles[0].share must be a number above 0 and up to 1.",
  ],
  [
    { clusters: {}, chance: { seed: 1, troubles: [{ share: 0.6 }, { share: 0.5 }] } },
    "scenario.chance.troubles must have shares of 1 at most together.",
  ],
  [
    job({ error: { code: "X", operation: "DeleteJobs" } }),
    ".error.operation must be one of GetJob, ListJobs, GetJobLog, CreateJob, StopJobs.",
  ],
  [job({ fault: { kind: "slow", seconds: 2_147_484 } }), ".fault.seconds must be at most 2147483 seconds."],
  [job({ fault: { kind: "slow", seconds: -1 } }), ".fault.seconds must be a number of seconds from 0."],
  [job({ fault: { kind: "fire" } }), ".fault.kind must be one of html, empty,"],
])("names the place of what is wrong in %j", (scenario, message) => {
  expect(() => readScenario(scenario)).toThrow(ScenarioError);
  expect(() => readScenario(scenario)).toThrow(message);
});

it("accepts an answer that is as late as a timer can be", () => {
  const scenario = job({ fault: { kind: "slow", seconds: 2_147_483 } });
  expect(readScenario(scenario)).toBe(scenario);
});

describe("a scenario file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ehpc-scenario-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("names response files relative to itself, and has them byte for byte", () => {
    mkdirSync(join(folder, "answers"));
    writeFileSync(join(folder, "answers/1.json"), '{ "a" : 1.0 }\r\n');
    writeFileSync(join(folder, "s.json"), JSON.stringify(job({ responseFile: "answers/1.json" })));
    expect(loadScenario(join(folder, "s.json"))).toEqual(job({ response: '{ "a" : 1.0 }\r\n' }));
  });

  it.each([
    ["{", "s.json: this is not JSON"],
    ["{}", "s.json: scenario has no clusters."],
    [JSON.stringify(job({ responseFile: "gone.json" })), "gone.json cannot be read"],
  ])("that holds %j is refused", (text, message) => {
    writeFileSync(join(folder, "s.json"), text);
    expect(() => loadScenario(join(folder, "s.json"))).toThrow(ScenarioError);
    expect(() => loadScenario(join(folder, "s.json"))).toThrow(message);
  });
});
