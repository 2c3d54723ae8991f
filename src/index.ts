import "./constructs/installed-kit";

export { DataEhpcJob, type DataEhpcJobConfig } from "./constructs/bindings/data-ehpc-job";
export { DataEhpcJobLog, type DataEhpcJobLogConfig } from "./constructs/bindings/data-ehpc-job-log";
export {
  DataEhpcJobs,
  type DataEhpcJobsConfig,
  type DataEhpcJobsSort,
} from "./constructs/bindings/data-ehpc-jobs";
export { JobCompletion, type JobCompletionConfig } from "./constructs/bindings/job-completion";
export { JobsCompletion, type JobsCompletionConfig } from "./constructs/bindings/jobs-completion";
export type { JobGateWait } from "./constructs/gate/gate-at-apply";
export type { GateJobs, JobsReference } from "./constructs/gate/gate-jobs";
export type { GateRequirement } from "./constructs/gate/gate-message";
export type { GateShare } from "./constructs/gate/gate-share";
export {
  type AnyGateProps,
  JobGate,
  type JobGateProps,
  type JobsGateProps,
  type LookupGateProps,
  type ReferenceGateProps,
} from "./constructs/gate/job-gate";
export { Job, type JobProps, type RequestedJobResources } from "./constructs/job";
export type { JobReference } from "./constructs/job-reference";
export * from "./constructs/kit/further-exports";
export {
  JobLookup,
  type JobLookupProps,
  type JobLookupWait,
  type LookupAim,
  type NamedJobLookupProps,
} from "./constructs/lookup/job-lookup";
export {
  EhpcProvider,
  type EhpcProviderAssumeRole,
  type EhpcProviderAssumeRoleWithOidc,
  type EhpcProviderConfig,
} from "./constructs/provider/ehpc-provider";
