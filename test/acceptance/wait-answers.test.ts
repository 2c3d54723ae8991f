import { behind, completion, configuration } from "../support/configuration";
import { ok, type ScriptedService, SWITCHING, startScriptedService } from "../support/scripted-service";
import { type Finished, Workspace } from "../support/workspace";

const WRONG = "/wrong.log";
const RIGHT = "/right.log";

interface Told {
  readonly [name: string]: unknown;
}

/** The members of an answer about a completed job. */
function completed(JobId: string, told: Told = {}): Told {
  return { JobInfo: { JobId, State: "Completed", OutputLog: WRONG, ...told } };
}

function body(members: Told): string {
  return ok(JSON.stringify({ RequestId: "R-1", ...members }));
}

function inState(JobId: string, State: string, OutputLog = WRONG): string {
  return body({ Success: true, JobInfo: { JobId, State, OutputLog } });
}

function refusal(status: string, Code: string, Message: string): string {
  return ok(JSON.stringify({ RequestId: "R-1", Code, Message }), `HTTP/1.1 ${status}`);
}

/** By the name of a wait: an answer that comes once, between two about the job that runs. It ends no wait, and opens nothing. */
const ANSWERS: Readonly<Record<string, (id: string) => string>> = {
  protocol_change: () => SWITCHING,
  page: () => ok("<html>Sign in</html>"),
  nothing: () => ok(""),
  broken_off: (id) => ok(JSON.stringify(completed(id)).slice(0, -2)),
  server_error: (id) => ok(JSON.stringify(completed(id)), "HTTP/1.1 500 Internal Server Error"),
  success_0: (id) => body({ ...completed(id), Success: 0 }),
  success_no: (id) => body({ ...completed(id), Success: "no" }),
  success_list: (id) => body({ ...completed(id), Success: ["false"] }),
  success_object: (id) => body({ ...completed(id), Success: { value: "false" } }),
  success_false: () => body({ Success: "false" }),
  code: (id) => body({ ...completed(id), Success: true, Code: "InternalError" }),
  code_and_message: (id) => body({ ...completed(id), Code: "DbError", Message: "m" }),
  state_twice: (id) => ok(`{"JobInfo":{"JobId":"${id}","State":"Failed","State":"Completed"}}`),
  success_twice: (id) =>
    ok(`{"Success":false,${JSON.stringify({ Success: true, ...completed(id) }).slice(1)}`),
  job_twice: (id) =>
    ok(`{"JobInfo":{"JobId":"${id}","State":"Failed"},${JSON.stringify(completed(id)).slice(1)}`),
  no_id: () => body({ JobInfo: { State: "Completed", OutputLog: WRONG } }),
  id_null: (id) => body(completed(id, { JobId: null })),
  id_empty: (id) => body(completed(id, { JobId: "" })),
  other_number: (id) => body(completed(`9${id}`)),
  other_server: (id) => body(completed(id.replace(".manager", ".other"))),
  cut_server: (id) => body(completed(`${id}.`)),
  step: (id) => body(completed(id.replace(".manager", ".batch"))),
  lone_index: (id) => body(completed(id, { ArrayJobSubId: 3 })),
  no_job: () => body({ JobInfo: {} }),
  not_found: () => refusal("400 Bad Request", "InvalidParams", "The specified JobId is invalid."),
  agent_not_found: () => refusal("406 Not Acceptable", "AgentError", "slurm_load_jobs error: Invalid job id"),
  preempted: (id) => inState(id, "PREEMPTED"),
  node_fail: (id) => inState(id, "NODE_FAIL"),
  requeue_hold: (id) => inState(id, "REQUEUE_HOLD"),
  no_end_yet: (id) => inState(id, "COMPLETING,COMPLETED"),
  unknown_state: (id) => inState(id, "Succeded"),
  hidden_state: (id) => inState(id, "Comp\u200bleted"),
};

const CONTROL = "control";
const names = [...Object.keys(ANSWERS), CONTROL];
const idOf = (name: string) => `${100 + names.indexOf(name)}.manager`;

let service: ScriptedService;
let workspace: Workspace;
let applied: Finished;
let shown: { address: string; values: Record<string, unknown> }[];
const looks = new Map<string, number>();

/** The control job runs for one look; all others for three, of which the second has the answer of their own. */
function answer(operation: string, jobId: string | null): string {
  if (operation !== "GetJob" || jobId === null) {
    return refusal("403 Forbidden", "Forbidden.RAM", "The user is not authorized.");
  }
  const look = (looks.get(jobId) ?? 0) + 1;
  looks.set(jobId, look);
  const name = names.find((each) => idOf(each) === jobId) ?? "";
  if (look === 2 && name !== CONTROL) {
    return ANSWERS[name]?.(jobId) ?? "";
  }
  return look > (name === CONTROL ? 1 : 3) ? inState(jobId, "Completed", RIGHT) : inState(jobId, "Running");
}

beforeAll(async () => {
  service = await startScriptedService(answer);
  workspace = new Workspace({ "main.tf": configuration() }, service.env);
  await workspace.init();
  await workspace.attach();
  workspace.write(
    "main.tf",
    configuration(...names.flatMap((name) => [completion(name, idOf(name)), behind(name)])),
  );
  applied = await workspace.run("apply", "-auto-approve", "-no-color", `-parallelism=${names.length}`);
  shown = JSON.parse((await workspace.succeed("show", "-json")).stdout).values?.root_module.resources ?? [];
});

afterAll(async () => {
  await service.close();
  workspace.remove();
});

const valuesOf = (address: string) => shown.find((resource) => resource.address === address)?.values;

test.each(Object.keys(ANSWERS))("a wait goes on after one answer %s, until its job has completed", (name) => {
  expect(looks.get(idOf(name))).toBe(4);
  expect(valuesOf(`ehpc_job_completion.${name}`)).toMatchObject({ state: "Completed", output_log: RIGHT });
  expect(valuesOf(`terraform_data.behind_${name}`)).toMatchObject({ input: RIGHT });
});

test("a wait without such an answer ends at the first look that has the end", () => {
  expect(looks.get(idOf(CONTROL))).toBe(2);
  expect(valuesOf(`terraform_data.behind_${CONTROL}`)).toMatchObject({ input: RIGHT });
});

test("the apply has succeeded", () => {
  expect([applied.status, applied.stderr]).toEqual([0, ""]);
});
