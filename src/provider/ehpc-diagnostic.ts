import type { EhpcError, EhpcErrorKind } from "../base/errors";
import { type AttributePath, DiagnosticError } from "../plugin/author/diagnostic";

/** What a kind of failure is called, and what a user can do about it. */
interface Advice {
  readonly summary: string;
  readonly next: string;
  /** The argument of the lookup that is concerned. */
  readonly path?: AttributePath;
}

const ADVICE: Readonly<Record<EhpcErrorKind, Advice>> = {
  "invalid-params": {
    summary: "Invalid Parameter",
    next: "Correct the argument. IDs are passed to the service exactly as written.",
  },
  "invalid-cluster-status": {
    summary: "Cluster Not Ready",
    next: "Wait until the cluster is running, then plan again; a cluster that was released stays unreadable.",
    path: ["cluster_id"],
  },
  "cluster-not-found": {
    summary: "Cluster Not Found",
    next: 'Check "cluster_id", and that the provider\'s "region" is the one the cluster is in: each region knows only its own clusters.',
    path: ["cluster_id"],
  },
  "job-not-found": {
    summary: "Job Not Found",
    next: 'Check "job_id" (data.ehpc_jobs lists the IDs). Schedulers forget a job some time after it has ended; set "allow_missing = true" where that may have happened: "found" is false then. To remove a stack that reads such a job, terraform destroy -refresh=false.',
    path: ["job_id"],
  },
  "wrong-job": {
    summary: "Answer About Another Job",
    next: 'Check "job_id", and whether a proxy or cache between this machine and the service mixes up answers. To quote in a ticket: the request ID.',
    path: ["job_id"],
  },
  "job-changed": {
    summary: "Another Job Under the ID",
    next: 'Schedulers give IDs again, so how the job ended that was waited for is not to be learnt under this ID any more. Check "job_id". If it is the same job, under a new name, run Terraform again.',
    path: ["job_id"],
  },
  "array-undecided": {
    summary: "Array Not Known as a Whole",
    next: 'Give "job_id" the ID of one task, and read each task by itself (data.ehpc_jobs lists them).',
    path: ["job_id"],
  },
  "service-fault": {
    summary: "E-HPC Service Fault",
    next: 'Plan again in a minute. If it stays, look at the cluster\'s state in the console and quote the request ID in a ticket. A higher "max_retry_timeout" of the provider waits longer.',
  },
  unavailable: {
    summary: "E-HPC Not Available",
    next: 'Plan again in a minute. A higher "max_retry_timeout" of the provider waits longer.',
  },
  throttled: {
    summary: "E-HPC Throttles Requests",
    next: 'Plan with a lower -parallelism, or give the provider a higher "max_retry_timeout".',
  },
  "invalid-access-key": {
    summary: "Invalid Access Key",
    next: 'Check the provider\'s "access_key" or the environment variable that it came from (ALICLOUD_ACCESS_KEY comes before ALIBABA_CLOUD_ACCESS_KEY_ID); the key must be enabled.',
  },
  "invalid-security-token": {
    summary: "Invalid Security Token",
    next: 'Get new temporary credentials: access key, secret and "security_token" must come from one and the same call.',
  },
  "signature-mismatch": {
    summary: "Wrong Secret Key",
    next: 'Check the provider\'s "secret_key" or the environment variable that it came from (ALICLOUD_SECRET_KEY comes before ALIBABA_CLOUD_ACCESS_KEY_SECRET): it must be the secret of the access key in use.',
  },
  "clock-skew": {
    summary: "Wrong Clock",
    next: "Set this machine's clock (the service accepts 15 minutes of difference), for instance with NTP.",
  },
  forbidden: {
    summary: "Not Authorized",
    next: "Grant the RAM user or role the action ehpc:GetJob on resource *.",
  },
  "unknown-host": {
    summary: "Unknown Endpoint",
    next: 'Check the provider\'s "region" (or "endpoint"), and that this machine can resolve names of the internet.',
  },
  unreachable: {
    summary: "Endpoint Not Reachable",
    next: 'Check the provider\'s "endpoint" or "region", and firewalls between this machine and it.',
  },
  proxy: {
    summary: "Proxy Not Usable",
    next: "Correct the environment variable of the proxy, or name the endpoint's host in NO_PROXY if it can be reached directly. A user name and password stand before the host, percent-encoded: http://user:password@proxy.example.com:3128.",
  },
  tls: {
    summary: "Endpoint Not Trusted",
    next: "Check the clock, and whether a proxy or firewall replaces certificates: name a file with its CA in SSL_CERT_FILE or NODE_EXTRA_CA_CERTS.",
  },
  timeout: {
    summary: "No Answer in Time",
    next: 'Plan again; if the network is slow, give the provider a higher "client_read_timeout" or "client_connect_timeout" (milliseconds).',
  },
  "bad-answer": {
    summary: "Not an Answer of E-HPC",
    next: 'Check the provider\'s "endpoint" or "region", and whether a proxy or firewall answers in place of the service. If E-HPC itself answers so, quote the request ID in a ticket.',
  },
  credentials: {
    summary: "No Usable Credentials",
    next: 'Set "access_key" and "secret_key" of the provider, or the environment variables ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET (and ALIBABA_CLOUD_SECURITY_TOKEN with temporary credentials).',
  },
  configuration: {
    summary: "Invalid Provider Configuration",
    next: "Correct the provider's configuration or the environment variable.",
  },
  aborted: { summary: "Request Interrupted", next: "Run Terraform again." },
  other: {
    summary: "E-HPC Refused the Request",
    next: "The service's troubleshooting page explains its codes; quote the request ID in a ticket.",
  },
};

/**
 * The one place where a failure of the API becomes what the user reads.
 *
 * @param ownAdvice what to do next, for kinds in which it is not what a lookup's user does
 */
export function ehpcDiagnosticError(
  error: EhpcError,
  attempted: string,
  place: string,
  ownAdvice: Readonly<Partial<Record<EhpcErrorKind, string>>> = {},
): DiagnosticError {
  const { summary, next: usual, path = pathOf(error.parameter) } = ADVICE[error.kind];
  const next = ownAdvice[error.kind] ?? usual;
  return new DiagnosticError({
    summary,
    detail: `Could not ${attempted} at ${place}.\n\n${error.message}\n\n${next}`,
    ...(path && { path }),
  });
}

/** The argument that carries a parameter of the service. */
function pathOf(parameter: string | null): AttributePath | undefined {
  if (parameter === "ClusterId") return ["cluster_id"];
  if (parameter === "JobId") return ["job_id"];
  return undefined;
}
