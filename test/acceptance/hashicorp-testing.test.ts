import { type SpawnSyncReturns, spawn, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { hermetic } from "../../scripts/terraform/hermetic-environment";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { allClis, type Cli, pathOf } from "../support/cli";
import { CLUSTER, emulatorEnv } from "../support/configuration";
import { mirror, sharedCaches } from "../support/programs";
import { ROOT } from "../support/workspace";

const LIBRARY = "github.com/hashicorp/terraform-plugin-testing v1.16.0";

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "go-")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PROGRAM = path.join(folder, "clients.test");
const missing = build();

/** Builds the tests that are written in Go. `null` when they can run; else why not. */
function build(): string | null {
  copyFileSync(path.join(ROOT, "test/clients/provider_test.go"), path.join(folder, "provider_test.go"));
  writeFileSync(
    path.join(folder, "go.mod"),
    `module example.com/clients\n\ngo 1.25.0\n\nrequire ${LIBRARY}\n`,
  );
  // The sums are those of Go's own database; the versions of the library's dependencies are the library's.
  const got = go("mod", "tidy");
  if (got.error !== undefined) {
    return "this machine has no Go";
  }
  if (got.status !== 0) {
    return "Go cannot get it here";
  }
  const built = go("test", "-c", "-o", PROGRAM);
  if (built.status !== 0) {
    throw new Error(`test/clients does not compile\n${built.stderr}`);
  }
  return null;
}

function go(...args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync("go", args, { cwd: folder, encoding: "utf8" });
}

async function runTests(cli: Cli, emulator: Emulator): Promise<{ status: number | null; output: string }> {
  const scratch = path.join(folder, "tmp");
  mkdirSync(scratch, { recursive: true });
  const cliConfig = path.join(folder, `${cli.product}.tfrc`);
  writeFileSync(
    cliConfig,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror(cli))}\n  }\n}\n`,
  );
  const env = {
    ...hermetic(process.env),
    ...emulatorEnv(emulator),
    TF_ACC: "1",
    // It takes no name that is looked up.
    TF_ACC_TERRAFORM_PATH: pathOf(cli),
    TF_CLI_CONFIG_FILE: cliConfig,
    XDG_CACHE_HOME: sharedCaches(),
    TMPDIR: scratch,
  };
  const child = spawn(PROGRAM, ["-test.v"], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
  }
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { status, output };
}

if (missing !== null) {
  test(`NOT TESTED: HashiCorp's terraform-plugin-testing, because ${missing}`, () => {});
} else {
  test.each(allClis().map((cli) => [cli.name, cli] as const))(
    "terraform-plugin-testing reads, waits, imports and submits jobs with %s",
    async (name, cli) => {
      const emulator = await startEmulator({
        scenario: {
          clusters: {
            [CLUSTER]: {
              jobs: {
                "1.manager": { info: { State: "Completed" } },
                "2.manager": { info: { State: "Failed" } },
              },
              submitted: { from: 10, job: { life: [{ at: 0, State: "Completed" }] } },
            },
          },
        },
      });
      try {
        const { status, output } = await runTests(cli, emulator);
        for (const [, skipped] of output.matchAll(/^--- SKIP: (\w+)/gm)) {
          process.stdout.write(`NOT TESTED with ${name}: ${skipped}, which it is too old for.\n`);
        }
        const failed = [...output.matchAll(/^--- FAIL: (\w+)/gm)].map(([, test]) => test);
        expect({ failed, output: status === 0 ? "" : output }).toEqual({ failed: [], output: "" });
        expect(output).toMatch(/^--- PASS: TestLookup/m);
      } finally {
        await emulator.close();
      }
    },
  );
}
