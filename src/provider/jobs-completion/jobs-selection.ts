import type { JobSelection } from "../../ehpc/poll/poller";
import { parseTimestamp } from "../../notation/parse-timestamp";
import type { Diagnostic } from "../../plugin/author/diagnostic";
import { UNKNOWN } from "../../plugin/cty/value";
import type { ArgumentsOf, Unknowable } from "../../plugin/schema/attribute";
import { contradictions } from "../job/job-query";
import type { jobsCompletionAttributes } from "./jobs-completion-schema";

type Arguments = ArgumentsOf<typeof jobsCompletionAttributes>;

/** Which jobs a configuration means. Validation has seen that exactly one way is given. */
export function selectionOf({
  job_ids,
  array_job_id,
  job_name,
  name_regex,
  created_after,
}: Arguments): JobSelection {
  if (job_ids !== null) {
    return { kind: "ids", jobIds: job_ids };
  }
  if (array_job_id !== null) {
    return { kind: "array", arrayJobId: array_job_id };
  }
  return {
    kind: "name",
    // The service knows only whole seconds; round inwards.
    createdAfter: Math.ceil(created_after === null ? 0 : parseTimestamp(created_after)),
    ...(job_name !== null && { jobName: job_name }),
    ...(name_regex !== null && { nameRegex: name_regex }),
  };
}

/** Checks rules about more than one argument. An unknown value may turn out to be absent. */
export function jobsCompletionProblems(config: Unknowable<Arguments>): readonly Diagnostic[] {
  if (config === UNKNOWN) {
    return [];
  }
  return [...contradictions(config), ...selectionProblems(config)];
}

const WAYS =
  'Set exactly one of "job_ids", "array_job_id", and "job_name" or "name_regex" (with "created_after").';

function selectionProblems(config: Exclude<Unknowable<Arguments>, typeof UNKNOWN>): Diagnostic[] {
  const isSet = (name: keyof Arguments) => config[name] !== null && config[name] !== UNKNOWN;
  const mayBeSet = (name: keyof Arguments) => config[name] !== null;
  const byName = isSet("job_name") || isSet("name_regex");
  const ways = [isSet("job_ids"), isSet("array_job_id"), byName].filter(Boolean).length;
  if (ways > 1) {
    const path = isSet("array_job_id") ? "array_job_id" : isSet("job_name") ? "job_name" : "name_regex";
    const detail = `The arguments select jobs in ${ways} ways. ${WAYS}`;
    return [{ severity: "error", summary: "Conflicting Jobs", detail, path: [path] }];
  }
  const anyWay = (["job_ids", "array_job_id", "job_name", "name_regex"] as const).some(mayBeSet);
  if (!anyWay) {
    return [{ severity: "error", summary: "No Jobs", detail: `The arguments select no jobs. ${WAYS}` }];
  }
  if (byName && !mayBeSet("created_after")) {
    const path = isSet("job_name") ? "job_name" : "name_regex";
    const detail = `"${path}" needs "created_after": schedulers keep ended jobs, and jobs of the same name that ran earlier must not count.`;
    return [{ severity: "error", summary: "Missing Time", detail, path: [path] }];
  }
  if (!byName && isSet("created_after") && ways === 1) {
    const detail = '"created_after" only applies with "job_name" or "name_regex".';
    return [{ severity: "error", summary: "Unused Time", detail, path: ["created_after"] }];
  }
  return [];
}
