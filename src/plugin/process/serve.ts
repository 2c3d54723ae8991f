import { createServer } from "node:net";
import { createSecretFilter } from "../../base/secret-filter";
import { createCertificate } from "../transport/certificate";
import { listen } from "../transport/listen";
import type { MutualTls } from "../transport/transport";
import { installCrashReport } from "./crash-report";
import { handshakeLine, readHandshake } from "./handshake";
import { reattachConfig, reattachInstructions } from "./reattach";
import type { LoadMethods, LoadSchemas } from "./service";
import { installSignalHandlers } from "./signals";
import { StartError } from "./start-error";
import { STDERR } from "./stderr";
import { takeTerraformStdout } from "./terraform-stdout";
import { writeAll } from "./write-all";

/** What {@link serve} serves. */
export interface ServeOptions {
  /** Source address of the provider, e.g. `terraform.local/ehpc/ehpc`. */
  readonly address: string;
  /**
   * Loads the handlers of tfplugin6.Provider. Called once, when the first of them is: start-up is the hot path, since
   * Terraform starts a provider three times in a plan.
   */
  readonly loadMethods: LoadMethods;
  /** Chooses the kind of socket: `win32` a loopback port, any other a Unix socket. @default process.platform */
  readonly platform?: NodeJS.Platform;
  /**
   * Loads the replies to GetProviderSchema and GetResourceIdentitySchemas, where they were encoded beforehand.
   * @default the handlers make them
   */
  readonly loadSchemas?: LoadSchemas;
}

/**
 * Serves a provider to the Terraform that started this process, until Terraform is done with it. With `--debug` among
 * the arguments it serves in plain text until stopped, and prints how Terraform finds it.
 *
 * Resolves when connections are taken. A start that must fail prints one line and ends the process with code 1.
 */
export async function serve(options: ServeOptions): Promise<void> {
  const stdout = takeTerraformStdout(process.env);
  try {
    await start(options, stdout, process.argv.includes("--debug"));
  } catch (error) {
    if (!(error instanceof StartError)) {
      throw error;
    }
    writeAll(error.audience === "user" ? STDERR : stdout, `${error.message}\n`);
    process.exit(1);
  }
}

async function start(
  { address, loadMethods, loadSchemas, platform }: ServeOptions,
  stdout: number,
  debug: boolean,
): Promise<void> {
  // Read first of all: once the handshake line is out, the parent may be gone and another one in its place.
  const startedBy = debug ? null : process.ppid;
  const secrets = createSecretFilter();
  installCrashReport(`terraform-provider-${address.split("/").at(-1)}`, secrets);
  const clientCertificate = debug ? null : readHandshake(process.env).clientCertificate;
  installSignalHandlers(debug ? "exit" : "ignore");

  const server = createServer();
  const listening = await listen(server, process.env, platform);
  const tls: MutualTls | null = clientCertificate && {
    own: createCertificate(new Date()),
    client: clientCertificate,
  };
  const announcement = debug
    ? reattachInstructions(reattachConfig(address, listening, process.pid))
    : handshakeLine(listening, tls?.own.der ?? null);
  writeAll(stdout, announcement);

  // Loading takes longer than Terraform needs to connect; connections wait for it.
  const service = import("./service").then(({ startService }) =>
    startService({ address, loadMethods, loadSchemas, listening, tls, secrets, startedBy }),
  );
  server.on("connection", (socket) => {
    // A client that leaves before it is served concerns nobody else.
    socket.on("error", () => socket.destroy());
    void service.then(({ accept }) => accept(socket));
  });
  await service;
}
