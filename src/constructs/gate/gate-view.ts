import type { Construct } from "constructs";
import type { DataEhpcJobs } from "../bindings/data-ehpc-jobs";
import { renderedLookup } from "../rendered-lookup";
import { isLookup, type JobsSource } from "./gate-jobs";
import type { GateRequirement } from "./gate-message";
import { addressOf, lookupsIn, repeats } from "./jobs-selection";
import { type JobsTally, tallyOfLists, tallyOfLookups } from "./jobs-tally";
import { SelectedJobs } from "./selected-jobs";

/**
 * An expression that has to hold, and that of the text that says why it does not. They are made late, because names in
 * Terraform may still be overridden.
 */
export interface Reason {
  holds(): string;
  message(): string;
}

/**
 * What a gate that is decided when Terraform plans sees of its jobs, as expressions. They are short where Terraform shows
 * them: it prints a condition that does not hold.
 */
export interface GateView {
  /** The number of jobs. */
  readonly total: string;
  /** The number of jobs that have ended as required. */
  readonly reached: string;
  readonly tally: JobsTally;
  /** A list of IDs that say which jobs, or which lists of jobs, these are. */
  readonly ids: string;
}

/**
 * Makes what a gate has to read by itself.
 *
 * @returns what has to hold before jobs are counted, and how to see them
 */
export function viewOf(
  gate: Construct,
  source: JobsSource,
  requires: GateRequirement,
): { beforehand: readonly Reason[]; see: () => GateView } {
  if (source.kind === "each" && source.jobs.every(isLookup)) {
    return { beforehand: [], see: () => viewOfLookups(source, requires) };
  }
  const list = source.kind === "list" ? source.list : new SelectedJobs(gate, "jobs", source);
  return { beforehand: reasonsOfList(list), see: () => viewOfList(list, requires) };
}

function viewOfLookups(source: JobsSource, requires: GateRequirement): GateView {
  const lookups = lookupsIn(source);
  const isRepeated = (lookup: (typeof lookups)[number]) => repeats(renderedLookup(lookup));
  const single = lookups.filter((lookup) => !isRepeated(lookup)).map(addressOf);
  const repeated = lookups.filter(isRepeated).map(addressOf);
  const all = [...(single.length > 0 ? [`[${single.join(", ")}]`] : []), ...repeated];
  const each = (expression: string, filter = "") => {
    const lists = all.map((jobs) => `[for job in ${jobs} : ${expression}${filter}]`);
    return lists.length === 1 ? String(lists[0]) : `concat(${lists.join(", ")})`;
  };
  const ended =
    requires === "succeeded"
      ? 'job.phase == "succeeded"'
      : "job.finished == true && job.may_restart == false";
  return {
    total: repeated.length === 0 ? String(single.length) : `length(${each("1")})`,
    reached: `length(${each("1", ` if ${ended}`)})`,
    tally: tallyOfLookups(each),
    ids: each("job.id"),
  };
}

function viewOfList(list: DataEhpcJobs, requires: GateRequirement): GateView {
  const lists = listsOf(list);
  const sum = (expression: (list: string) => string) =>
    lists.isOne
      ? expression(lists.address)
      : `sum(concat([0], [for list in ${lists.address} : ${expression("list")}]))`;
  return {
    total: sum((each) => `length(${each}.task_ids)`),
    reached: sum((each) =>
      requires === "succeeded"
        ? `${each}.counts.succeeded`
        : `${each}.counts.succeeded + ${each}.counts.failed - ${each}.counts.may_restart`,
    ),
    tally: tallyOfLists(lists.all),
    ids: `[for list in ${lists.all} : list.id]`,
  };
}

/** What has to hold before the jobs of a list may be taken for all that there are. */
export function reasonsOfList(list: DataEhpcJobs): readonly Reason[] {
  const every = ({ address, isOne }: Lists, condition: (list: string) => string) =>
    isOne ? condition(address) : `alltrue([for list in ${address} : ${condition("list")}])`;
  return [
    {
      holds: () => {
        const lists = listsOf(list);
        const isThere = lists.isOne ? "" : `length([for list in ${lists.address} : 1]) > 0 && `;
        return `${isThere}${every(lists, (each) => `length(${each}.task_ids) > 0`)}`;
      },
      message: () =>
        JSON.stringify(
          `The gate has no job: ${listsOf(list).address} lists none. A gate opens only when jobs have ended as required, so it ` +
            "stays shut. Check the cluster and what the list filters by.",
        ),
    },
    {
      holds: () =>
        every(
          listsOf(list),
          (each) => `${each}.complete == true && coalesce(${each}.status, "all") == "all"`,
        ),
      message: () => {
        const { address, all } = listsOf(list);
        const leftOut = `coalesce(list.status, "all") == "all" ? [] : [${JSON.stringify(LEFT_OUT)}]`;
        const doubts = `join(" ", flatten([for list in ${all} : concat(list.gaps, ${leftOut})]))`;
        return `"It is not certain that ${address} lists all jobs, so the gate stays shut. \${${doubts}}"`;
      },
    },
  ];
}

const LEFT_OUT = "It leaves out jobs by their status. Remove status from the list.";

interface Lists {
  readonly address: string;
  /** What can be gone through. */
  readonly all: string;
  readonly isOne: boolean;
}

/** Where a list stands in Terraform: one, or one for each of its instances. */
export function listsOf(list: DataEhpcJobs): Lists {
  const address = `data.${list.terraformResourceType}.${list.friendlyUniqueId}`;
  const { count, for_each } = list.toTerraform().data[list.terraformResourceType][list.friendlyUniqueId];
  const isOne = count === undefined && for_each === undefined;
  return { address, all: isOne ? `[${address}]` : address, isOne };
}
