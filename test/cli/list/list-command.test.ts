import { type Emulator, startEmulator } from "../../../src/emulator/emulator";
import type { Scenario } from "../../../src/emulator/scenario/scenario";
import { jobsAttributes } from "../../../src/provider/jobs/jobs-schema";
import { CLUSTER, emulatorEnv } from "../../support/configuration";
import { createTerminal, type RecordedTerminal, runIn } from "../terminal";

const scenario: Scenario = {
  clusters: {
    [CLUSTER]: {
      jobs: {
        "1.manager": {
          info: {
            JobName: "train",
            State: "Running",
            RunasUser: "alice",
            JobQueue: "workq",
            NodeList: "compute000",
            CreateTime: "2024-08-16T10:00:00",
            StartTime: "2024-08-16T10:05:00",
            Variables: [{ Name: "TOKEN", Value: "secret-value" }],
          },
          listed: { Comment: "nightly" },
        },
        "2.manager": {
          info: {
            JobName: "evaluate",
            State: "Pending",
            RunasUser: "bob",
            CreateTime: "2024-08-16T11:00:00",
          },
        },
        "3.manager": {
          info: { JobName: "train-2", State: "Failed", RunasUser: "bob", CreateTime: "2024-08-16T12:00:00" },
        },
      },
    },
  },
};

let emulator: Emulator;
let terminal: RecordedTerminal;

beforeEach(async () => {
  emulator = await startEmulator({ scenario });
  terminal = createTerminal(emulatorEnv(emulator));
});
afterEach(async () => {
  terminal.remove();
  await emulator.close();
});

function list(...args: string[]): Promise<number> {
  return runIn(terminal, "list", "--cluster", CLUSTER, ...args);
}

describe("on a terminal", () => {
  async function listAt(columns: number, env = {}): Promise<string[]> {
    terminal.remove();
    const shown = { outIsTerminal: true, outColumns: () => columns };
    terminal = createTerminal({ ...emulatorEnv(emulator), NO_COLOR: "1", ...env }, shown);
    expect(await list()).toBe(0);
    return terminal.written.out.split("\n").slice(0, -1);
  }

  it("prints a line for each job, aligned under a header", async () => {
    expect(await listAt(120)).toEqual([
      "JOB ID     NAME      STATE    PHASE    USER   QUEUE  NODES       SUBMITTED             STARTED",
      "1.manager  train     Running  running  alice  workq  compute000  2024-08-16T10:00:00Z  2024-08-16T10:05:00Z",
      "2.manager  evaluate  Pending  pending  bob    -      -           2024-08-16T11:00:00Z  -",
      "3.manager  train-2   Failed   failed   bob    -      -           2024-08-16T12:00:00Z  -",
    ]);
    expect(terminal.written.note).toBe("");
  });

  it("fits 80 columns without the columns that matter least, and says so", async () => {
    expect(await listAt(80)).toEqual([
      "JOB ID     NAME      STATE    USER   QUEUE  NODES       SUBMITTED",
      "1.manager  train     Running  alice  workq  compute000  2024-08-16T10:00Z",
      "2.manager  evaluate  Pending  bob    -      -           2024-08-16T11:00Z",
      "3.manager  train-2   Failed   bob    -      -           2024-08-16T12:00Z",
    ]);
    expect(terminal.written.note).toBe(
      "The terminal is too narrow for STARTED, PHASE; --json prints everything.\n",
    );
  });

  it("colours states by phase, unless NO_COLOR is set or the terminal is dumb", async () => {
    const colored = (lines: readonly string[]) => lines.join("").includes("\u001b[");
    const [, , , failed] = await listAt(80, { NO_COLOR: undefined, TERM: "xterm" });
    expect(failed).toContain("\u001b[31mFailed \u001b[39m");
    expect(colored(await listAt(80, { NO_COLOR: "" }))).toBe(true);
    expect(colored(await listAt(80, { NO_COLOR: "0" }))).toBe(false);
    expect(colored(await listAt(80, { NO_COLOR: undefined, TERM: "dumb" }))).toBe(false);
  });

  it("drops empty columns first, without a word", async () => {
    const info = { JobName: "x".repeat(40), State: "Running", CreateTime: "2024-08-16T10:00:00" };
    emulator.update({ clusters: { [CLUSTER]: { jobs: { "1": { info } } } } });
    expect(await listAt(92)).toEqual([
      `JOB ID  NAME${" ".repeat(38)}STATE    PHASE    SUBMITTED`,
      `1       ${"x".repeat(40)}  Running  running  2024-08-16T10:00:00Z`,
    ]);
    expect(terminal.written.note).toBe("");
  });
});

it("prints tabs and no header for a program", async () => {
  expect(await list("--name", "eval")).toBe(0);
  expect(terminal.written.out).toBe(
    "2.manager\tevaluate\tPending\tpending\tbob\t-\t-\t2024-08-16T11:00:00Z\t-\n",
  );
});

it.each([
  [[], "1 2 3"],
  [["--status", "finished"], "3"],
  [["--status", "unfinished"], "1 2"],
  [["--name", "train"], "1 3"],
  [["--name-regex", "^train$"], "1"],
  [["--user", "bob"], "2 3"],
  [["--user", "alice", "--user", "bob"], "1 2 3"],
  [["--queue", "workq"], "1"],
  [["--node", "compute000"], "1"],
  [["--created-after", "2024-08-16T11:00:00Z"], "2 3"],
  [["--created-before", "2024-08-16T19:00:00+08:00"], "1 2"],
  [["--created-after", "2024-08-16T11:00:00Z", "--created-before", "2024-08-16T11:00:00Z"], "2"],
  [["--created-after", "2024-08-16T10:00:00.5Z", "--created-before", "2024-08-16T11:59:59.9Z"], "2"],
  [["--sort", "submit"], "3 2 1"],
  [["--sort", "submit:asc"], "1 2 3"],
  [["--sort", "submit:desc", "--limit", "2"], "3 2"],
])("with %j lists jobs %s", async (args, ids) => {
  expect(await list(...args)).toBe(0);
  const listed = terminal.written.out.split("\n").map((line) => line.split(".")[0]);
  expect(listed.join(" ").trim()).toBe(ids);
});

it("lists thousands of jobs, each once", async () => {
  const series = [{ count: 2_000, job: { info: { State: "Completed" } } }];
  emulator.update({ clusters: { [CLUSTER]: { series } } });
  expect(await list()).toBe(0);
  const ids = terminal.written.out
    .split("\n")
    .slice(0, -1)
    .map((line) => line.split("\t")[0]);
  expect(ids).toEqual(Array.from({ length: 2_000 }, (_, index) => String(index + 1)));
});

describe("with --json", () => {
  it("prints one object with the attribute names of the provider's schema", async () => {
    expect(await list("--json", "--limit", "1")).toBe(0);
    const told = JSON.parse(terminal.written.out);
    expect(told).toMatchObject({ cluster_id: CLUSTER, total_count: 3 });
    const { element } = jobsAttributes.jobs.type as unknown as { element: { attributes: object } };
    // Here each job may have its variables: what is printed is no result of Terraform.
    expect(Object.keys(told.jobs[0]).sort()).toEqual(
      [...Object.keys(element.attributes), "variables"].sort(),
    );
    expect(told.jobs[0]).toMatchObject({
      id: `${CLUSTER}:1.manager`,
      job_id: "1.manager",
      comment: "nightly",
      variables: { TOKEN: "(hidden)" },
    });
  });

  it("shows the values of variables with --show-variables", async () => {
    expect(await list("--json", "--limit", "1", "--show-variables")).toBe(0);
    expect(JSON.parse(terminal.written.out).jobs[0].variables).toEqual({ TOKEN: "secret-value" });
  });

  it("prints an empty list when there are no jobs", async () => {
    expect(await list("--json", "--name", "nothing")).toBe(0);
    expect(JSON.parse(terminal.written.out)).toMatchObject({ total_count: 0, jobs: [] });
  });
});

it("says on a terminal that there are no jobs, and nothing to a program", async () => {
  expect(await list("--name", "nothing")).toBe(0);
  expect(terminal.written).toEqual({ out: "", note: "" });
  terminal.remove();
  terminal = createTerminal(emulatorEnv(emulator), { outIsTerminal: true });
  expect(await list("--name", "nothing")).toBe(0);
  expect(terminal.written).toEqual({ out: "", note: "No jobs match.\n" });
});

it("classifies states by --success-state and --failure-state", async () => {
  expect(await list("--limit", "1", "--success-state", "running")).toBe(0);
  expect(terminal.written.out).toContain("\tRunning\tsucceeded\t");
});

describe("ends with", () => {
  it.each([
    [["--status", "ended"], "Allowed choices are all, finished, unfinished."],
    [["--name", " "], "The value must not be empty."],
    [["--name-regex", "("], "is not a valid JavaScript regular expression"],
    [["--user", ""], "The name must not be empty."],
    [["--created-after", "yesterday"], "is not an RFC 3339 time"],
    [
      ["--created-after", "2024-08-16T11:00:01Z", "--created-before", "2024-08-16T11:00:00Z"],
      "--created-after must not be later than --created-before.",
    ],
    [["--sort", "name"], "The order must be submit, execute or pend"],
    [["--limit", "0"], "The limit must be a whole number, at least 1."],
    [["--success-state", "X", "--failure-state", "x"], "Remove it from one of them."],
  ])("2 for %j, and asks nothing", async (args, message) => {
    expect(await list(...args)).toBe(2);
    expect(terminal.written.note).toContain(message);
    expect(emulator.calls).toHaveLength(0);
  });

  it("2 for a regular expression that takes too long", async () => {
    emulator.setJob(CLUSTER, "4", { info: { JobName: `${"a".repeat(40)}!` } });
    expect(await list("--name-regex", "(a+)+$")).toBe(2);
    expect(terminal.written.note).toContain("Correct --name-regex.");
  });

  it("4 for a cluster that does not exist", async () => {
    expect(await runIn(terminal, "list", "--cluster", "other")).toBe(4);
    expect(terminal.written.note).toContain("Could not list the jobs of cluster other.");
  });

  it("130 on Ctrl-C", async () => {
    emulator.update({ ...scenario, fault: { kind: "slow", seconds: 3_600 } });
    const ended = list();
    while (emulator.calls.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    terminal.interrupt();
    expect(await ended).toBe(130);
    expect(terminal.written).toEqual({ out: "", note: "Interrupted.\n" });
  });
});
