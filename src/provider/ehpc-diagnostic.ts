import type { EhpcError, EhpcErrorKind } from "../base/errors";
import { type AttributePath, DiagnosticError } from "../plugin/author/diagnostic";

/** The summary of a kind of failure, and what a user can do about it. */
interface Advice {
  readonly summary: string;
  readonly next: string;
  /** The argument that the failure concerns. */
  readonly path?: AttributePath;
}

/** What a user can do about each kind of failure. The error catalogue shows the same. */
export const EHPC_ADVICE: Readonly<Record<EhpcErrorKind, Advice>> = {
  "invalid-params": {
    summary: "Invalid Parameter",
    next: "Correct the argument. IDs are sent to the service exactly as written.",
  },
  "invalid-cluster-status": {
    summary: "Cluster Not Ready",
    next: "Wait until the cluster is running, then plan again. A released cluster can no longer be read.",
    path: ["cluster_id"],
  },
  "cluster-not-found": {
    summary: "Cluster Not Found",
    next: 'Check "cluster_id" and the provider\'s "region": each region knows only its own clusters.',
    path: ["cluster_id"],
  },
  "job-not-found": {
    summary: "Job Not Found",
    next: 'Check "job_id" (data.ehpc_jobs lists the IDs). Schedulers forget a job some time after it ends. If that may have happened, set "allow_missing = true"; "found" is then false. To destroy a stack that reads such a job, run terraform destroy -refresh=false.',
    path: ["job_id"],
  },
  "wrong-job": {
    summary: "Response About Another Job",
    next: 'Check "job_id", and check whether a proxy or cache between this machine and the service mixes up responses. Quote the request ID in a support ticket.',
    path: ["job_id"],
  },
  "job-changed": {
    summary: "Job ID Reused",
    next: 'Schedulers reuse job IDs, so this ID no longer shows how the original job ended. Check "job_id". If it is the same job with a new name, run Terraform again.',
    path: ["job_id"],
  },
  "array-undecided": {
    summary: "Incomplete Array",
    next: 'Set "job_id" to the ID of a task, and read each task separately (data.ehpc_jobs lists them).',
    path: ["job_id"],
  },
  "service-fault": {
    summary: "E-HPC Service Fault",
    next: 'Plan again in a minute. If it persists, check the state of the cluster in the console, and quote the request ID in a support ticket. With a higher "max_retry_timeout", the provider retries longer.',
  },
  unavailable: {
    summary: "E-HPC Unavailable",
    next: 'Plan again in a minute. With a higher "max_retry_timeout", the provider retries longer.',
  },
  throttled: {
    summary: "Requests Throttled",
    next: 'Plan with a lower -parallelism, or set a higher "max_retry_timeout" in the provider block.',
  },
  "invalid-access-key": {
    summary: "Invalid Access Key",
    next: 'Check the provider\'s "access_key" or the environment variable that it comes from (ALICLOUD_ACCESS_KEY takes precedence over ALIBABA_CLOUD_ACCESS_KEY_ID). The key must be enabled.',
  },
  "invalid-security-token": {
    summary: "Invalid Security Token",
    next: 'Get new temporary credentials. The access key, its secret and "security_token" must come from the same call.',
  },
  "signature-mismatch": {
    summary: "Wrong Secret Key",
    next: 'Check the provider\'s "secret_key" or the environment variable that it comes from (ALICLOUD_SECRET_KEY takes precedence over ALIBABA_CLOUD_ACCESS_KEY_SECRET). It must be the secret of the access key in use.',
  },
  "clock-skew": {
    summary: "Wrong Clock",
    next: "Set the clock of this machine, for example with NTP. The service accepts a difference of 15 minutes.",
  },
  forbidden: {
    summary: "Not Authorized",
    next: "Grant the RAM user or role the action ehpc:GetJob on resource *.",
  },
  "unknown-host": {
    summary: "Unknown Endpoint",
    next: 'Check the provider\'s "region" or "endpoint", and check whether this machine can resolve public host names.',
  },
  unreachable: {
    summary: "Endpoint Unreachable",
    next: 'Check the provider\'s "endpoint" or "region", and check the firewalls between this machine and the endpoint.',
  },
  proxy: {
    summary: "Unusable Proxy",
    next: "Correct the environment variable of the proxy, or add the endpoint's host to NO_PROXY if it is reachable directly. A user name and password go before the host, percent-encoded: http://user:password@proxy.example.com:3128.",
  },
  tls: {
    summary: "Untrusted Endpoint",
    next: "Check the clock of this machine, and check whether a proxy or firewall replaces certificates. If it does, set SSL_CERT_FILE or NODE_EXTRA_CA_CERTS to a file with its CA certificate.",
  },
  timeout: {
    summary: "Request Timed Out",
    next: 'Plan again. If the network is slow, set a higher "client_read_timeout" or "client_connect_timeout" (milliseconds) in the provider block.',
  },
  "bad-answer": {
    summary: "Unexpected Response",
    next: 'Check the provider\'s "endpoint" or "region", and check whether a proxy or firewall responds instead of the service. If E-HPC itself sends this response, quote the request ID in a support ticket.',
  },
  credentials: {
    summary: "No Usable Credentials",
    next: 'Set "access_key" and "secret_key" of the provider, or the environment variables ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET (and ALIBABA_CLOUD_SECURITY_TOKEN with temporary credentials).',
  },
  configuration: {
    summary: "Invalid Provider Configuration",
    next: "Correct the provider's configuration or the environment variable.",
  },
  "submission-uncertain": {
    summary: "Submission Uncertain",
    next: "Run Terraform again: it looks for the job first, and submits another only if there is none.",
  },
  aborted: { summary: "Request Interrupted", next: "Run Terraform again." },
  other: {
    summary: "E-HPC Refused the Request",
    next: "Look up the code on the service's troubleshooting page, or quote the request ID in a support ticket.",
  },
};

/**
 * Turns a failure of the API into a diagnostic. This is the only place that does.
 *
 * @param ownAdvice what to do next, for kinds where it differs from the advice for a lookup
 */
export function ehpcDiagnosticError(
  error: EhpcError,
  attempted: string,
  place: string,
  ownAdvice: Readonly<Partial<Record<EhpcErrorKind, string>>> = {},
): DiagnosticError {
  const { summary, next: usual, path = pathOf(error.parameter) } = EHPC_ADVICE[error.kind];
  const next = ownAdvice[error.kind] ?? usual;
  return new DiagnosticError({
    summary,
    detail: `Could not ${attempted} at ${place}.\n\n${error.message}\n\n${next}`,
    ...(path && { path }),
  });
}

/** The argument for a parameter of the service. */
function pathOf(parameter: string | null): AttributePath | undefined {
  if (parameter === "ClusterId") {
    return ["cluster_id"];
  }
  if (parameter === "JobId") {
    return ["job_id"];
  }
  return undefined;
}
