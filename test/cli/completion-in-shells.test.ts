import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { CLUSTER, emulatorEnv } from "../support/configuration";

const run = promisify(execFile);
const COMMAND = resolve(__dirname, "../../dist/cli/main.js");
const GET = ["cdktf-provider-ehpc", "get", "--cluster", CLUSTER];

let emulator: Emulator;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "ehpc-shells-"));
  // A busy machine may need more time than a completion has.
  const program = [
    "#!/bin/sh",
    'case $1 in complete) shift; set -- complete --timeout 10m "$@" ;; esac',
    `exec '${process.execPath}' '${COMMAND}' "$@"`,
    "",
  ].join("\n");
  writeFileSync(join(folder, "cdktf-provider-ehpc"), program, { mode: 0o755 });
  writeFileSync(join(folder, "scenario.json"), "{}");
  const job = (JobName: string) => ({ info: { JobName, State: "Running" } });
  const jobs = { "1.manager": job("train"), "23[].manager": job("sweep"), "36": job("task") };
  emulator = await startEmulator({ scenario: { clusters: { [CLUSTER]: { jobs } } } });
});
afterEach(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true });
});

/** Whether a shell is there; the output says which is not tested. */
function has(shell: string): boolean {
  try {
    execFileSync(shell, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    process.stdout.write(`NOT TESTED: completion in ${shell}, which is not on PATH.\n`);
    return false;
  }
}

/** The lines that a shell prints, without any configuration of the user's own. */
async function linesOf(shell: string, ...args: string[]): Promise<string[]> {
  const env = { ...emulatorEnv(emulator), PATH: `${folder}:${process.env.PATH}`, HOME: folder };
  const { stdout, stderr } = await run(shell, args, { env, cwd: folder });
  expect(stderr).toBe("");
  return stdout.split("\n").filter((line) => line !== "");
}

/** What each shell has at hand when a tab is pressed behind these words. */
const SCRIPTS = {
  bash: `source <(cdktf-provider-ehpc completion bash)
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
    $(complete -p cdktf-provider-ehpc | sed -E 's/.*-F ([^ ]+).*/\\1/')
    printf '%s\\n' "\${COMPREPLY[@]}"`,
  zsh: `compdef() { registered=$1 }
    compadd() { print -rl -- $values }
    _files() { print -rl -- *(N) }
    source <(cdktf-provider-ehpc completion zsh)
    words=("$@") CURRENT=$#
    $registered || true`,
} as const;

describe.each((["bash", "zsh"] as const).filter(has))("in %s", (shell) => {
  const complete = (...words: string[]) =>
    linesOf(shell, ...(shell === "zsh" ? ["-f"] : ["--norc"]), "-c", SCRIPTS[shell], shell, ...words);

  it("job IDs, options and paths are completed", async () => {
    expect(await complete(...GET, "--job", "1")).toEqual(["1.manager"]);
    expect(await complete(...GET, "--show")).toEqual(["--show-variables"]);
    const [, ...more] = GET;
    const inPieces = ["cdktf-provider-ehpc", ...more, "--job", "=", "3"];
    expect(await complete(...(shell === "bash" ? inPieces : [...GET, "--job=3"]))).toEqual([
      shell === "bash" ? "36" : "--job=36",
    ]);
    expect(await complete("cdktf-provider-ehpc", "emulator", "--scenario", "sc")).toContain("scenario.json");
    expect(await complete(...GET, "--job", "nothing")).toEqual([]);
  });
});

if (has("bash")) {
  it("bash gets IDs with brackets in quotes", async () => {
    const line = ["--norc", "-c", SCRIPTS.bash, "bash", ...GET, "--job", "23"];
    expect(await linesOf("bash", ...line)).toEqual(["23\\[\\].manager"]);
  });
}

if (has("fish")) {
  it("fish completes commands, options, job IDs and paths", async () => {
    const complete = (line: string) =>
      linesOf(
        "fish",
        "--no-config",
        "-c",
        `cdktf-provider-ehpc completion fish | source; complete --do-complete '${line}'`,
      );
    expect(await complete("cdktf-provider-ehpc ge")).toEqual(["get\tPrint a job as it is now."]);
    expect((await complete(`${GET.join(" ")} --job `)).sort()).toEqual([
      "1.manager\ttrain, Running",
      "23[].manager\tsweep, Running",
      "36\ttask, Running",
    ]);
    expect(await complete(`${GET.join(" ")} --job=1`)).toEqual(["--job=1.manager\ttrain, Running"]);
    expect(await complete("cdktf-provider-ehpc emulator --scenario sc")).toEqual(["scenario.json"]);
  });
}
