import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { hermetic } from "../../scripts/terraform/hermetic-environment";
import { ownCli } from "../support/cli";
import { type PluginProcess, startProcess } from "../support/plugin-process";

// What `npm start` runs when everything is installed and built.

const PENDING = "plan, while the job is Pending";

let folder: string;
let temporary: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "quick-start-"));
  temporary = path.join(folder, "tmp");
  mkdirSync(temporary);
});
afterEach(() => rmSync(folder, { recursive: true }));

function startQuickStart(changes: Record<string, string> = {}): PluginProcess {
  return startProcess(process.execPath, ["--import", "tsx", "scripts/quick-start.ts"], {
    ...hermetic(process.env),
    TMPDIR: temporary,
    TSX_DISABLE_CACHE: "1",
    ...changes,
  });
}

/** Waits until it has printed a text. */
async function printed({ stdout, stderr, child, ended }: PluginProcess, text: string): Promise<void> {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  while (!stdout().includes(text)) {
    if (over) {
      throw new Error(`It ended before it printed ${text}:\n${stdout()}${stderr()}`);
    }
    await Promise.race([ended, new Promise((resolve) => child.stdout?.once("data", resolve))]);
  }
}

/** What is left in the temporary folder. What loads TypeScript leaves a place of its own there for good. */
function left(): string[] {
  return readdirSync(temporary).filter((name) => !name.startsWith("tsx-"));
}

test("shows the whole life of the job to a Terraform that is slower than the job", async () => {
  const slow = path.join(folder, "bin");
  mkdirSync(slow);
  const { program } = ownCli();
  const script = path.join(slow, path.basename(program));
  const real = execFileSync("sh", ["-c", 'command -v "$1"', "sh", program], { encoding: "utf8" }).trim();
  writeFileSync(script, `#!/bin/sh\ncase $1 in plan) sleep 6 ;; esac\nexec "${real}" "$@"\n`);
  chmodSync(script, 0o755);

  const quickStart = startQuickStart({ PATH: `${slow}${path.delimiter}${process.env.PATH}` });
  const code = await quickStart.ended;
  const said = quickStart.stdout();
  expect({ code, stderr: quickStart.stderr() }).toMatchObject({ code: 0 });
  const states = [...said.matchAll(/\+ state = "(\w+)"/g)].map(([, state]) => state);
  expect(states.slice(0, 3)).toEqual(["Pending", "Running", "Completed"]);
  expect(said).toContain("The main job works on this machine.");
  expect(left()).toEqual([]);
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)(
  "told to end by %s in the middle of a plan, it leaves nothing behind",
  async (signal, exitCode) => {
    const quickStart = startQuickStart();
    await printed(quickStart, PENDING);
    expect(left()).toHaveLength(1);
    quickStart.child.kill(signal);
    expect(await quickStart.ended).toBe(exitCode);
    expect(quickStart.stderr()).toContain("nothing of it is left behind");
    expect(left()).toEqual([]);
  },
);

test("Ctrl-C, which every process of the terminal hears, leaves nothing behind either", async () => {
  const quickStart = startQuickStart();
  await printed(quickStart, "=== synth");
  process.kill(-quickStart.pid, "SIGINT");
  expect(await quickStart.ended).toBe(130);
  expect(left()).toEqual([]);
});
