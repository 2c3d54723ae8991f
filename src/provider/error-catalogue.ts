import type { EhpcErrorKind } from "../base/errors";
import { EHPC_ADVICE } from "./ehpc-diagnostic";

/** A title of a diagnostic, with what leads to it and what to do. The texts are Markdown. */
export interface CatalogueEntry {
  readonly title: string;
  readonly cause: string;
  readonly cure: string;
}

/** Titles that belong together. */
export interface CatalogueSection {
  readonly heading: string;
  readonly entries: readonly CatalogueEntry[];
}

/** What leads to a failure of the API. Its title and its cure stand with the diagnostic. */
const CAUSES: Readonly<Record<EhpcErrorKind, string>> = {
  "invalid-params": "The service, or the provider before it asks, refuses an argument.",
  "invalid-cluster-status": "The cluster is starting, stopped or being released.",
  "cluster-not-found": "The region has no cluster with this ID.",
  "job-not-found": "The cluster has no job with this ID, or its scheduler has forgotten the job.",
  "wrong-job": "The response is about another job than the one that was asked for, also when it is repeated.",
  "job-changed": "During a wait, the ID came to belong to another job.",
  "array-undecided":
    "The ID means a whole array, and the service does not return all of its tasks, so nobody can say how the array stands.",
  "service-fault":
    "A part of the service failed: its database, its access to ECS, or the agent of the cluster.",
  unavailable: "The endpoint reports that the service is not available (HTTP 5xx).",
  throttled:
    "The account sends more requests than the service accepts, and the time for repetitions is over.",
  "invalid-access-key": "The access key does not exist, or it is disabled.",
  "invalid-security-token": "The STS token is missing, malformed or expired.",
  "signature-mismatch": "The secret key does not belong to the access key.",
  "clock-skew": "The clock of this machine is more than 15 minutes off.",
  forbidden: "The RAM user or role may not do this.",
  "unknown-host": "The host name of the endpoint does not exist, as with a misspelt region.",
  unreachable: "There is no connection to the endpoint, or it breaks.",
  proxy: "The proxy in the environment cannot be used, or it refuses the request.",
  tls: "The endpoint's certificate or version of TLS is not accepted.",
  timeout: "A connection or a response took longer than it may.",
  "bad-answer":
    "The response is not E-HPC's: a page of a proxy, empty, cut off, too long, or a contradiction in itself.",
  credentials: "The provider finds no credentials, or their source does not return any.",
  configuration: "An argument of the provider block, or the environment variable in its place, is invalid.",
  "submission-uncertain": "A job may or may not have been submitted, and the provider cannot find out.",
  aborted: "Ctrl-C, or a stop of the pipeline, ended the request.",
  other: "The service refuses the request with a code that the provider does not know.",
};

/** An entry for a failure of the API. */
function ehpc(kind: EhpcErrorKind): CatalogueEntry {
  const { summary: title, next: cure } = EHPC_ADVICE[kind];
  return { title, cause: CAUSES[kind], cure };
}

/**
 * Each title that the provider gives a diagnostic. `npm run generate` writes docs/guides/errors.md from it, and a test
 * compares it with the code. The provider itself does not load this file.
 */
export const ERROR_CATALOGUE: readonly CatalogueSection[] = [
  {
    heading: "Jobs and waits",
    entries: [
      {
        title: "Job Failed",
        cause:
          "The job that Terraform waits for has failed, or its recorded outcome is a failure. The message shows the state and the last lines of standard error.",
        cure: 'Correct the cause, submit the job again, and set `job_id` to the new ID. If a failure also counts as an end, set `until = "finished"`. If the state means something else to you, name it in `success_states`.',
      },
      {
        title: "Jobs Failed",
        cause:
          "Of the jobs that Terraform waits for, so many have failed that `require` cannot be met any more. With `fail_fast = false`, all other jobs have ended, too.",
        cure: "Correct the cause, submit the jobs again and wait for the new ones, or require fewer with `require`.",
      },
      {
        title: "Job Wait Timed Out",
        cause: "The job has not ended within `timeout`. It goes on.",
        cure: "Run Terraform again to continue the wait, or raise `timeout`. A state that the message calls unknown ends no wait: add it to `success_states` or `failure_states`.",
      },
      {
        title: "Jobs Wait Timed Out",
        cause: "Too few of the jobs have ended within `timeout`. They go on.",
        cure: "Run Terraform again to continue the wait, or raise `timeout`.",
      },
      ehpc("job-not-found"),
      ehpc("job-changed"),
      ehpc("wrong-job"),
      ehpc("array-undecided"),
      {
        title: "Requirement Not Met",
        cause:
          "A change of `require` or `until` asks for more than the recorded outcome of an `ehpc_jobs_completion` has.",
        cure: "Relax `require` or `until`, or change `triggers` to wait for the jobs again.",
      },
      {
        title: "Outcome Not Refreshed",
        cause: "A warning: the jobs cannot be read at the moment. The recorded outcome stays as it is.",
        cure: "Nothing has to be done. The next plan reads them again.",
      },
      {
        title: "Outcome Not Read",
        cause:
          "A `moved` block has turned a gate into an `ehpc_job_completion`, and no refresh has read its job since.",
        cure: "Run Terraform without `-refresh=false`.",
      },
    ],
  },
  {
    heading: "Jobs that the stack runs",
    entries: [
      ehpc("submission-uncertain"),
      {
        title: "Job Adopted",
        cause:
          "A warning: a job was submitted earlier with the same `token` and the same arguments, and may still succeed or has succeeded. The object takes it over, and nothing is submitted.",
        cure: "If another object has this job, too, or if the job has to run again, choose another `token`.",
      },
      {
        title: "Token Used Twice",
        cause: "Two objects of the configuration have the same `token` and the same arguments.",
        cure: "Give each its own token, with `count.index` or `each.key` in it.",
      },
      {
        title: "Token In Use",
        cause:
          "A warning of the plan: an object in the state already has the job that `token` names. Unless the apply destroys that object first, two objects have one job.",
        cure: "Choose another `token` for another object. To keep the job under another address, use a `moved` block.",
      },
      {
        title: "Password Without User",
        cause: "`run_as_user_password` is set, but `run_as_user` is not.",
        cure: "Set both.",
      },
      {
        title: "Job Not Stopped",
        cause:
          "A warning: the scheduler has forgotten the job and has given its ID to another one, which was not stopped.",
        cure: "Nothing has to be done.",
      },
      {
        title: "Job Forgotten",
        cause:
          "A warning: the scheduler has forgotten the job, and no refresh has seen its end. The job is not submitted again.",
        cure: "To run it again, change `triggers`. An `ehpc_job_completion` that waits for the job records its end.",
      },
      {
        title: "Job Not Refreshed",
        cause: "A warning: the job cannot be read at the moment. Its attributes stay as they are.",
        cure: "Nothing has to be done. The next plan reads it again.",
      },
    ],
  },
  {
    heading: "Lists and logs",
    entries: [
      {
        title: "List May Be Incomplete",
        cause: "A warning: the list changed while it was read, or a job in it has no ID or no time.",
        cure: "Read the list again. Filters make it shorter, and a shorter list changes less during the read.",
      },
      {
        title: "Array Left Out",
        cause: "A warning of `terraform query`: the service does not return all tasks of this array.",
        cure: "Import single tasks by their IDs.",
      },
      {
        title: "Log Truncated",
        cause: "A warning: the log is longer than `max_bytes`.",
        cure: "Set `tail_bytes` for the end of the log, `offset` and `size` for another part, or raise `max_bytes`.",
      },
      {
        title: "Log Incomplete",
        cause: "A warning: the service returned less of the log than it said it has.",
        cure: "Read it again. The job may have rewritten the log during the read.",
      },
    ],
  },
  {
    heading: "Arguments",
    entries: [
      {
        title: "Invalid Argument Value",
        cause: "The value of an argument does not follow the argument's rule. The message names both.",
        cure: "Correct the argument.",
      },
      ehpc("invalid-params"),
      {
        title: "Conflicting Arguments",
        cause: "Two arguments exclude each other.",
        cure: "Remove one of them.",
      },
      {
        title: "Conflicting Jobs",
        cause: "The arguments of an `ehpc_jobs_completion` select jobs in several ways.",
        cure: "Set exactly one of `job_ids`, `array_job_id`, and `job_name` or `name_regex`.",
      },
      {
        title: "No Jobs",
        cause: "The arguments of an `ehpc_jobs_completion` select no jobs.",
        cure: "Set one of `job_ids`, `array_job_id`, and `job_name` or `name_regex`.",
      },
      {
        title: "Missing Time",
        cause:
          "`job_name` or `name_regex` stands without `created_after`. Schedulers keep ended jobs, and an earlier job of the same name must not count.",
        cure: "Set `created_after`.",
      },
      {
        title: "Unused Time",
        cause: "`created_after` stands without `job_name` and `name_regex`.",
        cure: "Remove it.",
      },
      {
        title: "Invalid Time Range",
        cause: "`created_after` is later than `created_before`.",
        cure: "Correct one of them.",
      },
      {
        title: "Conflicting State Lists",
        cause: "A state stands in both `success_states` and `failure_states`.",
        cure: "Remove it from one of them.",
      },
      {
        title: "Invalid Regular Expression",
        cause: "`name_regex` takes too long to match.",
        cure: "Simplify it, or use other filters to match it against fewer jobs.",
      },
      {
        title: "Write-only Argument Not Supported",
        cause: "The version of Terraform stores every value, but `run_as_user_password` must not be stored.",
        cure: "Use Terraform 1.11 or OpenTofu 1.11 or later, or remove the argument.",
      },
      {
        title: "Unknown Argument",
        cause:
          "A value is known only after an apply, but an ephemeral resource, an action or a list needs it now.",
        cure: "Use a value that is known in advance.",
      },
    ],
  },
  {
    heading: "The provider block and credentials",
    entries: [
      {
        title: "Missing Region",
        cause: "The provider has neither a region nor an endpoint.",
        cure: "Set `region`, or the environment variable `ALIBABA_CLOUD_REGION`.",
      },
      ehpc("configuration"),
      {
        title: "Unknown Provider Argument",
        cause:
          "An argument of the provider block is known only after an apply, but the provider reads during plan.",
        cure: "Use a value that is known in advance, or create the resource that it depends on first, with `terraform apply -target`.",
      },
      {
        title: "Conflicting Tokens",
        cause: "Both `oidc_token` and `oidc_token_file` are set.",
        cure: "Remove one of them.",
      },
      ehpc("credentials"),
      ehpc("invalid-access-key"),
      ehpc("signature-mismatch"),
      ehpc("invalid-security-token"),
      ehpc("clock-skew"),
      ehpc("forbidden"),
    ],
  },
  {
    heading: "The network and the service",
    entries: [
      ehpc("unknown-host"),
      ehpc("unreachable"),
      ehpc("proxy"),
      ehpc("tls"),
      ehpc("timeout"),
      ehpc("throttled"),
      ehpc("unavailable"),
      ehpc("service-fault"),
      ehpc("bad-answer"),
      ehpc("cluster-not-found"),
      ehpc("invalid-cluster-status"),
      ehpc("other"),
      ehpc("aborted"),
    ],
  },
  {
    heading: "Import, moves and upgrades",
    entries: [
      {
        title: "Invalid Import ID",
        cause: "The ID of an import does not have the form of the resource, or has a job ID that no job has.",
        cure: "[Import](import.md) shows the form for each resource.",
      },
      {
        title: "Invalid Import Identity",
        cause:
          "The `identity` of an `import` block has a cluster ID or a job ID that does not exist in this form.",
        cure: "Correct it. [Import](import.md) has examples.",
      },
      {
        title: "Job Not Finished",
        cause: "The job has not ended, so there is no outcome to import.",
        cure: "Declare the resource and apply: the apply waits for the job.",
      },
      {
        title: "Jobs Not Finished",
        cause: "Some of the jobs have not ended, so there is no outcome to import.",
        cure: "Declare the resource and apply: the apply waits for the jobs.",
      },
      {
        title: "Import Not Supported",
        cause: "This type of resource cannot be imported.",
        cure: "Declare the resource and apply.",
      },
      {
        title: "Move Not Supported",
        cause: "A `moved` block takes something else than the gate of one job to an `ehpc_job_completion`.",
        cure: "Remove the `moved` block. [A gate that gets a wait](gates.md#a-gate-that-gets-a-wait) shows what can be moved.",
      },
      {
        title: "Stored State Too Old",
        cause: "The state comes from a version of the provider whose form this version cannot read.",
        cure: "Apply once with the version that wrote it, then upgrade step by step.",
      },
      {
        title: "Stored Identity Too Old",
        cause: "The state has an identity whose form this version of the provider cannot read.",
        cure: "Apply once with the version that wrote it, then upgrade step by step.",
      },
      {
        title: "Unknown Type",
        cause: "Two versions of the provider are at work at once.",
        cure: "Run `terraform init -upgrade`. [Upgrading](upgrading.md) says more.",
      },
    ],
  },
  {
    heading: "Bugs",
    entries: [
      {
        title: "Provider Defect",
        cause: "The provider has a bug.",
        cure: "Report it with the message, the output of `terraform version` and the log ([Debugging](debugging.md)).",
      },
      {
        title: "Update Not Supported",
        cause: "The provider has a bug: it planned a change that it cannot make.",
        cure: "Report it, as above.",
      },
      {
        title: "Provider Not Configured",
        cause: "Terraform asked for data before it configured the provider, which is a bug in Terraform.",
        cure: "Try another release of Terraform, and report the bug there.",
      },
    ],
  },
];

/** Titles that Terraform itself prints where this provider is concerned. */
export const TERRAFORMS_OWN: CatalogueSection = {
  heading: "Terraform's own messages",
  entries: [
    {
      title: "Resource precondition failed",
      cause:
        "A `JobGate` without `wait` is shut: its job has not ended as required. The message names the job, its state and its error log.",
      cure: "Plan again when the job has ended, give the gate a `wait`, or correct the job. [What waits for a gate](gates.md) has the rules.",
    },
    {
      title: "Invalid function argument",
      cause: "A function of the provider cannot read its argument, which the message quotes.",
      cure: "Correct the text, or take another value in its place with `try(provider::ehpc::memory_bytes(var.memory), 0)`.",
    },
    {
      title: "Cannot import non-existent remote object",
      cause: "The cluster has no job with this ID, or its scheduler has forgotten the job.",
      cure: "Check the ID with `npx cdktf-provider-ehpc list`. The outcome of a forgotten job cannot be imported.",
    },
    {
      title: "Failed to query available provider packages",
      cause:
        "`terraform init` asks a registry for `terraform.local/ehpc/ehpc`, because it finds no local copy, or because a `provider_installation` block keeps it from looking.",
      cure: "Run `npx cdktf-provider-ehpc install`, which says what to add to the block. For a stack of CDKTF, run Terraform in the stack's folder. The CDKTF command needs `CDKTF_SKIP_PROVIDER_LOCK=true`.",
    },
    {
      title: "Failed to install provider",
      cause:
        "The lock file `.terraform.lock.hcl` has the sum of another build of the same version, such as a compiled provider beside the script.",
      cure: "Remove the entry of `terraform.local/ehpc/ehpc` from the lock file and run `terraform init`. [Upgrading](upgrading.md) says when this happens.",
    },
    {
      title: "Failed to load plugin schemas",
      cause: "The provider does not start.",
      cure: "[When the provider does not start](troubleshooting.md) explains each message.",
    },
  ],
};
