import { graceProblem, intervalProblem, waitTimeProblem } from "../notation/wait-time";
import { isLiteral } from "./is-literal";

/** How long to wait, how often to look meanwhile, and how long an end has to last that may be taken back. */
export interface WaitTimes {
  readonly timeout?: string;
  readonly interval?: string;
  readonly requeueGrace?: string;
}

/** What the provider asks of each time, by its own rules. */
const PROBLEMS: Readonly<Record<keyof WaitTimes, (text: string) => string | undefined>> = {
  timeout: waitTimeProblem,
  interval: intervalProblem,
  requeueGrace: graceProblem,
};

/**
 * Refuses times that the provider would refuse, by the same rules. Values that only Terraform knows are left to the
 * provider.
 *
 * @param owner the construct that waits, as messages name it: `JobLookup "train"`
 * @throws Error that names the property and says what would be right
 */
export function checkWaitTimes(owner: string, times: WaitTimes): void {
  for (const [name, problemOf] of Object.entries(PROBLEMS)) {
    const given: unknown = times[name as keyof WaitTimes];
    if (given === undefined || !isLiteral(given)) {
      continue;
    }
    // A number of plain JavaScript does not say whether it means seconds or milliseconds.
    const problem =
      typeof given === "string" ? problemOf(given) : 'must be a duration in text, such as "90s" or "2h45m".';
    if (problem !== undefined) {
      throw new Error(`${owner}: wait.${name} ${problem} It is given as ${JSON.stringify(given)}.`);
    }
  }
}
