import type { EhpcErrorKind } from "../../base/errors";

/** What to do next about a failure, where it differs from the advice for a lookup. */
export const ADVICE: Readonly<Partial<Record<EhpcErrorKind, string>>> = {
  "invalid-params": "Correct the argument. Values are sent to the service exactly as written.",
  forbidden:
    "Grant the RAM user or role the actions ehpc:CreateJob, ehpc:StopJobs, ehpc:GetJob and ehpc:ListJobs on resource *.",
};
