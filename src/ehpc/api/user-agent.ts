import { MAX_SOURCE_LENGTH } from "../../notation/connection-settings";
import { present } from "./credentials";
import type { Environment } from "./environment";

export interface UserAgentParts {
  /** The package's version. */
  version: string;
  /** What it works for, such as `Terraform/1.11.4`. */
  host: string;
  /** What the user adds to recognise his requests by, in the service's audit logs. */
  source: string | null;
  /** Where TF_APPEND_USER_AGENT stands in for `source`. */
  environment: Environment;
}

/**
 * Who asks, for the User-Agent header: `cdktf-provider-ehpc/0.1.0 (Terraform/1.11.4; Node.js/20.9.0; linux; x64)`, and
 * behind it what the user adds.
 */
export function userAgentOf({ version, host, source, environment }: UserAgentParts): string {
  const system = [host, `Node.js/${process.versions.node}`, process.platform, process.arch].join("; ");
  const added = present(source) ?? present(environment.TF_APPEND_USER_AGENT);
  return `cdktf-provider-ehpc/${version} (${system})${added === null ? "" : ` ${added.slice(0, MAX_SOURCE_LENGTH)}`}`;
}
