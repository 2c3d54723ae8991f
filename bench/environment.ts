import { hermetic } from "../test/support/hermetic-environment";

/**
 * The environment of every program that is measured: nothing of the machine's own settings, and so no
 * NODE_EXTRA_CA_CERTS, which costs 40 ms in each process of Node.js.
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
