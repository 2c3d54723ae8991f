import { type Answer, Refused } from "../http/answer";
import type { OperationName, Scenario } from "../scenario/scenario";
import { emptyAnswer } from "./operation";

/**
 * The response for a job that the scheduler does not know, in one of the forms that the service may use. Throws
 * {@link Refused} for a form that is an error.
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
