import { execFileSync } from "node:child_process";
import { chmodSync } from "node:fs";
import path from "node:path";
import { PROVIDER_FORM } from "../../scripts/terraform/build-provider";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { CLUSTER, configuration, emulatorEnv, lookup } from "../support/configuration";
import { type Finished, Workspace } from "../support/workspace";

// What a user's environment makes of Node.js, seen through Terraform.

let emulator: Emulator;
let workspace: Workspace;

beforeAll(async () => {
  emulator = await startEmulator();
  emulator.setJob(CLUSTER, "1.manager", { info: { State: "Completed" } });
  workspace = new Workspace({ "main.tf": configuration(lookup("job", "1.manager")) }, emulatorEnv(emulator));
  await workspace.init();
});

afterAll(async () => {
  await emulator.close();
  workspace.remove();
});

const plan = (env: Record<string, string>): Promise<Finished> =>
  workspace.start(["plan", "-no-color"], { env }).finished;

/** Writes a file into the folder where Terraform runs. */
function module(name: string, text: string): string {
  workspace.write(name, text);
  return path.join(workspace.dir, name);
}

/** A folder for PATH, with the Terraform CLI and at most this `node`. */
function onPath(folder: string, node: "none" | "link" | "script"): string {
  const { program } = workspace.cli;
  const found = execFileSync("/bin/sh", ["-c", 'command -v "$0"', program], { encoding: "utf8" }).trim();
  workspace.write(`${folder}/folder`, "");
  workspace.link(`${folder}/${path.basename(program)}`, found);
  if (node === "link") workspace.link(`${folder}/node`, process.execPath);
  if (node === "script") {
    chmodSync(module(`${folder}/node`, `#!/bin/sh\nexec "${process.execPath}" "$@"\n`), 0o755);
  }
  return path.join(workspace.dir, folder);
}

if (PROVIDER_FORM === "binary") {
  test("NOT TESTED: the compiled provider is no script, and needs neither node nor NODE_OPTIONS", () => {});
} else {
  describe("with NODE_OPTIONS", () => {
    test("what a preloaded module prints does not reach Terraform's handshake, but its log", async () => {
      const file = module(
        "prints.cjs",
        `console.log("tracing is on");
         require("node:child_process").execSync("echo a child speaks", { stdio: "inherit" });`,
      );
      const { status, stderr } = await plan({ NODE_OPTIONS: `--require ${file}`, TF_LOG: "debug" });
      expect(status).toBe(0);
      expect(stderr).toContain("tracing is on");
      expect(stderr).toContain("a child speaks");
    });

    test("options and modules that are good are in force", async () => {
      const file = module(
        "good folder/says.cjs",
        `process.once("exit", () => {
           process._rawDebug("header size", require("node:http").maxHeaderSize, process.env.NODE_OPTIONS);
         });`,
      );
      const NODE_OPTIONS = `--require "${file}" --max-http-header-size=54321`;
      const { status, stderr } = await plan({ NODE_OPTIONS, TF_LOG: "debug" });
      expect(status).toBe(0);
      expect(stderr).toContain("header size 54321");
      // Programs that the module starts get the user's options and no more.
      expect(stderr).not.toContain("preload-watch");
    });

    test.each([
      [
        "an option this Node.js does not know",
        "--no-such-option",
        "--no-such-option is not allowed in NODE_OPTIONS",
      ],
      ["an unfinished text", '--require "unfinished', "unterminated string"],
    ])("%s is named", async (_case, NODE_OPTIONS, reason) => {
      const { status, text } = await plan({ NODE_OPTIONS });
      expect(status).toBe(1);
      expect(text).toContain(
        "Node.js refuses NODE_OPTIONS as set in this environment; run Terraform without them",
      );
      expect(text).toContain(reason);
    });

    test.each([
      ["is not there", "--require ./nowhere.cjs", "Cannot find module './nowhere.cjs'"],
      ["fails", "--require ./fails.cjs", "it cannot trace"],
      ["fails as an ES module", "--import ./fails.mjs", "it cannot import"],
      ["ends the process", "--require ./ends.cjs", "exit code 0"],
    ])("a module that %s is named", async (_case, NODE_OPTIONS, reason) => {
      module("fails.cjs", 'throw new Error("it cannot trace");');
      module("fails.mjs", 'throw new Error("it cannot import");');
      module("ends.cjs", "process.exit(0);");
      const { status, text } = await plan({ NODE_OPTIONS });
      expect(status).toBe(1);
      expect(text).toContain(
        `A module preloaded by NODE_OPTIONS ended the provider before it started; run Terraform without it: ${reason}`,
      );
    });
  });

  describe("with a PATH", () => {
    test("that has no node, Terraform shows which one is needed", async () => {
      const { status, text } = await plan({ PATH: onPath("without-node", "none") });
      expect(status).toBe(1);
      expect(text).toContain("This provider needs Node.js 20.9 or newer; there is no node on PATH.");
    });

    test("that has nothing but node, a plan succeeds", async () => {
      expect((await plan({ PATH: onPath("with-node", "link") })).status).toBe(0);
    });

    test("whose node is a script, as version managers put one there, a plan succeeds", async () => {
      const PATH = onPath("with-script", "script");
      expect((await plan({ PATH })).status).toBe(0);
      expect((await plan({ PATH, NODE_OPTIONS: "--no-warnings" })).status).toBe(0);
    });
  });
}
