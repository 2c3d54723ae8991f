/**
 * The Terraform expression of an object that says how the jobs of a gate stand, for its message:
 *
 * | attribute | meaning |
 * | --- | --- |
 * | `cluster` | the clusters |
 * | `succeeded`, `failed` | how many have ended |
 * | `restart` | how many stand in an end that the scheduler may take back |
 * | `running`, `pending`, `unknown`, `missing` | how many have not ended, as far as is known |
 * | `others` | the jobs that have not succeeded: `id`, `stand` (one of these attributes), `state` and `log` |
 */
export type JobsTally = string;

/** How a job stands that is known to be there. An end that the scheduler may take back is none yet. */
const STAND = '(job.may_restart == true ? "restart" : coalesce(job.phase, "unknown"))';

const STANDS = ["succeeded", "failed", "restart", "running", "pending", "missing"];

/**
 * How the jobs of lists stand.
 *
 * @param lists expression of what is gone through: a list of `data.ehpc_jobs`, or all instances of one
 */
export function tallyOfLists(lists: string): JobsTally {
  const each = (expression: string) => `[for list in ${lists} : ${expression}]`;
  const sum = (expression: string) => `sum(concat([0], ${each(expression)}))`;
  const others = [
    `[for job in list.jobs : ${row(STAND)} if job.phase != "succeeded"]`,
    '[for id in list.unlisted_ids : { id = id, stand = "missing", state = "not listed", log = "" }]',
  ];
  return object({
    cluster: `join(", ", distinct(${each("list.cluster_id")}))`,
    succeeded: sum("list.counts.succeeded"),
    failed: sum("list.counts.failed - list.counts.may_restart"),
    restart: sum("list.counts.may_restart"),
    running: sum("list.counts.running"),
    pending: sum("list.counts.pending"),
    unknown: sum("list.counts.unknown - length(list.unlisted_ids)"),
    missing: sum("length(list.unlisted_ids)"),
    others: `flatten(${each(`concat(${others.join(", ")})`)})`,
  });
}

/**
 * How looked-up jobs stand.
 *
 * @param each gives the expression of a list that has the value of an expression about `job` for each job
 */
export function tallyOfLookups(each: (expression: string) => string): JobsTally {
  const stand = `job.found == true ? ${STAND} : "missing"`;
  const count = (condition: string) => `length([for stand in ${each(stand)} : stand if ${condition}])`;
  const counts = STANDS.map((name) => [name, count(`stand == "${name}"`)]);
  return object({
    cluster: `join(", ", distinct(${each("job.cluster_id")}))`,
    ...Object.fromEntries(counts),
    unknown: count(`!contains(${JSON.stringify(STANDS)}, stand)`),
    others: `[for job in ${each(row(stand))} : job if job.stand != "succeeded"]`,
  });
}

/** What of a job a message may show. */
function row(stand: string): string {
  return (
    `{ id = coalesce(job.job_id, "(none)"), stand = ${stand}, state = coalesce(job.state, "no state"), ` +
    'log = job.error_log == null ? "" : job.error_log }'
  );
}

function object(attributes: Readonly<Record<string, string>>): string {
  return `{ ${Object.entries(attributes)
    .map(([name, expression]) => `${name} = ${expression}`)
    .join(", ")} }`;
}
