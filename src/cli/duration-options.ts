import { InvalidArgumentError } from "commander";
import { graceProblem, intervalProblem, waitTimeProblem } from "../notation/wait-time";

/** Reads the value of an option that is a time to wait. Throws `InvalidArgumentError` for any other. */
export function waitTime(text: string): string {
  return accepted(text, waitTimeProblem(text));
}

/** Reads the value of an option that is a time between two reads. Throws `InvalidArgumentError` for any other. */
export function interval(text: string): string {
  return accepted(text, intervalProblem(text));
}

/** Reads the value of an option that is a requeue grace. Throws `InvalidArgumentError` for any other. */
export function grace(text: string): string {
  return accepted(text, graceProblem(text));
}

function accepted(text: string, problem: string | undefined): string {
  if (problem === undefined) {
    return text;
  }
  throw new InvalidArgumentError(`The value ${problem}`);
}
