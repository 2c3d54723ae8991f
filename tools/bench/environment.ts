import { hermetic } from "../../scripts/terraform/hermetic-environment";

/**
 * The environment of every program that is measured: nothing of the machine's own settings, and so no NODE_OPTIONS and
 * no NODE_EXTRA_CA_CERTS, which costs each bare start of Node.js 20 some 40 ms.
 *
 * @param temporary - folder for sockets, which a program that is killed leaves behind
 * @param endpoint - where the provider finds its API, with a key that nobody checks
 */
export function environment(temporary: string, endpoint?: string): NodeJS.ProcessEnv {
  return {
    ...hermetic(process.env),
    TMPDIR: temporary,
    ...(endpoint !== undefined && {
      EHPC_ENDPOINT: endpoint,
      ALIBABA_CLOUD_ACCESS_KEY_ID: "EmulatorAccessKeyId",
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: "EmulatorAccessKeySecret",
    }),
  };
}
