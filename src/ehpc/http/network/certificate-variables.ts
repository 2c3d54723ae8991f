import { present } from "../../api/credentials";
import type { Environment } from "../../api/environment";

/** What NODE_EXTRA_CA_CERTS named, where the launcher (scripts/launcher.mjs) has kept it from Node.js. */
export const LATE_EXTRA_CA_CERTS = "PROVIDER_NODE_EXTRA_CA_CERTS";

const VARIABLES = ["SSL_CERT_FILE", "SSL_CERT_DIR", LATE_EXTRA_CA_CERTS];

/** Whether `environment` names certificates beyond those that Node.js trusts by itself. */
export function namesCertificates(environment: Environment): boolean {
  return VARIABLES.some((variable) => present(environment[variable]) !== null);
}
