import { present } from "../../api/credentials";
import type { Environment } from "../../api/environment";

/** Whether `environment` names certificates beyond those that Node trusts by itself. */
export function namesCertificates(environment: Environment): boolean {
  return present(environment.SSL_CERT_FILE) !== null || present(environment.SSL_CERT_DIR) !== null;
}
