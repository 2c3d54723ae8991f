/** What a gate asks of its job: a good end, or any end. */
export type GateRequirement = "succeeded" | "finished";

/**
 * The Terraform condition, as an expression, under which a gate opens.
 *
 * It holds for nothing but what is required: a comparison with null, as for a job that is missing, is false.
 *
 * @param job expression of the data source instance, such as `data.ehpc_job.train`
 */
export function gateCondition(job: string, requires: GateRequirement): string {
  if (requires === "succeeded") {
    return `${job}.phase == "succeeded"`;
  }
  // An end that the scheduler may take back is none yet.
  return `${job}.finished == true && ${job}.may_restart == false`;
}

const OPENS: Readonly<Record<GateRequirement, string>> = {
  succeeded: "This gate opens only when the job has succeeded.",
  finished: "This gate opens only when the job has ended, well or not.",
};

/** What to do about a gate that is shut, by what the job is found to be. */
const ADVICE: Readonly<Record<string, string>> = {
  pending:
    "The job has not started yet: try again when it has ended, or let the gate wait for it (property wait).",
  running:
    "The job is still running: try again when it has ended, or let the gate wait for it (property wait).",
  failed:
    "The job has failed: find the cause in its error log, submit it again and give the new job ID to the lookup.",
  restart:
    "The scheduler may put a job in this state back into its queue, so this is not an end yet: try again in a few " +
    "minutes, or let the gate wait for it (property wait). Where the scheduler never does so, add the state to the " +
    "lookup's failureStates.",
  unknown:
    "The provider cannot tell what this state means. If it stands for success add it to the lookup's " +
    "successStates, if for failure to its failureStates.",
  missing:
    "The service knows no such job: check cluster ID and job ID. Schedulers forget a job some time after its end.",
};

/**
 * The text a user sees when a gate refuses, as one Terraform expression: which job, its state as the service
 * says it, what to do, and where its error log lies, if it has one.
 *
 * Terraform evaluates it also while the gate is open, and a null inside a template is an error: hence each
 * part that may be null is tested first. It has no quotes outside of the expression and no line breaks in
 * its source, and so means the same in JSON and in HCL.
 *
 * @param job expression of the data source instance, such as `data.ehpc_job.train`
 */
export function gateMessage(job: string, requires: GateRequirement): string {
  const name = `Job \${${job}.job_id} on cluster \${${job}.cluster_id}`;
  const state = `${name} has the state \${coalesce(${job}.state, "(none)")} (phase: \${coalesce(${job}.phase, "unknown")}).`;
  const found = `${job}.found == true`;
  const advice = Object.entries(ADVICE).map(([phase, text]) => `${phase} = ${JSON.stringify(text)}`);
  const lines = [
    `${found} ? "${state}" : "${name} was not found."`,
    `${job}.array_summary == null ? "" : "The job is an array: \${coalesce(${job}.array_summary, "(none)")}."`,
    JSON.stringify(OPENS[requires]),
    `lookup({ ${advice.join(", ")} }, ${found} ? (${job}.may_restart == true ? "restart" : coalesce(${job}.phase, "unknown")) : "missing", "")`,
    `${job}.error_log == null ? "" : "Its error log on the cluster: \${coalesce(${job}.error_log, "(none)")}"`,
  ];
  return `join("\\n", compact([${lines.join(", ")}]))`;
}
