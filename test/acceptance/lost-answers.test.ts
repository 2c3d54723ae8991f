import { CLUSTER, completion, configuration, gate, lookup, TIME_FOR_A_LOOK } from "../support/configuration";
import {
  job,
  ok,
  type Script,
  type ScriptedService,
  SWITCHING,
  startScriptedService,
} from "../support/scripted-service";
import { errorAt } from "../support/shown-diagnostics";
import { type Finished, Workspace } from "../support/workspace";

const PROVIDER = 'provider "ehpc" { max_retry_timeout = 1 }';

let script: Script = () => null;
let service: ScriptedService;
let workspace: Workspace;

beforeAll(async () => {
  service = await startScriptedService((operation, jobId) => script(operation, jobId));
  workspace = new Workspace({ "main.tf": configuration() }, service.env);
  await workspace.init();
  await workspace.attach();
});

afterAll(async () => {
  await service.close();
  workspace.remove();
});

function failingApply(...blocks: string[]): Promise<Finished> {
  workspace.write("main.tf", configuration(PROVIDER, ...blocks));
  return workspace.fail("apply", "-auto-approve");
}

async function addresses(): Promise<string> {
  return (await workspace.succeed("state", "list")).stdout;
}

test("a lookup ends with an error where every answer changes the protocol", async () => {
  script = () => SWITCHING;
  const shown = errorAt("data.ehpc_job.train", await failingApply(lookup("train", "1.manager")));
  expect(shown.summary).toBe("Unexpected Response");
  expect(shown.detail).toContain("switched to another protocol (HTTP 101).");
});

test("a wait ends with its own time-out where every answer changes the protocol", async () => {
  script = () => SWITCHING;
  const output = await failingApply(completion("train", "1.manager", `timeout = "${TIME_FOR_A_LOOK}"`));
  const shown = errorAt("ehpc_job_completion.train", output);
  expect(shown.summary).toBe("Job Wait Timed Out");
  expect(shown.detail).toContain("switched to another protocol (HTTP 101).");
  expect(await addresses()).toBe("");
});

test.each([
  ["changes the protocol", SWITCHING],
  ["never comes", null],
])("a failed job is told in time where the answer with its log %s", async (_, answer) => {
  script = (operation) => (operation === "GetJob" ? job("FAILED") : answer);
  const output = await failingApply(completion("train", "1.manager", 'timeout = "10m"'));
  const shown = errorAt("ehpc_job_completion.train", output);
  expect(shown.summary).toBe("Job Failed");
  expect(shown.detail).toContain("state: FAILED");
  expect(await addresses()).toBe("");
});

const COMPLETED = { JobId: "1.manager", State: "Completed" };
const answer = (members: Record<string, unknown>) =>
  JSON.stringify({ RequestId: "R-1", JobInfo: COMPLETED, ...members });

const SAYS_NO_SUCCESS = "E-HPC reported that the call did not succeed (request R-1)";
const TWICE = "E-HPC returned a contradictory response (request R-1).";
const NAMELESS = "E-HPC returned a job without its ID: JobInfo has no JobId";

/** By the name of the lookup: an answer about a completed job that says less than that, and what the user reads. */
const ANSWERS: Readonly<Record<string, readonly [body: string, says: string]>> = {
  success_0: [answer({ Success: 0 }), SAYS_NO_SUCCESS],
  success_no: [answer({ Success: "no" }), SAYS_NO_SUCCESS],
  success_list: [answer({ Success: ["false"] }), SAYS_NO_SUCCESS],
  success_object: [answer({ Success: { value: "false" } }), SAYS_NO_SUCCESS],
  success_false: ['{"RequestId":"R-1","Success":"false"}', SAYS_NO_SUCCESS],
  code: [answer({ Success: true, Code: "Brand.New" }), "E-HPC refused the call (Brand.New, HTTP 200"],
  code_message: [answer({ Code: "DbError", Message: "m" }), "E-HPC failed internally (DbError, HTTP 200"],
  state_twice: [
    '{"RequestId":"R-1","JobInfo":{"JobId":"1.manager","State":"Failed","State":"Completed"}}',
    `${TWICE} JobInfo has "State" twice.`,
  ],
  success_twice: [
    `{"Success":false,${answer({ Success: true }).slice(1)}`,
    `${TWICE} It has "Success" twice.`,
  ],
  job_twice: [
    `{"JobInfo":{"JobId":"1.manager","State":"Failed"},${answer({}).slice(1)}`,
    `${TWICE} It has "JobInfo" twice.`,
  ],
  no_id: [answer({ JobInfo: { State: "Completed" } }), NAMELESS],
  id_null: [answer({ JobInfo: { ...COMPLETED, JobId: null } }), NAMELESS],
  id_empty: [answer({ JobInfo: { ...COMPLETED, JobId: "" } }), NAMELESS],
  other_server: [
    answer({ JobInfo: { ...COMPLETED, JobId: "1.other" } }),
    "The request was for job 1.manager",
  ],
  secret: [
    answer({ JobInfo: { ...COMPLETED, JobId: `2.${"a-secret-key"}` } }),
    "but E-HPC returned job 2.*** (request R-1).",
  ],
  zero: [
    '{"RequestId":"R-1","JobInfo":{"JobId":"1.manager","Priority":005}}',
    "The response is not valid JSON: the number at character 61 begins with a zero",
  ],
  line_break: [
    '{"RequestId":"R-1","JobInfo":{"JobName":"a\nb"}}',
    "The response is not valid JSON: the string at character 40 holds a raw line break",
  ],
};

describe("a gate stays shut, and the lookup says why, where a completed job comes with", () => {
  let output: Finished;
  const names = Object.keys(ANSWERS);
  // Each lookup asks under a spelling of the ID of its own, which is how the service tells them apart.
  const idOf = (name: string) => `1.manager.${names.indexOf(name)}`;

  beforeAll(async () => {
    script = (_, jobId) => ok(ANSWERS[names.find((name) => idOf(name) === jobId) ?? ""]?.[0] ?? "");
    output = await failingApply(...names.flatMap((name) => [lookup(name, idOf(name)), gate(name)]));
  });

  test.each(names)("%s", (name) => {
    const shown = errorAt(`data.ehpc_job.${name}`, output);
    expect(shown.detail).toContain(`Could not read job "${idOf(name)}" of cluster "${CLUSTER}"`);
    expect(shown.detail).toContain((ANSWERS[name]?.[1] ?? "").replace("job 1.manager", `job ${idOf(name)}`));
  });

  test("nothing is made", async () => {
    expect(await addresses()).toBe("");
  });
});

test.each(["1", "1.manager", "1.manager.local"])(
  "the gate of job 1.manager opens for an answer about %s",
  async (answered) => {
    script = () => job("Completed", answered);
    workspace.write("main.tf", configuration(PROVIDER, lookup("train", "1.manager"), gate("train")));
    await workspace.succeed("apply", "-auto-approve");
    expect(await addresses()).toContain("null_resource.after_train");
    await workspace.succeed("destroy", "-auto-approve");
  },
);

test("one answer without success, and without a code, is waited out", async () => {
  let looks = 0;
  script = () => {
    looks += 1;
    return looks === 2
      ? ok('{"RequestId":"R-1","Success":"false"}')
      : job(looks < 4 ? "Running" : "Completed");
  };
  workspace.write("main.tf", configuration(PROVIDER, completion("train", "1.manager")));
  await workspace.succeed("apply", "-auto-approve");
  expect(looks).toBe(4);
  await workspace.succeed("destroy", "-auto-approve", "-refresh=false");
});
