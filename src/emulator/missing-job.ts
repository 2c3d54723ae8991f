import { type Answer, Refused } from "./answer";
import { emptyAnswer } from "./operation";
import type { OperationName, Scenario } from "./scenario";

/**
 * What is answered about a job that the scheduler does not know, in one of the forms that the service may have for it.
 * Throws {@link Refused} in those that are errors.
 */
export function missingJob(form: Scenario["missingJob"], operation: OperationName, jobId: string): Answer {
  switch (form) {
    case "agent-error":
      throw new Refused("AgentError", `The agent service request failed: Unknown Job Id ${jobId}`);
    case "empty-job-info":
      return emptyAnswer(operation);
    default:
      throw new Refused("InvalidParams", "The specified parameter JobId is invalid.");
  }
}
