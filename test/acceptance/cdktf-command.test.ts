import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { CLUSTER, emulatorEnv } from "../support/configuration";
import { nullMirror } from "../support/programs";
import { ROOT, Workspace } from "../support/workspace";

const CURE = { CDKTF_SKIP_PROVIDER_LOCK: "true" };

let emulator: Emulator;
let workspace: Workspace;

const jobIn = (state: string) =>
  emulator.setJob(CLUSTER, "1.manager", { info: { State: state, OutputLog: "/home/train.o1" } });

beforeAll(async () => {
  emulator = await startEmulator();
  workspace = new Workspace({}, emulatorEnv(emulator));
  const tsx = path.join(ROOT, "node_modules/.bin/tsx");
  const main = path.join(ROOT, "examples/gate-on-job/main.ts");
  workspace.write(
    "cdktf.json",
    JSON.stringify({
      language: "typescript",
      app: `"${tsx}" "${main}"`,
      projectId: "test",
      sendCrashReports: "false",
    }),
  );
  // The command runs Terraform in the stack's folder, where only our provider lies: null comes from the user's own.
  rmSync(path.join(workspace.dir, "terraform.d"), { recursive: true });
  mkdirSync(path.join(workspace.dir, ".terraform.d"));
  workspace.link(".terraform.d/plugins", path.dirname(nullMirror(workspace.cli)));
});

afterAll(async () => {
  await emulator.close();
  workspace.remove();
});

/** Runs the CDKTF command on the example. */
function cdktf(args: readonly string[], env: Record<string, string> = {}) {
  return new Promise<{ status: number; text: string }>((resolve) => {
    const program = path.join(ROOT, "tools/node_modules/.bin/cdktf");
    const options = {
      cwd: workspace.dir,
      env: {
        ...workspace.env,
        CI: "1",
        TERRAFORM_BINARY_NAME: workspace.cli.program,
        ...env,
      } as NodeJS.ProcessEnv,
    };
    execFile(program, args, options, (error, stdout, stderr) => {
      const text = stripVTControlCharacters(stdout + stderr)
        .replace(/[│╷╵]/g, "")
        .replace(/\s+/g, " ");
      resolve({ status: error === null ? 0 : Number(error.code), text });
    });
  });
}

/** Of the command's part in C++, npm gets what was compiled for some versions of Node.js, and compiles it for others. */
function hasCompiledPart(): boolean {
  const load = 'require("@cdktf/node-pty-prebuilt-multiarch")';
  return (
    spawnSync(process.execPath, ["-e", load], { cwd: path.join(ROOT, "tools"), stdio: "ignore" }).status === 0
  );
}

if (hasCompiledPart()) {
  test("synth of the example warns that the locking step would fail, and gives the cure", async () => {
    const { status, text } = await cdktf(["synth"]);

    expect({ status, text }).toMatchObject({ status: 0, text: expect.stringContaining("stacks: publish") });
    expect(text).toContain("export CDKTF_SKIP_PROVIDER_LOCK=true");
  });

  test("with the cure, deploy stops at the gate while the job runs", async () => {
    jobIn("Running");

    const { status, text } = await cdktf(["deploy", "publish", "--auto-approve"], CURE);

    expect(status).not.toBe(0);
    expect(text).toContain("has the state Running");
    expect(text).not.toContain("CDKTF_SKIP_PROVIDER_LOCK");
  });

  test("with the cure, diff and deploy pass the gate once the job has completed, and destroy removes all", async () => {
    jobIn("Completed");

    expect(await cdktf(["diff", "publish"], CURE)).toMatchObject({ status: 0 });
    const deployed = await cdktf(["deploy", "publish", "--auto-approve"], CURE);
    expect(deployed).toMatchObject({ status: 0, text: expect.stringContaining("2 added") });
    const destroyed = await cdktf(["destroy", "publish", "--auto-approve"], CURE);
    expect(destroyed).toMatchObject({ status: 0, text: expect.stringContaining("2 destroyed") });
  });

  test("once initialized, the stack needs no cure, and there is no warning any more", async () => {
    const { status, text } = await cdktf(["diff", "publish"]);

    expect({ status, text }).toMatchObject({ status: 0 });
    expect(text).not.toContain("CDKTF_SKIP_PROVIDER_LOCK");
  });
} else {
  test(`NOT TESTED: the command was installed for another Node.js than ${process.version} and does not run`, async () => {
    expect((await cdktf(["synth"])).text).toContain("pty.node");
  });
}
