export { DataEhpcJob, type DataEhpcJobConfig } from "./constructs/bindings/data-ehpc-job";
export type { EhpcProviderConfig } from "./constructs/bindings/provider";
export { EhpcProvider } from "./constructs/ehpc-provider";
export type { GateRequirement } from "./constructs/gate-message";
export { JobGate, type JobGateProps } from "./constructs/job-gate";
export { JobLookup, type JobLookupProps } from "./constructs/job-lookup";
