import { execFileSync } from "node:child_process";
import { chmodSync } from "node:fs";
import path from "node:path";
import { PROVIDER_FORM } from "../../scripts/terraform/build-provider";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { createCertificateAuthority } from "../support/certificate-authority";
import { CLUSTER, configuration, emulatorEnv, lookup } from "../support/configuration";
import { startTlsFront, type TlsFront } from "../support/tls-front";
import { type Finished, Workspace } from "../support/workspace";

// What a user's environment makes of Node.js, seen through Terraform.

const authority = createCertificateAuthority();

let emulator: Emulator;
let front: TlsFront;
let workspace: Workspace;

beforeAll(async () => {
  emulator = await startEmulator();
  emulator.setJob(CLUSTER, "1.manager", { info: { State: "Completed" } });
  front = await startTlsFront(emulator.endpoint, authority.issue("127.0.0.1"));
  workspace = new Workspace({ "main.tf": configuration(lookup("job", "1.manager")) }, emulatorEnv(emulator));
  await workspace.init();
});

afterAll(async () => {
  await Promise.all([emulator.close(), front.close()]);
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
  if (node === "link") {
    workspace.link(`${folder}/node`, process.execPath);
  }
  if (node === "script") {
    chmodSync(module(`${folder}/node`, `#!/bin/sh\nexec "${process.execPath}" "$@"\n`), 0o755);
  }
  return path.join(workspace.dir, folder);
}

describe("with NODE_EXTRA_CA_CERTS", () => {
  const secure = () => ({ EHPC_ENDPOINT: `https://${front.address}` });

  test("a job is read behind a certificate of that authority, and not without it", async () => {
    const NODE_EXTRA_CA_CERTS = module("ca.pem", `Our CA\n${authority.certificate}`);
    expect((await plan({ ...secure(), NODE_EXTRA_CA_CERTS })).status).toBe(0);
    expect((await plan(secure())).text).toContain("UNABLE_TO_VERIFY_LEAF_SIGNATURE");
  });

  test("a relative path counts from the folder where Terraform runs", async () => {
    module("ca.pem", authority.certificate);
    expect((await plan({ ...secure(), NODE_EXTRA_CA_CERTS: "ca.pem" })).status).toBe(0);
  });

  test("it stays in force beside SSL_CERT_FILE", async () => {
    const NODE_EXTRA_CA_CERTS = module("ca.pem", authority.certificate);
    const SSL_CERT_FILE = module("other.pem", createCertificateAuthority("Other CA").certificate);
    expect((await plan({ ...secure(), NODE_EXTRA_CA_CERTS, SSL_CERT_FILE })).status).toBe(0);
  });

  test.each(["--no-warnings", "--use-bundled-ca", "--require ./nothing.cjs"])(
    "it is in force beside NODE_OPTIONS=%s",
    async (NODE_OPTIONS) => {
      module("nothing.cjs", "");
      const NODE_EXTRA_CA_CERTS = module("ca.pem", authority.certificate);
      expect((await plan({ ...secure(), NODE_EXTRA_CA_CERTS, NODE_OPTIONS })).status).toBe(0);
    },
  );
});

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

  test("a NODE_EXTRA_CA_CERTS that cannot be read is ignored, and the log says so", async () => {
    const { status, stderr } = await plan({
      EHPC_ENDPOINT: `https://${front.address}`,
      SSL_CERT_FILE: module("ca.pem", authority.certificate),
      NODE_EXTRA_CA_CERTS: "/nowhere.pem",
      TF_LOG: "warn",
    });
    expect(status).toBe(0);
    expect(stderr).toMatch(/The certificates of NODE_EXTRA_CA_CERTS are ignored\..*nowhere\.pem/);
    expect(stderr).toContain("It cannot be read (ENOENT).");
    // Node.js itself did not look for it, in none of the processes.
    expect(stderr).not.toContain("Ignoring extra certs");
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
