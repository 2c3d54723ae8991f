import { isLiteral } from "../is-literal";
import type { GateRequirement } from "./gate-message";
import { jobsNeeded } from "./gate-share";
import type { JobsTally } from "./jobs-tally";

const TOTAL = ["succeeded", "failed", "restart", "running", "pending", "unknown", "missing"]
  .map((stand) => `jobs.${stand}`)
  .join(" + ");

const REACHED: Readonly<Record<GateRequirement, string>> = {
  succeeded: "jobs.succeeded",
  finished: "jobs.succeeded + jobs.failed",
};

const WHAT: Readonly<Record<GateRequirement, string>> = {
  succeeded: "succeeded",
  finished: "ended, well or not",
};

/** How jobs stand that have not ended well, in the words of the message. */
const STANDS: Readonly<Record<string, string>> = {
  failed: "failed",
  restart: "in a state that the scheduler may take back",
  running: "running",
  pending: "pending",
  unknown: "in a state that the provider does not know",
  missing: "not found",
};

/** How many jobs a piece of advice names at most. */
const MOST_NAMES = 5;

/**
 * The text a user sees when a gate over several jobs refuses, as one Terraform expression: how many of how many have ended
 * as required, how the others stand, and what to do.
 *
 * As in `gateMessage`, it has no quotes outside of the expression and no line breaks in its source.
 *
 * @param require how many of the jobs, as it stands in the configuration: `all`, `any`, `80`, `80%`
 */
export function jobsGateMessage(tally: JobsTally, requires: GateRequirement, require: string): string {
  const counts = Object.entries(STANDS).map(([stand, words]) => `[jobs.${stand}, "${words}"]`);
  const told = `join(", ", [for one in [${counts.join(", ")}] : "\${one[0]} \${one[1]}" if one[0] > 0])`;
  const head = `"\${reached} of \${total} jobs on cluster \${jobs.cluster} have ${requires === "succeeded" ? "succeeded" : "ended"}\${told == "" ? "" : ": "}\${told}."`;
  // Where too many have failed, time does not help.
  const canOpen = requires === "succeeded" ? "total - jobs.failed >= needed" : "true";
  const lines = [
    bind("told", told, head),
    openingRule(requires, require),
    requires === "succeeded"
      ? advice(
          "failed",
          "Failed",
          "Find the cause in the error log, submit the job again and give the new job ID to the gate.",
        )
      : '""',
    `jobs.running + jobs.pending > 0 && ${canOpen} ? "Try again when enough jobs have ended, or let the gate wait for them (property wait)." : ""`,
    advice(
      "restart",
      "May be put back into the queue",
      "This is not an end yet: try again in a few minutes, or let the gate wait for it (property wait). Where the " +
        "scheduler never puts a job back, add the state to failureStates.",
    ),
    advice(
      "unknown",
      "Unknown",
      "The provider cannot tell what this state means. If it stands for success add it to successStates, if for failure " +
        "to failureStates.",
    ),
    advice(
      "missing",
      "Not found",
      "Check the ID. Schedulers forget a job some time after its end, and may list a task of an array only when it begins.",
    ),
  ];
  const text = `join("\\n", compact([${lines.join(", ")}]))`;
  const inner = bind("reached", REACHED[requires], bind("needed", jobsNeeded(require, "total"), text));
  return bind("jobs", tally, bind("total", TOTAL, inner));
}

function openingRule(requires: GateRequirement, require: string): string {
  const what = WHAT[requires];
  if (require === "all") {
    return JSON.stringify(`This gate opens only when all of them have ${what}.`);
  }
  const isShare = !isLiteral(require) || require.endsWith("%");
  return isShare
    ? `"This gate opens only when at least \${needed} of them (${require}) have ${what}."`
    : JSON.stringify(
        `This gate opens only when at least ${require === "any" ? "one" : require} of them have ${what}.`,
      );
}

/** Names the first few of the jobs that stand in a way, and says what to do. */
function advice(stand: string, title: string, text: string): string {
  const name = `"\${job.id} (\${job.state}\${job.log == "" ? "" : ", error log "}\${job.log})"`;
  const names = `[for job in jobs.others : ${name} if job.stand == "${stand}"]`;
  const more = `length(names) > ${MOST_NAMES} ? " and \${length(names) - ${MOST_NAMES}} more" : ""`;
  const first = `join(", ", [for index, name in names : name if index < ${MOST_NAMES}])`;
  return `jobs.${stand} > 0 ? ${bind("names", names, `"${title}: \${${first}}\${${more}}. ${text}"`)} : ""`;
}

/** An expression in which a name stands for the value of another. */
function bind(name: string, value: string, expression: string): string {
  return `[for ${name} in [${value}] : ${expression}][0]`;
}
