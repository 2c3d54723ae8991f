import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { existsSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { completion } from "../support/configuration";
import { WaitWorkspace } from "../support/wait-workspace";
import { ROOT } from "../support/workspace";

const VERSION = "3.3.30";

/** Kept beside the checkout's other caches: it takes 265 MB. */
const FOLDER = path.join(ROOT, `node_modules/.cache/checkov-${VERSION}`);

/** Checkov brings no policies about this provider. This one takes only waits that fail with their job. */
const POLICY = `
metadata:
  name: A wait fails when its job has failed
  id: CKV2_EHPC_1
  category: GENERAL_SECURITY
definition:
  cond_type: attribute
  resource_types: [ehpc_job_completion]
  attribute: until
  operator: not_equals
  value: finished
`;

const missing = install();

/** `null` when Checkov can run; else why not. */
function install(): string | null {
  if (existsSync(FOLDER)) {
    return null;
  }
  const part = `${FOLDER}.${process.pid}`;
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", part];
  const { error, status } = python([...pip, `checkov==${VERSION}`]);
  if (status === 0) {
    renameSync(part, FOLDER);
    return null;
  }
  rmSync(part, { recursive: true, force: true });
  return error === undefined ? "pip cannot install it" : "this machine has no python3, or pip took too long";
}

function python(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): SpawnSyncReturns<string> {
  return spawnSync("python3", args, {
    encoding: "utf8",
    env: { ...process.env, PYTHONPATH: FOLDER, ...env },
    timeout: 400_000,
    maxBuffer: 64 * 1024 ** 2,
  });
}

interface Report {
  readonly results: Record<"passed_checks" | "failed_checks", readonly { readonly resource: string }[]>;
  readonly summary: { readonly parsing_errors: number };
}

if (missing !== null) {
  test(`NOT TESTED: Checkov, because ${missing}`, () => {});
} else {
  let waiting: WaitWorkspace;

  beforeAll(async () => {
    waiting = await WaitWorkspace.create();
    waiting.workspace.write("policies/wait.yaml", POLICY);
  });

  afterAll(() => waiting.close());

  /** What Checkov says of the waits that it finds. */
  function check(framework: string, ...what: readonly string[]) {
    const { dir } = waiting.workspace;
    const policies = path.join(dir, "policies");
    const options = ["--skip-download", "--soft-fail", "--output=json", `--external-checks-dir=${policies}`];
    const args = ["-m", "checkov.main", `--framework=${framework}`, ...options, ...what];
    // It leaves a cache of its grammar in the temporary folder.
    const { status, stdout, stderr } = python(args, { TMPDIR: dir });
    if (status !== 0) {
      throw new Error(stdout + stderr);
    }
    const { results, summary }: Report = JSON.parse(stdout);
    const resources = (checks: Report["results"]["passed_checks"]) => checks.map(({ resource }) => resource);
    return {
      unread: summary.parsing_errors,
      passed: resources(results.passed_checks),
      failed: resources(results.failed_checks),
    };
  }

  test("Checkov reads every configuration of the examples", () => {
    expect(check("terraform", "--directory", path.join(ROOT, "examples"))).toMatchObject({
      unread: 0,
      passed: expect.arrayContaining(["ehpc_job_completion.train"]),
      failed: [],
    });
  });

  test("a policy of the user's own sees the waits of a plan", async () => {
    const { workspace } = waiting;
    waiting.configure(
      completion("train", "1.manager"),
      completion("either", "2.manager", 'until = "finished"'),
    );
    await workspace.succeed("plan", "-out=plan");
    workspace.write("plan.json", (await workspace.succeed("show", "-json", "plan")).stdout);

    expect(check("terraform_plan", "--file", path.join(workspace.dir, "plan.json"))).toEqual({
      unread: 0,
      passed: ["ehpc_job_completion.train"],
      failed: ["ehpc_job_completion.either"],
    });
  });
}
