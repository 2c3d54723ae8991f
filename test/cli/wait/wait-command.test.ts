import { type Emulator, startEmulator } from "../../../src/emulator/emulator";
import type { ScenarioJob } from "../../../src/emulator/scenario/scenario";
import { CLUSTER, emulatorEnv, TIME_FOR_A_LOOK } from "../../support/configuration";
import { grantServer } from "../../support/grant-servers";
import { createTerminal, type RecordedTerminal, runIn } from "../terminal";

const JOB = "1.manager";

let emulator: Emulator;
let terminal: RecordedTerminal;

beforeEach(async () => {
  emulator = await startEmulator({ scenario: { clusters: { [CLUSTER]: {} } } });
  terminal = createTerminal(emulatorEnv(emulator));
});
afterEach(async () => {
  terminal.remove();
  await emulator.close();
});

function put(job: ScenarioJob): void {
  emulator.setJob(CLUSTER, JOB, job);
}

/** Waits for the job of the tests, looking often. */
function wait(...args: string[]): Promise<number> {
  const often = args.includes("--interval") ? [] : ["--interval", "100ms"];
  return runIn(terminal, "wait", "--cluster", CLUSTER, "--job", JOB, ...often, ...args);
}

/** Resolves when the emulator has been called so often. */
async function called(times: number): Promise<void> {
  while (emulator.calls.length < times) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Resolves when standard error has this text: then the answer with it has arrived, too. */
async function noted(text: string): Promise<void> {
  while (!terminal.written.note.includes(text)) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe("ends with 0", () => {
  it("as soon as the job has succeeded, and says so at standard output", async () => {
    put({ info: { State: "Running" } });
    const ended = wait();
    await called(2);
    put({ info: { State: "Completed" } });
    expect(await ended).toBe(0);
    expect(terminal.written.out).toBe(
      `Job "${JOB}" of cluster "${CLUSTER}" has succeeded. Its state is Completed.\n`,
    );
  });

  it("when the job runs, with --until started", async () => {
    put({ info: { State: "Running" } });
    expect(await wait("--until", "started")).toBe(0);
    expect(terminal.written.out).toContain("has started. Its state is Running.");
  });

  it("when the job has failed, with --until finished", async () => {
    put({ info: { State: "Failed" } });
    expect(await wait("--until", "finished")).toBe(0);
    expect(terminal.written.out).toContain("has ended. Its state is Failed.");
  });

  it("for a state that the user counts as success", async () => {
    put({ info: { State: "F" } });
    expect(await wait("--success-state", "E", "--success-state", "f")).toBe(0);
  });

  it("when failures of the service have passed", async () => {
    put({ error: { code: "AgentError", times: 2 }, info: { State: "Completed" } });
    expect(await wait()).toBe(0);
  });
});

describe("credentials that the service refuses as expired", () => {
  const expired = {
    code: "Forbidden",
    httpStatus: 403,
    message: "The specified security token is expired.",
    times: 3,
  };

  it("is cured by other credentials where their source has them", async () => {
    const names = Array.from({ length: 20 }, (_, index) => `STS.${index + 1}`);
    const set = { accessKeySecret: "6Nq0s3cr3t", securityToken: "CAIS-9f2c", lifetimeSeconds: 3_600 };
    const scenario = { clusters: { [CLUSTER]: {} } };
    emulator.update({ ...scenario, credentials: Object.fromEntries(names.map((name) => [name, set])) });
    let granted = 0;
    const server = await grantServer(() => ({
      body: {
        Code: "Success",
        AccessKeyId: names[granted++],
        AccessKeySecret: set.accessKeySecret,
        SecurityToken: set.securityToken,
        Expiration: new Date(Date.now() + 3_600_000).toISOString(),
      },
    }));
    const keyless = createTerminal({
      EHPC_ENDPOINT: emulator.endpoint,
      ALIBABA_CLOUD_CREDENTIALS_URI: server.origin,
    });
    try {
      put({ info: { State: "Running" } });
      const ended = runIn(keyless, "wait", "--cluster", CLUSTER, "--job", JOB, "--interval", "100ms");
      await called(2);
      put({ info: { State: "Running" }, error: expired });
      await called(8);
      put({ info: { State: "Completed" } });
      expect([await ended, keyless.written.note]).toEqual([0, expect.stringContaining("Running")]);
      expect(granted).toBeGreaterThanOrEqual(3);
    } finally {
      keyless.remove();
      await server.close();
    }
  });

  it("ends the wait where they stay the same", async () => {
    put({ info: { State: "Running" } });
    const ended = wait();
    await called(2);
    put({ info: { State: "Running" }, error: expired });
    expect(await ended).toBe(2);
    expect(terminal.written.note).toContain("The specified security token is expired.");
  });
});

describe("ends with 1 at once when the job has failed", () => {
  it("and prints what is known about the job, and the end of its standard error", async () => {
    const lines = Array.from({ length: 30 }, (_, index) => `line ${index + 1}\n`).join("");
    put({
      info: {
        State: "Failed",
        JobQueue: "workq",
        NodeList: "compute000",
        CreateTime: "2024-08-16T10:52:48",
        ErrorLog: "/home/test/train.e1",
      },
      stderr: lines,
    });
    expect(await wait()).toBe(1);
    expect(terminal.written.out).toBe("");
    const { note } = terminal.written;
    expect(note).toContain(`Job "${JOB}" of cluster "${CLUSTER}" has failed`);
    expect(note).toContain("  state: Failed\n  queue: workq\n  nodes: compute000\n");
    expect(note).toContain("  error log on the cluster: /home/test/train.e1\n");
    expect(note).toMatch(/standard error:\n\n {2}line 11\n(?: {2}line \d+\n){18} {2}line 30\n$/);
  });

  it("and does not mention its standard error when the cluster has no logs", async () => {
    const job = { info: { State: "Failed" }, stderr: "out of memory\n" };
    emulator.update({ clusters: { [CLUSTER]: { logsAvailable: false, jobs: { [JOB]: job } } } });
    expect(await wait()).toBe(1);
    expect(terminal.written.note).not.toContain("standard error");
  });

  it("for a state that the user counts as failure", async () => {
    put({ info: { State: "Completed" } });
    expect(await wait("--failure-state", "completed")).toBe(1);
  });

  it("and gives a terminal nothing to obey", async () => {
    put({
      info: {
        State: "Failed",
        JobQueue: "\u001b[31mred\u001b[0m\nstate: Completed",
        ErrorLog: "\u009b2Jlog",
      },
      stderr: "\u001b]0;title\u0007\u001b[2Jgone?\b\b\u0000\n",
    });
    expect(await wait()).toBe(1);
    expect(terminal.written.note).not.toMatch(/[^\P{Cc}\n]/u);
    expect(terminal.written.note).toContain("  queue: red state: Completed\n");
    expect(terminal.written.note).toContain("  gone?\n");
  });
});

describe("ends with 2 and asks nothing of the service", () => {
  it.each([
    ["a time-out that is no duration", ["--timeout", "soon"], "The value must be a duration"],
    ["a time-out of nothing", ["--timeout", "0s"], "The value must be positive"],
    ["a negative interval", ["--interval=-2s"], "The value must be positive"],
    [
      "an interval that only burdens the service",
      ["--interval", "99ms"],
      "The value must be at least 100ms.",
    ],
    ["a time-out of more than 30 days", ["--timeout", "721h"], "The value must not be longer than 30 days"],
    ["an aim that there is not", ["--until", "done"], "Allowed choices are started, finished, succeeded"],
    ["an empty state", ["--success-state", " "], "The state must not be empty"],
    ["a job ID with a line break", ["--job", "Submitted\n1"], "must not contain spaces"],
    ["a region that is none", ["--region", "Hangzhou!"], "Correct --region."],
    ["an endpoint that is none", ["--endpoint", "ftp://x"], "Correct --endpoint."],
    [
      "a state read both ways",
      ["--success-state", "A F", "--failure-state", "a  f"],
      'The state "A F" is in both',
    ],
    ["an option that there is not", ["--forever"], "unknown option"],
  ])("for %s", async (_title, args, told) => {
    if (args.includes("--region")) {
      terminal.env = { ...terminal.env, EHPC_ENDPOINT: undefined };
    }
    expect(await wait(...args)).toBe(2);
    expect(terminal.written.out).toBe("");
    expect(terminal.written.note).toContain(told);
    expect(emulator.calls).toEqual([]);
  });

  it("without a cluster", async () => {
    expect(await runIn(terminal, "wait", "--job", JOB)).toBe(2);
    expect(terminal.written.note).toContain("--cluster <id>");
  });

  it("without a region or an endpoint", async () => {
    terminal.env = { ...terminal.env, EHPC_ENDPOINT: undefined };
    expect(await wait()).toBe(2);
    expect(terminal.written.note).toContain("ALIBABA_CLOUD_REGION");
  });

  it("for a wrong endpoint in the environment, which it names", async () => {
    terminal.env = { ...terminal.env, EHPC_ENDPOINT: "http://example.com" };
    expect(await wait()).toBe(2);
    expect(terminal.written.note).toContain("Correct the environment variable EHPC_ENDPOINT.");
  });

  it("without credentials", async () => {
    terminal.env = { EHPC_ENDPOINT: emulator.endpoint };
    expect(await wait()).toBe(2);
    expect(terminal.written.note).toContain("Set the environment variables ALIBABA_CLOUD_ACCESS_KEY_ID");
  });
});

it("ends with 2 for a secret that the service refuses, and does not show it", async () => {
  terminal.env = { ...terminal.env, ALIBABA_CLOUD_ACCESS_KEY_SECRET: "not-the-secret" };
  expect(await wait("--json")).toBe(2);
  expect(JSON.parse(terminal.written.out)).toMatchObject({
    outcome: "error",
    error: { kind: "signature-mismatch" },
  });
  expect(terminal.written.note + terminal.written.out).not.toContain("not-the-secret");
});

it("ends with 3 when it times out, and prints the state of the job and how to continue", async () => {
  put({ info: { State: "Running" } });
  expect(await wait("--timeout", TIME_FOR_A_LOOK)).toBe(3);
  expect(terminal.written.note).toContain(
    `has not succeeded within ${TIME_FOR_A_LOOK}. Its state is Running (phase running)`,
  );
  expect(terminal.written.note).toContain(
    "The job was not changed. Run the command again to continue the wait",
  );
});

describe("ends with 4", () => {
  it("for a missing job and for a job that disappears, when several reads agree, with its last state", async () => {
    put({ info: { State: "Running" } });
    const other = createTerminal(emulatorEnv(emulator));
    try {
      const goes = wait("--json");
      const neverWas = ["--cluster", CLUSTER, "--job", "404.manager", "--interval", "100ms", "--json"];
      const is404 = runIn(other, "wait", ...neverWas);
      await called(4);
      emulator.removeJob(CLUSTER, JOB);
      expect(await Promise.all([goes, is404])).toEqual([4, 4]);
      const reports = [terminal, other].map(({ written }) => JSON.parse(written.out));
      const seen = { state: "Running", phase: "running" };
      expect(reports).toMatchObject(
        [seen, { state: null, phase: null }].map((last) => ({
          ...last,
          outcome: "not-found",
          job: null,
          error: { kind: "job-not-found", request_id: expect.any(String) },
        })),
      );
      expect(reports[1].waited_seconds).toBeLessThan(60);
      expect(terminal.written.note).toContain(
        'the job was in state "Running". If a job ends and is forgotten',
      );
      expect(other.written.note).toContain("this wait had not seen the job before.\nCheck --job.");
    } finally {
      other.remove();
    }
  });

  it("for a cluster that does not exist", async () => {
    expect(await runIn(terminal, "wait", "--cluster", "elsewhere", "--job", JOB)).toBe(4);
    expect(terminal.written.note).toContain("Check --cluster and --region");
  });
});

describe("ends with 5", () => {
  it("when nothing has answered in all the time", async () => {
    await emulator.close();
    expect(await wait("--timeout", TIME_FOR_A_LOOK)).toBe(5);
    expect(terminal.written.note).toContain("ECONNREFUSED");
  });

  it("for an endpoint that is not E-HPC", async () => {
    put({ fault: { kind: "html" } });
    expect(await wait("--timeout", "300ms")).toBe(5);
  });
});

describe("ends with 130 on Ctrl-C", () => {
  it("while it waits for the next look", async () => {
    put({ info: { State: "Running" } });
    const ended = wait("--interval", "1h");
    await noted("Running");
    terminal.interrupt();
    expect(await ended).toBe(130);
    expect(terminal.written.out).toBe("");
    expect(terminal.written.note).toMatch(
      /Interrupted\. Job 1\.manager goes on; its last known state is Running\. Run the command again .*\n$/,
    );
  });

  it("while an answer is on its way, and says so in JSON", async () => {
    put({ fault: { kind: "slow", seconds: 3_600 } });
    const ended = wait("--json");
    await called(1);
    terminal.interrupt();
    expect(await ended).toBe(130);
    expect(JSON.parse(terminal.written.out)).toMatchObject({
      outcome: "interrupted",
      state: null,
      phase: null,
    });
  });

  it("and prints the last known state in JSON, even if the next read found nothing", async () => {
    put({ info: { State: "Running" } });
    const ended = wait("--json");
    await called(2);
    put({ fault: { kind: "html" } });
    await called(emulator.calls.length + 2);
    terminal.interrupt();
    expect(await ended).toBe(130);
    expect(JSON.parse(terminal.written.out)).toMatchObject({
      outcome: "interrupted",
      state: "Running",
      phase: "running",
    });
  });
});

describe("with --json prints one object and nothing else", () => {
  it("when what was waited for is so", async () => {
    put({ info: { State: "Completed", NodeList: "compute[1-2]" } });
    expect(await wait("--json")).toBe(0);
    const told = JSON.parse(terminal.written.out);
    expect(told).toMatchObject({
      outcome: "reached",
      cluster_id: CLUSTER,
      job_id: JOB,
      until: "succeeded",
      state: "Completed",
      phase: "succeeded",
      job: { id: `${CLUSTER}:${JOB}`, succeeded: true, node_names: ["compute1", "compute2"] },
      stderr_tail: null,
      error: null,
    });
    expect(told.waited_seconds).toBe(0);
  });

  it("when the job has failed", async () => {
    put({ info: { State: "Failed" }, stderr: "one\ntwo\n" });
    expect(await wait("--json")).toBe(1);
    expect(JSON.parse(terminal.written.out)).toMatchObject({
      outcome: "failed",
      phase: "failed",
      job: { finished: true, succeeded: false },
      stderr_tail: ["one", "two"],
    });
  });

  it("when the time is over", async () => {
    put({ info: { State: "Queued" } });
    expect(await wait("--json", "--timeout", TIME_FOR_A_LOOK)).toBe(3);
    expect(JSON.parse(terminal.written.out)).toMatchObject({
      outcome: "timeout",
      state: "Queued",
      phase: "pending",
      job: { state: "Queued" },
    });
  });

  it("when the configuration is wrong", async () => {
    expect(await wait("--json", "--endpoint", "ftp://x")).toBe(2);
    expect(JSON.parse(terminal.written.out)).toMatchObject({
      outcome: "error",
      error: { kind: "configuration" },
    });
  });

  it("that a terminal shows as it is", async () => {
    const ExtraInfo = "\u001b[2J\u202e\u009b2J\u2028";
    put({ info: { State: "Completed", JobName: `train${ExtraInfo}`, ExtraInfo } });
    expect(await wait("--json")).toBe(0);
    expect(terminal.written.out).not.toMatch(/[^\P{C}\n]|[\u2028\u2029]/u);
    expect(JSON.parse(terminal.written.out).job).toMatchObject({
      job_name: "train",
      extra_info: ExtraInfo,
    });
  });
});

it("asks for one job with GetJob alone, and for nothing after its end", async () => {
  put({ info: { State: "Completed" } });
  await wait();
  expect(emulator.calls.map(({ operation }) => operation)).toEqual(["GetJob"]);
});

describe("what is said to a person", () => {
  it("is that the job has failed, also where its log was being read when the person stopped the command", async () => {
    put({
      info: { State: "Failed" },
      stderr: "out of memory",
      fault: { kind: "slow", seconds: 60, operation: "GetJobLog" },
    });
    const ended = wait();
    await called(2);
    terminal.interrupt();
    expect(await ended).toBe(1);
    expect(terminal.written.note).toContain("has failed.");
  });

  it("holds no secret, whatever the job's state is named after", async () => {
    const { accessKeySecret } = emulator;
    put({ info: { State: `x ${accessKeySecret} ${encodeURIComponent(accessKeySecret)}` } });
    const ended = wait();
    await noted("(unknown state)");
    terminal.interrupt();
    expect(await ended).toBe(130);
    expect(terminal.written.note).toMatch(/X \*\*\* \*\*\*|x \*\*\* \*\*\*/);
    expect(terminal.written.note).not.toContain(accessKeySecret);
  });

  it("is that a region does not count beside an endpoint of the environment", async () => {
    put({ info: { State: "Completed" } });
    expect(await wait("--region", "cn-shenzhen")).toBe(0);
    expect(terminal.written.note).toBe(
      "The environment variable EHPC_ENDPOINT is set, so --region does not count.\n",
    );
  });
});

describe("an option that takes one value", () => {
  it.each([
    [["--cluster", "other"], "option '--cluster <id>' takes one value"],
    [["--until", "finished", "--until", "started"], "option '--until <aim>' takes one value"],
  ])("is refused twice: %j", async (args, problem) => {
    put({ info: { State: "Completed" } });
    expect(await wait(...args)).toBe(2);
    expect(terminal.written.note).toContain(problem);
    expect(emulator.calls).toEqual([]);
  });

  it.each(["--json", "--help", "--cluster"])("does not take %s for its value", async (value) => {
    expect(await runIn(terminal, "wait", "--cluster", CLUSTER, "--job", value)).toBe(2);
    expect(terminal.written.note).toContain(`option '--job <id>' needs a value, which ${value} is not`);
  });
});

it.each([[["help", "wait"]], [["wait", "--help"]], [["help"]]])(
  "%j prints help and ends with 0",
  async (args) => {
    process.exitCode = 5;
    try {
      expect(await runIn(terminal, ...args)).toBe(0);
    } finally {
      process.exitCode = undefined;
    }
    expect(terminal.written.out).toContain("Usage: cdktf-provider-ehpc");
  },
);
