export { EphemeralEhpcJobLog, type EphemeralEhpcJobLogConfig } from "../bindings/ephemeral-ehpc-job-log";
export { EhpcFunctions } from "./ehpc-functions";
