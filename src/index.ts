export { DataEhpcJob, type DataEhpcJobConfig } from "./constructs/bindings/data-ehpc-job";
export { DataEhpcJobLog, type DataEhpcJobLogConfig } from "./constructs/bindings/data-ehpc-job-log";
export {
  DataEhpcJobs,
  type DataEhpcJobsConfig,
  type DataEhpcJobsSort,
} from "./constructs/bindings/data-ehpc-jobs";
export { JobCompletion, type JobCompletionConfig } from "./constructs/bindings/job-completion";
export { JobsCompletion, type JobsCompletionConfig } from "./constructs/bindings/jobs-completion";
export type {
  EhpcProviderAssumeRole,
  EhpcProviderAssumeRoleWithOidc,
  EhpcProviderConfig,
} from "./constructs/bindings/provider";
export { EhpcProvider } from "./constructs/ehpc-provider";
export type { JobGateWait } from "./constructs/gate-at-apply";
export type { GateJobs, JobsReference } from "./constructs/gate-jobs";
export type { GateRequirement } from "./constructs/gate-message";
export type { GateShare } from "./constructs/gate-share";
export { Job, type JobProps, type RequestedJobResources } from "./constructs/job";
export { JobGate, type JobGateProps } from "./constructs/job-gate";
export {
  JobLookup,
  type JobLookupProps,
  type JobLookupWait,
  type LookupAim,
  type NamedJobLookupProps,
} from "./constructs/job-lookup";
export type { JobReference } from "./constructs/job-reference";
