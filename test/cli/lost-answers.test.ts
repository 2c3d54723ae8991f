import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import {
  job,
  ok,
  type Script,
  type ScriptedService,
  SWITCHING,
  startScriptedService,
} from "../support/scripted-service";

const COMMAND = resolve(__dirname, "../../dist/cli/main.js");
const JOB = ["--cluster", "ehpc-hz-FYUr32abcd", "--job", "1.manager"];
const WAIT = ["wait", ...JOB, "--interval", "100ms"];

let service: ScriptedService | undefined;

beforeAll(() => {
  if (!existsSync(COMMAND)) {
    throw new Error(`${COMMAND} is missing; "npm run build" makes it.`);
  }
});
afterEach(async () => {
  await service?.close();
  service = undefined;
});

interface Ended {
  /** What a shell would go on by: `command && publish` publishes at 0. */
  exitCode: number | null;
  out: string;
  error: string;
}

/** Runs the built command as a pipeline does. */
async function run(
  args: readonly string[],
  env: Record<string, string>,
  node: string[] = [],
): Promise<Ended> {
  const child = spawn(process.execPath, [...node, COMMAND, ...args], {
    env: { PATH: process.env.PATH, ...env },
  });
  const written = { out: "", error: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    written.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    written.error += text;
  });
  const exitCode = await new Promise<number | null>((ended) => child.on("close", ended));
  return { exitCode, ...written };
}

/** Runs it at a service that answers so. Calls are repeated for 1 s. */
async function against(script: Script, args: readonly string[]): Promise<Ended> {
  service = await startScriptedService(script);
  return run(args, { ...service.env, MAX_RETRY_TIMEOUT: "1" });
}

it("reports a failed job at once, with its exit code, even if its log request gets a change of protocol", async () => {
  const script = (operation: string) => (operation === "GetJob" ? job("FAILED") : SWITCHING);
  const { exitCode, out, error } = await against(script, WAIT);
  expect(exitCode).toBe(1);
  expect(out).toBe("");
  expect(error).toContain('Job "1.manager" of cluster "ehpc-hz-FYUr32abcd" has failed');
});

it("reports a failed job within seconds, even if its log request gets no response", async () => {
  const script = (operation: string) => (operation === "GetJob" ? job("FAILED") : null);
  expect((await against(script, WAIT)).exitCode).toBe(1);
});

it.each([
  ["get", JOB],
  ["list", JOB.slice(0, 2)],
  ["log", JOB],
])("%s ends with 5 and says why where every answer is a change of protocol", async (name, args) => {
  const { exitCode, out, error } = await against(() => SWITCHING, [name, ...args]);
  expect(exitCode).toBe(5);
  expect(out).toBe("");
  expect(error).toContain("switched to another protocol (HTTP 101)");
});

it("a wait goes on after a change of protocol, and ends as the job does", async () => {
  let looks = 0;
  const { exitCode } = await against(() => {
    looks += 1;
    return looks === 2 ? SWITCHING : job(looks < 4 ? "Running" : "Completed");
  }, WAIT);
  expect(exitCode).toBe(0);
  expect(looks).toBe(4);
});

const COMPLETED = { JobId: "1.manager", State: "Completed" };
const answer = (members: Record<string, unknown>) =>
  JSON.stringify({ RequestId: "R-1", JobInfo: COMPLETED, ...members });

it.each([
  ["Success is 0", answer({ Success: 0 })],
  ["Success is no", answer({ Success: "no" })],
  ["Success is a list", answer({ Success: ["false"] })],
  ["Success is an object", answer({ Success: { value: "false" } })],
  ["there is a code", answer({ Success: true, Code: "AgentError" })],
  ["there is a code and a message", answer({ Code: "AgentError", Message: "m" })],
  [
    "a state stands twice",
    '{"RequestId":"R","JobInfo":{"JobId":"1.manager","State":"Failed","State":"Completed"}}',
  ],
  ["Success stands twice", `{"Success":false,${answer({ Success: true }).slice(1)}`],
  ["a job stands twice", `{"JobInfo":{"JobId":"1.manager","State":"Failed"},${answer({}).slice(1)}`],
  ["the job has no id", answer({ JobInfo: { State: "Completed" } })],
  ["the job's id is null", answer({ JobInfo: { ...COMPLETED, JobId: null } })],
  ["the job's id is empty", answer({ JobInfo: { ...COMPLETED, JobId: "" } })],
  ["it is about a job of another server", answer({ JobInfo: { ...COMPLETED, JobId: "1.other" } })],
  ["it holds a raw line break", answer({ RequestId: "R\u0001" }).replace("\\u0001", "\n")],
])("a wait that hears of a completed job is not over where %s", async (_, body) => {
  const { exitCode, out } = await against(() => ok(body), [...WAIT, "--timeout", "1s"]);
  expect([3, 5]).toContain(exitCode);
  expect(out).toBe("");
});

it("one answer without success, and without a code, is waited out", async () => {
  let looks = 0;
  const { exitCode } = await against(() => {
    looks += 1;
    return looks === 2 ? ok('{"RequestId":"R","Success":"false"}') : job(looks < 4 ? "Running" : "Completed");
  }, WAIT);
  expect(exitCode).toBe(0);
});

const refused = (status: string, Code: string, Message: string) =>
  ok(JSON.stringify({ RequestId: "R-1", Code, Message }), `HTTP/1.1 ${status}`);

it.each([
  ["finds no such job", refused("400 Bad Request", "InvalidParams", "The specified JobId is invalid.")],
  ["finds an empty job", ok('{"RequestId":"R-1","JobInfo":{}}')],
  ["finds it preempted", job("PREEMPTED")],
  ["finds it completing", job("COMPLETING,COMPLETED")],
  ["is about a job whose server is cut off", job("Completed", "1.manager.")],
  ["is about a step of it", job("Completed", "1.batch")],
  ["gets a page", ok("<html>Sign in</html>")],
])("a wait of which one look %s goes on, and ends as the job does", async (_, body) => {
  let looks = 0;
  const { exitCode, out } = await against((operation) => {
    looks += operation === "GetJob" ? 1 : 0;
    return looks === 2 ? body : job(looks < 4 ? "Running" : "Completed");
  }, WAIT);
  expect([exitCode, looks]).toEqual([0, 4]);
  expect(out).toContain("has succeeded");
});

it("reports a response about another job, without a secret in its ID", async () => {
  const { exitCode, error } = await against(() => job("Completed", "2.a-secret-key"), ["get", ...JOB]);
  expect(exitCode).toBe(5);
  expect(error).toContain("The request was for job 1.manager, but E-HPC returned job 2.*** (request R-1).");
});

it("reports where a response is not valid JSON", async () => {
  const body = '{"RequestId":"R","JobInfo":{"JobId":"1.manager","Priority":005}}';
  const { exitCode, error } = await against(() => ok(body), ["get", ...JOB]);
  expect(exitCode).toBe(5);
  expect(error).toContain("The response is not valid JSON: the number at character 59 begins with a zero");
});

it("credentials that are answered by a change of protocol end it with a sentence", async () => {
  service = await startScriptedService(() => SWITCHING);
  const { exitCode, error } = await run(["get", ...JOB], {
    EHPC_ENDPOINT: service.endpoint,
    MAX_RETRY_TIMEOUT: "1",
    ALIBABA_CLOUD_CREDENTIALS_URI: `${service.endpoint}/credentials`,
  });
  expect(exitCode).not.toBe(0);
  expect(error).toContain("switched to another protocol (HTTP 101)");
});

it("ends with 5 when a promise never settles and the event loop is empty", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ehpc-lost-"));
  const file = join(folder, "deaf.js");
  // Requests that neither succeed nor fail.
  writeFileSync(
    file,
    `const { EventEmitter } = require("node:events");
    require("node:http").request = () => Object.assign(new EventEmitter(), { end() {}, destroy() {} });`,
  );
  service = await startScriptedService(() => job("Completed"));
  try {
    const ended = await run(["get", ...JOB], service.env, ["--require", file]);
    expect(ended).toEqual({
      exitCode: 5,
      out: "",
      error: "The command ended without a result.\n",
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const asModule = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;

const SLOW_HOOK = asModule(`
  export async function resolve(name, context, next) {
    if (name === "node:zlib") await new Promise((loaded) => setTimeout(loaded, 100));
    return next(name, context);
  }
`);
/** Hooks of Node.js, as tracers install them, by which loading what unpacks an answer takes its time. */
const SLOW_LOADER = asModule(
  `import { register } from "node:module"; register(${JSON.stringify(SLOW_HOOK)})`,
);

it("a packed answer that breaks off is an answer like any that does, also before it can be unpacked", async () => {
  const cut = { last: "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 500\r\n\r\nabc" };
  service = await startScriptedService(() => cut);
  const env = { ...service.env, MAX_RETRY_TIMEOUT: "1" };
  const { exitCode, error } = await run(["get", ...JOB], env, ["--import", SLOW_LOADER]);
  expect(exitCode).toBe(5);
  expect(error).toContain("The response was cut off.");
});
