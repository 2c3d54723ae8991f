import { type Emulator, startEmulator } from "../../../src/emulator/emulator";
import type { ScenarioCluster } from "../../../src/emulator/scenario/scenario";
import { CLUSTER, emulatorEnv } from "../../support/configuration";
import { createTerminal, type RecordedTerminal, runIn } from "../terminal";

const PASSWORD = "not-to-be-seen";

let emulator: Emulator;
let terminal: RecordedTerminal;

afterEach(async () => {
  terminal.remove();
  await emulator.close();
});

async function serve(cluster: ScenarioCluster = {}, env: Record<string, string> = {}): Promise<void> {
  emulator = await startEmulator({ scenario: { clusters: { [CLUSTER]: cluster } } });
  terminal = createTerminal({ ...emulatorEnv(emulator), ...env });
}

function submit(...args: string[]): Promise<number> {
  return runIn(terminal, "submit", "--cluster", CLUSTER, ...args);
}

function stop(jobId: string, ...args: string[]): Promise<number> {
  return runIn(terminal, "stop", "--cluster", CLUSTER, "--job", jobId, ...args);
}

async function got(jobId: string): Promise<Record<string, unknown>> {
  const other = createTerminal(emulatorEnv(emulator));
  try {
    const get = ["--cluster", CLUSTER, "--job", jobId, "--json", "--show-variables"];
    expect(await runIn(other, "get", ...get)).toBe(0);
    return JSON.parse(other.written.out);
  } finally {
    other.remove();
  }
}

const lives = (State: string) => ({ submitted: { from: 10, job: { life: [{ at: 0, State }] } } });

describe("submit", () => {
  it("prints the ID alone, and submits what it was given", async () => {
    await serve(lives("Running"), { TOKEN: "t-1" });
    const described = [
      "--queue",
      "gpu",
      "--user",
      "alice",
      "--priority",
      "3",
      "--nodes",
      "2",
      "--cores",
      "4",
    ];
    const more = ["--memory", "1gb", "--gpus", "0", "--wall-time", "90m", "--output-log", "/home/alice/o"];
    const variables = ["--variable", "EPOCHS=3=4", "--variable", "TOKEN"];
    expect(await submit(...described, ...more, ...variables, "--", "/home/alice/train.sh", "a b", "c")).toBe(
      0,
    );
    expect(terminal.written).toEqual({ out: "10\n", note: "" });
    expect(await got("10")).toMatchObject({
      job_name: "train.sh",
      command_line: "/home/alice/train.sh 'a b' c",
      job_queue: "gpu",
      run_as_user: "alice",
      priority: 3,
      output_log: "/home/alice/o",
      resources: { nodes: 2, cores: 4, memory: "1gb", gpus: 0 },
      variables: { EPOCHS: "3=4", TOKEN: "t-1" },
    });
  });

  it.each([
    ["one word as it stands", ["/home/a/run.sh 1 2"], "/home/a/run.sh 1 2", "run.sh"],
    ["a program behind --", ["--", "/bin/sleep", "60"], "-- /bin/sleep 60", "sleep"],
  ])("takes %s", async (_, words, commandLine, name) => {
    await serve(lives("Running"));
    expect(await submit("--json", "--", ...words)).toBe(0);
    expect(JSON.parse(terminal.written.out)).toEqual({
      id: `${CLUSTER}:10`,
      cluster_id: CLUSTER,
      job_id: "10",
      request_id: expect.any(String),
      adopted: false,
    });
    expect(await got("10")).toMatchObject({ command_line: commandLine, job_name: name });
  });

  it.each([
    ["Completed", 0, "has succeeded"],
    ["Failed", 1, "has failed"],
  ])("with --wait ends as the job does: %s", async (state, exitCode, text) => {
    await serve(lives(state));
    expect(await submit("--wait", "--interval", "100ms", "--", "/home/a/run.sh")).toBe(exitCode);
    expect(terminal.written.out).toMatch(/^10\n/);
    expect(terminal.written.out + terminal.written.note).toContain(text);
  });

  it("with --wait and --json prints the outcome alone", async () => {
    await serve(lives("Completed"));
    expect(await submit("--wait", "--json", "--", "/home/a/run.sh")).toBe(0);
    expect(JSON.parse(terminal.written.out)).toMatchObject({ outcome: "reached", job_id: "10" });
  });

  it("with --token submits one job, however often it runs", async () => {
    await serve(lives("Running"));
    expect(await submit("--token", "train-7", "--name", "train", "--", "/home/a/run.sh")).toBe(0);
    expect(await submit("--token", "train-7", "--name", "train", "--", "/home/a/run.sh")).toBe(0);
    expect(terminal.written.out).toBe("10\n10\n");
    expect(terminal.written.note).toContain("Found the job by its marker");
    expect(emulator.submissions).toHaveLength(1);
    expect(await submit("--token", "train-7", "--name", "train", "--", "/home/a/other.sh")).toBe(0);
    expect(terminal.written.out).toBe("10\n10\n11\n");
  });

  it("finds the job whose response was lost, and shows no password", async () => {
    await serve(
      { ...lives("Running"), fault: { kind: "reset", operation: "CreateJob" } },
      { EHPC_RUN_AS_USER_PASSWORD: PASSWORD },
    );
    expect(await submit("--user", "alice", "--", "/home/a/run.sh")).toBe(0);
    expect(terminal.written).toEqual({
      out: "10\n",
      note: "Found the job by its marker; no other was submitted.\n",
    });
    expect(emulator.submissions).toHaveLength(1);
    expect(JSON.stringify([terminal.written, emulator.calls])).not.toContain(PASSWORD);
  });

  it.each([
    [["--", "/home/a/run.sh", "--variable"], ["--variable", "1A=2"], "is no name of an environment variable"],
    [["--", "/home/a/run.sh"], ["--variable", "NOT_SET_HERE"], "it has no value here"],
    [["--", "/home/a/run.sh"], ["--token", "a b"], "must consist of 1 to 64"],
    [["--", "/home/a/run.sh"], ["--priority", "10"], "a whole number from 0 to 9"],
    [["--", "/home/a/run.sh"], ["--wall-time", "1"], "must be a duration"],
    [["--", "/home/a/run.sh"], ["--array", ""], "has no index"],
    [["--", "/home/a/run.sh"], ["--array", "five"], '"five"'],
    [["--", "/home/a/run.sh"], ["--memory", "much"], '"much"'],
    [["--", ""], [], "The command to submit is empty"],
    [["--", "--"], [], "The command to submit is empty"],
    [["--", "/home/a/run.sh"], ["--variable", "EHPC_SUBMISSION_TOKEN=1"], "Use --token"],
    [[], [], "missing required argument 'command'"],
  ])("%j with %j is refused, and nothing is submitted", async (words, options, text) => {
    await serve();
    expect(await submit(...options, ...words)).toBe(2);
    expect(terminal.written.note).toContain(text);
    expect(emulator.submissions).toEqual([]);
  });

  it("for a cluster that does not exist ends with 4", async () => {
    await serve();
    expect(await runIn(terminal, "submit", "--cluster", "elsewhere", "--", "/home/a/run.sh")).toBe(4);
    expect(terminal.written.out).toBe("");
  });
});

describe("stop", () => {
  it("stops a job and waits for its end", async () => {
    await serve(lives("Running"));
    await submit("--", "/home/a/run.sh");
    expect(await stop("10")).toBe(0);
    expect(terminal.written.out).toBe(`10\nJob "10" of cluster "${CLUSTER}" does not run any more.\n`);
    expect((await got("10")).finished).toBe(true);
  });

  it("leaves a job that has ended as it is", async () => {
    await serve({ jobs: { "5": { info: { State: "Completed" } } } });
    expect(await stop("5")).toBe(0);
    expect(emulator.calls.map(({ operation }) => operation)).not.toContain("StopJobs");
    expect(await got("5")).toMatchObject({ state: "Completed" });
  });

  it("ends with 4 for a job that does not exist", async () => {
    await serve();
    expect(await stop("404")).toBe(4);
    expect(terminal.written.note).toContain("Check --job");
  });
});
