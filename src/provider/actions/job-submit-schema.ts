import { type Attribute, type AttributeType, optional } from "../../plugin/schema/attribute";
import { submittedJobAttributes } from "../submitted-job/submitted-job-schema";

const {
  cluster_id,
  job_name,
  command_line,
  queue,
  run_as_user,
  run_as_user_password,
  priority,
  output_log,
  error_log,
  array_request,
  variables,
  wall_time,
  post_command_line,
  resources,
  token,
} = submittedJobAttributes;

/** The arguments of the action `ehpc_job_submit`: those of `ehpc_job` that describe the work. */
export const jobSubmitAttributes = {
  cluster_id,
  job_name,
  command_line,
  queue: argument(queue),
  run_as_user: argument(run_as_user),
  run_as_user_password,
  priority: argument(priority),
  output_log: argument(output_log),
  error_log: argument(error_log),
  array_request: argument(array_request),
  variables: optional(
    variables.type,
    "Environment variables of the job. Sensitive, because they often contain passwords and tokens.",
    { sensitive: true },
  ),
  wall_time,
  post_command_line,
  resources: argument(resources),
  token: optional(
    token.type,
    "Names this submission for good, such as `train-7`: 1 to 64 letters, digits, dots, hyphens and underscores. The action first looks for a job that was submitted with the same token and the same arguments, and submits none if there is one. Without it, each invocation submits a job.",
  ),
};

/** An action has no results, so nothing fills the argument in. */
function argument<Type extends AttributeType>({ type, description, sensitive = false }: Attribute<Type>) {
  return optional(type, description, { sensitive });
}
