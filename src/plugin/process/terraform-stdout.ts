/** Where the launcher (scripts/launcher.mjs) names the descriptor of Terraform's pipe, when that is not stdout. */
export const STDOUT_VARIABLE = "PROVIDER_STDOUT";

const STDOUT = 1;

/**
 * The descriptor on which Terraform expects the handshake line: stdout, unless the launcher has left that to modules
 * that NODE_OPTIONS preload. Takes the word about it out of `env`: it is for this process alone.
 */
export function takeTerraformStdout(env: NodeJS.ProcessEnv): number {
  const { [STDOUT_VARIABLE]: descriptor } = env;
  delete env[STDOUT_VARIABLE];
  return descriptor === undefined ? STDOUT : Number(descriptor);
}
