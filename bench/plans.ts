import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Scenario } from "../src/emulator/scenario";
import { PROVIDER_ADDRESS } from "../src/provider/address";
import { terraformEnvironment } from "../test/support/plugin-process";

const CLUSTER = "ehpc-hz-FYUr32abcd";

const jobId = (index: number) => `${index}.manager`;

/** An account with this many completed jobs. */
export function jobs(count: number): Scenario {
  const info = {
    State: "Completed",
    JobName: "train",
    NodeList: "compute[000-003]",
    Resources: { Nodes: 4 },
  };
  return {
    clusters: {
      [CLUSTER]: {
        jobs: Object.fromEntries(Array.from({ length: count }, (_, index) => [jobId(index), { info }])),
      },
    },
  };
}

/** A configuration in a folder of its own, ready to be planned. */
export interface Plan {
  /** Plans once; milliseconds. @throws Error with Terraform's words when the plan fails */
  time(): Promise<number>;
  /** Plans once and shows the process of Terraform while it runs. */
  watch(during: (terraform: ChildProcess) => Promise<void>): Promise<void>;
  remove(): void;
}

/**
 * Writes a configuration that reads this many jobs, one block for each, and initializes it. With none, it has no
 * provider at all.
 */
export async function preparePlan(
  terraform: string,
  plugins: string,
  count: number,
  environment: Readonly<Record<string, string>>,
): Promise<Plan> {
  const dir = mkdtempSync(join(tmpdir(), "ehpc-bench-"));
  const cliConfig = join(dir, "cli.tfrc");
  writeFileSync(cliConfig, "");
  writeFileSync(join(dir, "main.tf"), configuration(count));
  // NODE_EXTRA_CA_CERTS, which costs 40 ms in each process, is among what terraformEnvironment leaves out.
  const env = {
    ...terraformEnvironment({ TF_PLUGIN_MAGIC_COOKIE: undefined, PLUGIN_CLIENT_CERT: undefined }),
    ...environment,
    CHECKPOINT_DISABLE: "1",
    TF_CLI_CONFIG_FILE: cliConfig,
  };

  const start = (...args: string[]) =>
    spawn(terraform, args, { cwd: dir, env, stdio: ["ignore", "ignore", "pipe"] });
  await succeeded(start("init", "-input=false", `-plugin-dir=${plugins}`));
  const plan = () => start("plan", "-input=false", "-no-color");
  return {
    async time() {
      const begin = performance.now();
      await succeeded(plan());
      return performance.now() - begin;
    },
    async watch(during) {
      const process = plan();
      await Promise.all([succeeded(process), during(process)]);
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

function configuration(count: number): string {
  if (count === 0) return 'output "nothing" { value = "nothing" }\n';
  const blocks = Array.from(
    { length: count },
    (_, index) => `data "ehpc_job" "job_${index}" {
  cluster_id = "${CLUSTER}"
  job_id     = "${jobId(index)}"
}
`,
  );
  return `terraform {
  required_providers {
    ehpc = { source = "${PROVIDER_ADDRESS}" }
  }
}
${blocks.join("\n")}`;
}

async function succeeded(child: ChildProcess): Promise<void> {
  let errors = "";
  child.stderr?.on("data", (chunk) => {
    errors += chunk;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${child.spawnargs.join(" ")} ended with ${code}\n${errors}`);
}
