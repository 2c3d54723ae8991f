import { NotationError } from "../../notation/notation-error";
import { parseRequirement } from "../../notation/requirement";
import { isLiteral } from "../is-literal";

/**
 * How many of a gate's jobs have to end as it requires: all, one, a number of them, or a share in whole percent, which is
 * rounded up.
 */
export type GateShare = "all" | "any" | number | `${number}` | `${number}%`;

/**
 * Refuses a share that the provider would refuse, by the same rules, and a number that is higher than there are jobs. A
 * value that only Terraform knows is left to the provider.
 *
 * @param owner the gate, as messages name it: `JobGate "publish/swept"`
 * @param jobs how many there are, where that is known
 * @throws Error that says what would be right
 */
export function checkShare(owner: string, share: unknown, jobs: number | undefined): void {
  if (share === undefined || !isLiteral(share)) {
    return;
  }
  const requirement = requirementOf(share);
  if (requirement === undefined) {
    throw new Error(
      `${owner}: require must be "all", "any", a number of jobs from 1 such as 80, or a share from "1%" to "100%", ` +
        `not ${JSON.stringify(share)}.`,
    );
  }
  if (requirement.kind === "number" && jobs !== undefined && requirement.jobs > jobs) {
    throw new Error(
      `${owner}: require asks for ${requirement.jobs} jobs, and the gate is given ${jobs}. It would never open.`,
    );
  }
}

function requirementOf(share: unknown) {
  if (typeof share !== "string" && typeof share !== "number") {
    return undefined;
  }
  try {
    return parseRequirement(String(share));
  } catch (error) {
    if (error instanceof NotationError) {
      return undefined;
    }
    throw error;
  }
}

/**
 * The Terraform expression of how many jobs a share means.
 *
 * @param share as it stands in the configuration
 * @param total expression of the number of jobs
 */
export function jobsNeeded(share: string, total: string): string {
  const requirement = isLiteral(share) ? requirementOf(share) : undefined;
  switch (requirement?.kind) {
    case "all":
      return total;
    case "any":
      return "1";
    case "number":
      return String(requirement.jobs);
    case "share":
      return `ceil(${total} * ${requirement.percent} / 100)`;
    default:
      // The provider refuses a share of 0, and so does the gate: it needs a job at least.
      return (
        `max(1, "${share}" == "all" ? ${total} : "${share}" == "any" ? 1 : ` +
        `endswith("${share}", "%") ? ceil(${total} * tonumber(trimsuffix("${share}", "%")) / 100) : tonumber("${share}"))`
      );
  }
}
