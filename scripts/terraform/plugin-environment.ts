import { createCertificate, type SelfSignedCertificate } from "../../src/plugin/transport/certificate";
import { certificateToPem } from "../../src/plugin/transport/pem";

/** Terraform's own value; see src/plugin/process/handshake.ts. */
const MAGIC_COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

/** The client certificate that stands in for Terraform's. */
export const terraformCertificate: SelfSignedCertificate = createCertificate(new Date());

/**
 * The environment that Terraform gives a plugin.
 *
 * @param changes - variables to set, or to remove with `undefined`
 */
export function terraformEnvironment(changes: Record<string, string | undefined> = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(TF_|PLUGIN_|NODE_)/.test(name));
  return {
    ...Object.fromEntries(inherited),
    TF_PLUGIN_MAGIC_COOKIE: MAGIC_COOKIE,
    PLUGIN_PROTOCOL_VERSIONS: "5,6",
    PLUGIN_CLIENT_CERT: certificateToPem(terraformCertificate.der),
    PLUGIN_MIN_PORT: "10000",
    PLUGIN_MAX_PORT: "25000",
    ...changes,
  };
}
