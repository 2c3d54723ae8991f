import { graceProblem, intervalProblem, waitTimeProblem } from "../notation/wait-time";
import { type AttributeType, refine, string } from "../plugin/schema/attribute";

/** A time span in Terraform's form, such as `90s` or `2h45m`. */
export const duration: AttributeType<string> = refine(string, waitTimeProblem);

/** The time between two reads, in the same form. */
export const interval: AttributeType<string> = refine(string, intervalProblem);

/** The grace period for a state that the scheduler may requeue, in the same form; `0s` means none. */
export const grace: AttributeType<string> = refine(string, graceProblem);
