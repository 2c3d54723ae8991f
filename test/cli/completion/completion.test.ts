import { SHELLS } from "../../../src/cli/completion/completion-scripts";
import { type Emulator, startEmulator } from "../../../src/emulator/emulator";
import { CLUSTER, emulatorEnv } from "../../support/configuration";
import { createTerminal, type RecordedTerminal, runIn } from "../terminal";

let emulator: Emulator;
let terminal: RecordedTerminal;

beforeEach(async () => {
  const job = (JobName: string, State: string, CreateTime: string) => ({
    info: { JobName, State, CreateTime },
  });
  emulator = await startEmulator({
    scenario: {
      clusters: {
        [CLUSTER]: {
          jobs: {
            "1.manager": job("train", "Running", "2024-08-16T10:00:00"),
            "12.manager": job("evaluate", "Pending", "2024-08-16T11:00:00"),
            "2.manager": job("train", "Completed", "2024-08-16T12:00:00"),
          },
        },
      },
    },
  });
  terminal = createTerminal(emulatorEnv(emulator));
});
afterEach(async () => {
  terminal.remove();
  await emulator.close();
});

/** The candidates, as `shell` gets them; the last word is the one at the cursor. */
function complete(shell: string, ...words: string[]): Promise<string[]> {
  return completeWithin("10m", shell, ...words);
}

async function completeWithin(timeout: string, shell: string, ...words: string[]): Promise<string[]> {
  terminal.written.out = "";
  expect(await runIn(terminal, "complete", shell, "--timeout", timeout, "--", ...words)).toBe(0);
  expect(terminal.written.note).toBe("");
  return terminal.written.out.split("\n").slice(0, -1);
}

const WAIT = ["wait", "--cluster", CLUSTER];

describe("words", () => {
  it("begin with the commands, which are described to all shells but bash", async () => {
    expect(await complete("bash", "")).toEqual(
      expect.arrayContaining(["wait", "watch", "list", "completion", "help"]),
    );
    expect(await complete("bash", "wa")).toEqual(["wait", "watch"]);
    expect(await complete("fish", "ge")).toEqual(["get\tPrint a job as it is now."]);
    expect(await complete("bash", "compl")).toEqual(["completion"]);
    expect(await complete("bash", "--v")).toEqual(["--version"]);
  });

  it("of a command are its options, and those that take one value once", async () => {
    expect(await complete("bash", "wait", "--req")).toEqual(["--require", "--requeue-grace"]);
    expect(await complete("bash", ...WAIT, "--clu")).toEqual([]);
    const states = ["wait", "--success-state", "X", "--su"];
    expect(await complete("bash", ...states)).toEqual(["--success-state"]);
    expect(await complete("bash", "nothing", "--clu")).toEqual([]);
  });

  it("of an option are its choices", async () => {
    expect(await complete("bash", "wait", "--until", "")).toEqual(["started", "finished", "succeeded"]);
    expect(await complete("zsh", "wait", "--until=s")).toEqual(["--until=started", "--until=succeeded"]);
    expect(await complete("bash", "wait", "--until", "=", "s")).toEqual(["started", "succeeded"]);
    expect(await complete("bash", "list", "--sort", "submit", ":", "a")).toEqual(["asc"]);
    expect(await complete("bash", "help", "em")).toEqual(["emulator"]);
    expect(await complete("bash", "completion", "")).toEqual([...SHELLS]);
    expect(await complete("bash", "wait", "--timeout", "")).toEqual([]);
  });

  it("of an option that takes a path are the shell's own", async () => {
    expect(await complete("bash", "emulator", "--scenario", "sce")).toEqual([":files"]);
    expect(await complete("zsh", "install", "--from", "")).toEqual([":files"]);
  });
});

describe("job IDs", () => {
  it("are those of the cluster on the line, the last submitted first; a wait gets those that have not ended", async () => {
    expect(await complete("bash", "get", "--cluster", CLUSTER, "--job", "")).toEqual([
      "2.manager",
      "12.manager",
      "1.manager",
    ]);
    expect(await complete("fish", ...WAIT, "--job", "1")).toEqual([
      "12.manager\tevaluate, Pending",
      "1.manager\ttrain, Running",
    ]);
    expect(await complete("zsh", ...WAIT, "--job=12")).toEqual(["--job=12.manager\tevaluate, Pending"]);
    expect(await complete("bash", ...WAIT, "--job", "1.manager", "--job", "")).toEqual(["12.manager"]);
  });

  it("and names are, each once", async () => {
    expect(await complete("bash", "list", "--cluster", CLUSTER, "--name", "")).toEqual(["train", "evaluate"]);
  });

  it("come from the endpoint on the line, which bash gives in pieces", async () => {
    const { EHPC_ENDPOINT: endpoint = "", ...env } = terminal.env;
    terminal.env = env;
    const pieces = endpoint.split(/(:)/);
    const line = ["get", "--endpoint", ...pieces, "--cluster", CLUSTER, "--job", "12"];
    expect(await complete("bash", ...line)).toEqual(["12.manager"]);
  });

  it.each([
    ["without a cluster", ["get", "--job", ""], {}],
    ["of a cluster that does not exist", ["get", "--cluster", "other", "--job", ""], {}],
    [
      "without credentials",
      ["get", "--cluster", CLUSTER, "--job", ""],
      { ALIBABA_CLOUD_ACCESS_KEY_ID: undefined },
    ],
    ["of an endpoint that is none", ["get", "--endpoint", "ftp", "--cluster", CLUSTER, "--job", ""], {}],
  ])("%s are none, without a word", async (_title, line, env) => {
    terminal.env = { ...terminal.env, ...env };
    expect(await complete("bash", ...line)).toEqual([]);
  });

  it("are none when the service does not answer in time", async () => {
    emulator.update({ fault: { kind: "slow", seconds: 3_600 }, clusters: { [CLUSTER]: {} } });
    const line = ["get", "--cluster", CLUSTER, "--job", ""];
    expect(await completeWithin("500ms", "bash", ...line)).toEqual([]);
  });
});

it.each(SHELLS)(
  "completion %s prints a script, and help does not name the command behind it",
  async (shell) => {
    expect(await runIn(terminal, "completion", shell)).toBe(0);
    expect(terminal.written.out).toContain("cdktf-provider-ehpc");
    expect(await runIn(terminal, "--help")).toBe(0);
    expect(terminal.written.out).not.toMatch(/^ {2}complete /m);
  },
);

it("completion refuses a shell that it does not know", async () => {
  expect(await runIn(terminal, "completion", "tcsh")).toBe(2);
  expect(terminal.written.note).toContain("Allowed choices are bash, zsh, fish.");
});
