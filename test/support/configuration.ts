import type { Emulator } from "../../src/emulator/emulator";
import { PROVIDER_ADDRESS } from "../../src/provider/address";

/** The cluster of the tests. */
export const CLUSTER = "ehpc-hz-FYUr32abcd";

/** The time-out of a wait whose test needs a look before it: long enough for one on a machine with much else to do. */
export const TIME_FOR_A_LOOK = "10s";

/** The environment in which the provider finds an emulator and may ask it. */
export function emulatorEnv(emulator: Emulator): Record<string, string> {
  return {
    EHPC_ENDPOINT: emulator.endpoint,
    ALIBABA_CLOUD_ACCESS_KEY_ID: emulator.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: emulator.accessKeySecret,
  };
}

/**
 * The blocks in Terraform's language, and the requirement of the providers that they use: each required one is started for
 * each command. Without blocks all are required, for an `init` on which other configurations build.
 */
export function configuration(...blocks: readonly string[]): string {
  const usesNull = blocks.length === 0 || blocks.some((block) => /null_resource|"null"/.test(block));
  return [
    `terraform {
      required_providers {
        ehpc = { source = "${PROVIDER_ADDRESS}" }
        ${usesNull ? 'null = { source = "hashicorp/null" }' : ""}
      }
    }`,
    ...blocks,
  ].join("\n\n");
}

/** A lookup in Terraform's language. */
export function lookup(name: string, jobId: string, ...more: readonly string[]): string {
  return `data "ehpc_job" "${name}" {
    cluster_id = "${CLUSTER}"
    job_id     = "${jobId}"
    ${more.join("\n")}
  }`;
}

/** A gate in Terraform's language, as the documentation shows it, and a resource that waits for it. */
export function gate(name: string): string {
  return `resource "null_resource" "${name}" {
    triggers = { job = data.ehpc_job.${name}.id }
    lifecycle {
      precondition {
        condition     = data.ehpc_job.${name}.succeeded
        error_message = "The job is in state \${coalesce(data.ehpc_job.${name}.state, "(none)")}."
      }
    }
  }

  resource "null_resource" "after_${name}" {
    triggers   = { log = data.ehpc_job.${name}.output_log }
    depends_on = [null_resource.${name}]
  }`;
}

/** A wait for a job in Terraform's language, which looks at it often. */
export function completion(name: string, jobId: string, ...more: readonly string[]): string {
  const interval = more.some((line) => line.includes("interval")) ? [] : ['interval = "200ms"'];
  return `resource "ehpc_job_completion" "${name}" {
    cluster_id = "${CLUSTER}"
    job_id     = "${jobId}"
    ${[...interval, ...more].join("\n")}
  }`;
}

/** A wait for many jobs in Terraform's language, which looks at them often. `jobs` says which. */
export function jobsCompletion(name: string, jobs: string, ...more: readonly string[]): string {
  return `resource "ehpc_jobs_completion" "${name}" {
    cluster_id = "${CLUSTER}"
    interval   = "200ms"
    ${[jobs, ...more].join("\n")}
  }`;
}

/** A resource that is made behind a wait. */
export function behind(name: string): string {
  return `resource "terraform_data" "behind_${name}" { input = ehpc_job_completion.${name}.output_log }`;
}

/** A job that Terraform submits, in Terraform's language. */
export function submittedJob(name: string, ...more: readonly string[]): string {
  const cluster = more.some((line) => line.includes("cluster_id")) ? [] : [`cluster_id = "${CLUSTER}"`];
  const command = more.some((line) => line.includes("command_line"))
    ? []
    : [`command_line = "/home/${name}.sh"`];
  const title = more.some((line) => line.includes("job_name")) ? [] : [`job_name = "${name}"`];
  return `resource "ehpc_job" "${name}" {
    ${[...cluster, ...title, ...command, ...more].join("\n")}
  }`;
}
