import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { allClis, knows, RESOURCE_IDENTITY } from "../support/cli";
import { CLUSTER } from "../support/configuration";
import { WaitWorkspace } from "../support/wait-workspace";
import { ROOT } from "../support/workspace";

const RESOURCES = join(ROOT, "examples/resources");

/** What a user writes beside the import. */
const DECLARED: Readonly<Record<string, string>> = {
  ehpc_job: `resource "ehpc_job" "train" {
    cluster_id   = "${CLUSTER}"
    job_name     = "train"
    command_line = "/home/trainer/train.sh"
  }`,
  ehpc_job_completion: `resource "ehpc_job_completion" "train" {
    cluster_id = "${CLUSTER}"
    job_id     = "1.manager"
  }`,
  ehpc_jobs_completion: `resource "ehpc_jobs_completion" "sweep" {
    cluster_id = "${CLUSTER}"
    job_ids    = ["1.manager", "2.manager"]
  }`,
};

const knowsIdentity = allClis().filter((cli) => knows(cli, RESOURCE_IDENTITY));

test.each(readdirSync(RESOURCES))("every way to import %s works as its page shows it", async (type) => {
  const waiting = await WaitWorkspace.create({ cli: knowsIdentity[0] ?? allClis()[0] });
  const declared = DECLARED[type] ?? "";
  try {
    for (const jobId of ["1.manager", "2.manager"]) {
      waiting.jobIs(jobId, "Completed", {
        info: { JobName: "train", CommandLine: "/home/trainer/train.sh" },
      });
    }
    for (const block of blocksOf(type)) {
      waiting.configure(declared, block);
      expect((await waiting.apply()).stdout).toContain("1 imported, 0 added, 0 changed, 0 destroyed");
      await waiting.planChangesNothing();
      await waiting.workspace.succeed("state", "rm", ...(await waiting.addresses()));
    }
    waiting.configure(declared);
    const [program, ...words] = example(type, "import.sh").trim().split(" ");
    expect(program).toBe("terraform");
    await waiting.workspace.succeed(...words);
    await waiting.planChangesNothing();
  } finally {
    await waiting.close();
  }
});

if (knowsIdentity.length === 0) {
  test("NOT TESTED: import by identity, which no CLI here knows", () => {});
}

function blocksOf(type: string): string[] {
  const byIdentity = knowsIdentity.length > 0 ? ["import-by-identity.tf"] : [];
  return ["import-by-string-id.tf", ...byIdentity]
    .filter((name) => existsSync(join(RESOURCES, type, name)))
    .map((name) => example(type, name));
}

function example(type: string, name: string): string {
  return readFileSync(join(RESOURCES, type, name), "utf8");
}
