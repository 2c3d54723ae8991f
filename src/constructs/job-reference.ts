import { Token } from "cdktf";
import { clusterIdProblem } from "../notation/cluster-id";
import { jobIdProblem } from "../notation/job-id";
import { sharedStates } from "../notation/phase";
import { isLiteral } from "./is-literal";

/** Which job is meant, and how to read its state. */
export interface JobReference {
  /** ID of the cluster that the job was submitted to, such as `ehpc-hz-FYUr32abcd`. */
  readonly clusterId: string;
  /**
   * ID of the job as its scheduler gives it, such as `1.manager`, `10` or `1[3].manager`. It may be a value
   * that is known only after an apply; then the job is read during that apply.
   */
  readonly jobId: string;
  /**
   * States to take for success in addition to the well-known ones, compared without regard to case. They win
   * over the built-in classification.
   *
   * @default - only the well-known ones, such as `Completed` and `FINISHED`
   */
  readonly successStates?: string[];
  /**
   * States to take for failure in addition to the well-known ones, compared without regard to case. They win
   * over the built-in classification.
   *
   * @default - only the well-known ones, such as `Failed`
   */
  readonly failureStates?: string[];
}

/**
 * Refuses a reference whose cluster or job ID is missing or no string, a cluster ID with blanks, a job ID that no
 * scheduler gives to one job, and lists that hold what is no state or contradict each other. Values that only Terraform
 * knows are left to the provider, which applies the same rules.
 *
 * @param owner the construct that was given the reference, as messages name it: `JobLookup "train"`
 * @throws Error that says what is wrong and what would be right
 */
export function checkJobReference(owner: string, reference: JobReference): void {
  refuseEmptyIds(owner, reference);
  refuseOtherIds(owner, reference);
  refuseNoIds(owner, reference);
  checkStates(owner, reference);
}

type StateLists = Pick<JobReference, "successStates" | "failureStates">;

/**
 * Refuses lists that hold what is no state, or contradict each other.
 *
 * @throws Error that says what is wrong
 */
export function checkStates(owner: string, lists: StateLists): void {
  refuseNoStates(owner, lists);
  refuseSharedStates(owner, lists);
}

function refuseEmptyIds(owner: string, reference: JobReference): void {
  const empty = (["clusterId", "jobId"] as const).filter((name) => isEmpty(reference[name]));
  if (empty.length > 0) {
    throw new Error(
      `${owner}: ${empty.join(" and ")} must not be empty. A job is found by the ID of its cluster ` +
        'and its own, for example clusterId: "ehpc-hz-FYUr32abcd" with jobId: "1.manager".',
    );
  }
}

// Plain JavaScript, or a process.env value behind an assertion, can bring undefined here.
function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}

// Plain JavaScript can bring a number, as job IDs of some schedulers look like one.
function refuseOtherIds(owner: string, reference: JobReference): void {
  for (const name of ["clusterId", "jobId"] as const) {
    const id: unknown = reference[name];
    if (typeof id !== "string" && !Token.isUnresolved(id)) {
      throw new Error(`${owner}: ${name} must be a string; it is given as ${typeof id}.`);
    }
  }
}

function refuseNoIds(owner: string, reference: JobReference): void {
  for (const [name, problemOf] of Object.entries({ clusterId: clusterIdProblem, jobId: jobIdProblem })) {
    const id = reference[name as "clusterId" | "jobId"];
    const problem = isLiteral(id) ? problemOf(id) : undefined;
    if (problem !== undefined) {
      throw new Error(`${owner}: ${name} ${problem} It is given as ${JSON.stringify(id.slice(0, 80))}.`);
    }
  }
}

function refuseNoStates(owner: string, reference: StateLists): void {
  for (const name of ["successStates", "failureStates"] as const) {
    const states: unknown = reference[name];
    if (states === undefined || Token.isUnresolved(states)) {
      continue;
    }
    if (!Array.isArray(states)) {
      throw new Error(`${owner}: ${name} must be a list of states, not ${JSON.stringify(states)}.`);
    }
    const none = states.find((state) => !Token.isUnresolved(state) && !isState(state));
    if (none !== undefined) {
      throw new Error(
        `${owner}: ${name} must hold states in words such as "Completed", not ${JSON.stringify(none)}.`,
      );
    }
  }
}

function isState(state: unknown): boolean {
  return typeof state === "string" && state.trim() !== "";
}

function refuseSharedStates(owner: string, { successStates, failureStates }: StateLists): void {
  const shared = sharedStates(literalStates(successStates), literalStates(failureStates));
  if (shared.length > 0) {
    throw new Error(
      `${owner}: successStates and failureStates both list ${shared.join(", ")}. ` +
        "A state (compared without regard to case) can mean success or failure, not both.",
    );
  }
}

function literalStates(states: string[] | undefined): string[] {
  return states === undefined || Token.isUnresolved(states)
    ? []
    : states.filter((state) => !Token.isUnresolved(state));
}
