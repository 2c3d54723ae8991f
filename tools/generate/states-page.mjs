// The page on states, from the vocabularies that the code reads them by.

/**
 * @param {object} options
 * @param {readonly object[]} options.vocabularies `VOCABULARIES` of src/notation/known-states.ts
 * @param {(state: string) => string} options.classifyState
 * @param {(state: string) => boolean} options.mayRestart
 * @returns {string} the page, in Markdown
 */
export function statesPage({ vocabularies, classifyState, mayRestart }) {
  const rows = vocabularies.flatMap(({ scheduler, states }) =>
    states.map((known) => row(scheduler, known, { classifyState, mayRestart })),
  );
  return [
    `---\npage_title: "States of jobs"\ndescription: |-\n  What the states of E-HPC, Slurm, PBS, LSF and Grid Engine mean here.\n---`,
    "# States of jobs",
    "E-HPC reports the state that the cluster's scheduler gives a job. `phase` (the attribute, and the function `job_phase`) sums it up in one word: `pending`, `running`, `succeeded`, `failed` or `unknown`. Only `succeeded` and `failed` are final. `unknown` opens no gate and ends no wait: if you know what such a state means, add it to `success_states` or `failure_states`.",
    "Letter case and repeated spaces do not matter, in these states and in the two lists. The lists win over this table.",
    [
      "| scheduler | state | phase | may restart | remark |",
      "| --- | --- | --- | --- | --- |",
      ...rows.map((cells) => `| ${cells.join(" | ")} |`),
    ].join("\n"),
    "A state that **may restart** looks final, but the scheduler may put the job back into its queue under the same ID.",
    "## Letters that mean two things",
    "Schedulers use the same letters for different states, and the service does not name the scheduler. The meaning furthest from success wins, in this order: pending, running, unknown, failed, succeeded. `F` is a failure in Slurm and any end in PBS, so it is `unknown`.",
    "## Several states at once",
    "Newer versions of Slurm print several states, separated by commas. The same order applies: a failure in the list is a failure, and a final state beside an unfinished or unknown one is not final. `COMPLETED,CANCELLED` is `failed`, `RUNNING,COMPLETING` and `FAILED,COMPLETING` are `running`, `PREEMPTED,REQUEUED` is `pending`.",
    "Slurm's flags stand beside a state. A flag of a job that waits or runs counts as such a state (`COMPLETED,STAGE_OUT` is `running`). `UPDATE_DB` changes nothing. `LAUNCH_FAILED` and `RECONFIG_FAIL` report a failure: a success beside one is `unknown` and opens no gate (`COMPLETED,LAUNCH_FAILED`), and a failure beside one is a failure that may restart.",
    "## Remarks and cut states",
    "A failure may have a remark (`CANCELLED by 1000`). `sacct` cuts states to ten characters and marks the cut with a `+` (`OUT_OF_ME+`): it is a failure if every state with this beginning is a failure. Every other cut state is `unknown`, `COMPLETED+` too.",
  ].join("\n\n");
}

const BESIDE = {
  note: "does not change what stands beside it",
  failure: "a success beside it is `unknown`, and a failure may restart",
};

function row(scheduler, { states, phase, accompanies, meaning }, { classifyState, mayRestart }) {
  const [read, ...others] = [...new Set(states.map((state) => classifyState(state)))];
  const [restarts] = states.map((state) => mayRestart(state));
  if (others.length > 0) {
    throw new Error(`${states.join(", ")} of ${scheduler} have several phases; give each a row.`);
  }
  const remarks = [
    meaning,
    accompanies && BESIDE[accompanies],
    read !== phase && `${phase} to ${scheduler}; other schedulers mean something else by it`,
  ];
  return [
    scheduler,
    states.map((state) => `\`${state}\``).join(", "),
    `\`${read}\``,
    restarts ? "yes" : "",
    remarks.filter(Boolean).join("; "),
  ];
}
