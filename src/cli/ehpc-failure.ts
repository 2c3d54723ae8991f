import type { EhpcError, EhpcErrorKind } from "../base/errors";
import { CommandError, ExitCode } from "./terminal/terminal";

/** The exit code for a kind of failure, and what a user can do about it. */
type Ending = readonly [exitCode: CommandError["exitCode"], next?: string];

const SET_CREDENTIALS =
  "Set the environment variables ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, and for temporary credentials also ALIBABA_CLOUD_SECURITY_TOKEN.";
const TRY_AGAIN = "Try again in a minute.";
const CHECK_ENDPOINT =
  "Check --region or --endpoint, and check the firewalls and proxies between this computer and the service.";

/** What to do about a sign-in method other than the access key. */
const SIGN_IN: Readonly<Record<string, string>> = {
  profile: "Correct --profile, the environment variable ALIBABA_CLOUD_PROFILE, or the file.",
  sharedCredentialsFile: "Correct the environment variable ALIBABA_CLOUD_CREDENTIALS_FILE, or the file.",
  ecsRoleName:
    "Check the environment variable ALIBABA_CLOUD_ECS_METADATA. This computer must be an ECS instance, and the role must be attached to it.",
  credentialsUri:
    "Check the environment variable ALIBABA_CLOUD_CREDENTIALS_URI. The service at that URL must be running.",
  assumeRole:
    "Check the environment variable ALIBABA_CLOUD_ROLE_ARN: the role must exist, and its trust policy must let these credentials assume it.",
  assumeRoleWithOidc:
    "Check the environment variables ALIBABA_CLOUD_OIDC_*: the role must trust the OIDC provider, and the token must come from that provider and must not have expired.",
};

/** A wrong setting is `usage`, even if only the service can detect it. Any other failure is `service`. */
const ENDINGS: Readonly<Record<EhpcErrorKind, Ending>> = {
  "invalid-params": [ExitCode.usage, "Correct the argument. IDs are sent to the service exactly as written."],
  credentials: [ExitCode.usage, SET_CREDENTIALS],
  configuration: [ExitCode.usage],
  "invalid-access-key": [ExitCode.usage, SET_CREDENTIALS],
  "invalid-security-token": [ExitCode.usage, SET_CREDENTIALS],
  "signature-mismatch": [ExitCode.usage, SET_CREDENTIALS],
  "clock-skew": [ExitCode.usage, "Set the clock of this computer."],
  forbidden: [
    ExitCode.usage,
    "Grant the RAM user or role the actions ehpc:GetJob, ehpc:ListJobs and ehpc:GetJobLog on resource *.",
  ],
  "job-not-found": [ExitCode.notFound, "Check --job. Schedulers forget a job some time after it ends."],
  "wrong-job": [ExitCode.service, CHECK_ENDPOINT],
  "job-changed": [
    ExitCode.notFound,
    "Schedulers reuse job IDs. Check --job. If it is the same job with a new name, run the command again.",
  ],
  "cluster-not-found": [
    ExitCode.notFound,
    "Check --cluster and --region: each region knows only its own clusters.",
  ],
  "invalid-cluster-status": [ExitCode.service, "Wait until the cluster is running."],
  "array-undecided": [ExitCode.service, "Set --job to the ID of one task; the command list prints them."],
  "service-fault": [ExitCode.service, TRY_AGAIN],
  unavailable: [ExitCode.service, TRY_AGAIN],
  throttled: [ExitCode.service, TRY_AGAIN],
  "unknown-host": [ExitCode.service, CHECK_ENDPOINT],
  unreachable: [ExitCode.service, CHECK_ENDPOINT],
  proxy: [
    ExitCode.service,
    "Correct the environment variable of the proxy, or add the endpoint's host to NO_PROXY if it is reachable directly.",
  ],
  tls: [
    ExitCode.service,
    "Check the clock of this computer, and check whether a proxy replaces certificates. If it does, set SSL_CERT_FILE or NODE_EXTRA_CA_CERTS to a file with its CA certificate.",
  ],
  timeout: [ExitCode.service, TRY_AGAIN],
  "bad-answer": [
    ExitCode.service,
    `${CHECK_ENDPOINT} If E-HPC itself sends this response, quote the request ID in a support ticket.`,
  ],
  "submission-uncertain": [
    ExitCode.service,
    "Look for the job with the command list before submitting it again.",
  ],
  aborted: [ExitCode.interrupted],
  other: [ExitCode.service],
};

/** The exit code for a failure of the API. */
export function exitCodeOf({ kind }: EhpcError): CommandError["exitCode"] {
  return ENDINGS[kind][0];
}

/** The error of a command that could not do what it `attempted`, such as "read job 1". */
export function commandErrorOf(error: EhpcError, attempted: string): CommandError {
  const [exitCode, usual] = ENDINGS[error.kind];
  const next = (error.kind === "credentials" ? SIGN_IN[error.parameter ?? ""] : undefined) ?? usual;
  if (error.kind === "aborted") {
    return new CommandError(exitCode, "Interrupted.");
  }
  const sentences = [error.kind === "configuration" ? null : `Could not ${attempted}.`, error.message, next];
  return new CommandError(exitCode, sentences.filter((sentence) => sentence != null).join("\n"));
}
