import { dirname } from "node:path";
import type { SecretFilter } from "../../base/secret-filter";
import { createLogger, type Logger, logLevel } from "../author/log";
import { noCacheReason } from "../code-cache/no-cache";
import type { StreamMethods, UnaryMethods } from "../transport/grpc/method";
import type { GrpcRoute, GrpcServerOptions } from "../transport/grpc/server";
import type { Connection } from "../transport/http2/connection";
import { sweepSockets } from "../transport/sweep-sockets";
import { createTransport, type MutualTls, type Transport } from "../transport/transport";
import { stackFrames } from "./crash-report";
import type { PluginAddress } from "./handshake";
import { createOrphanGuard, type OrphanGuard } from "./orphan-guard";
import { sideServices } from "./side-services";
import { STDERR } from "./stderr";
import { writeAll } from "./write-all";

/** What the handlers of a provider are given. */
export interface ServeContext {
  readonly logger: Logger;
  /** What it conceals appears as `***` in diagnostics, log lines and crash reports from then on. */
  readonly secrets: SecretFilter;
}

/** The handlers of tfplugin6.Provider. */
export interface ServiceMethods {
  readonly unary: UnaryMethods;
  readonly streams: StreamMethods;
}

/** Loads the handlers of tfplugin6.Provider. */
export type LoadMethods = (context: ServeContext) => ServiceMethods | Promise<ServiceMethods>;

/** The replies to the RPCs that ask for schemas, as they are sent. */
export interface EncodedSchemas {
  readonly GetProviderSchema: Uint8Array;
  readonly GetResourceIdentitySchemas: Uint8Array;
}

/** Loads replies that were encoded beforehand. */
export type LoadSchemas = () => Promise<EncodedSchemas>;

/** What {@link startService} needs. */
export interface ServiceOptions {
  /** Source address of the provider, e.g. `terraform.local/ehpc/ehpc`. */
  readonly address: string;
  readonly loadMethods: LoadMethods;
  readonly listening: PluginAddress;
  readonly loadSchemas?: LoadSchemas | undefined;
  /** Null serves plain text. */
  readonly tls: MutualTls | null;
  readonly secrets: SecretFilter;
  /** Id of the Terraform process whose end is ours too; null where the process outlives each command. */
  readonly startedBy: number | null;
}

const PROVIDER_SERVICE = "/tfplugin6.Provider/";

/** Everything behind the listening socket: loaded when Terraform already knows where to connect. */
export function startService(options: ServiceOptions): Transport {
  const { address, listening, secrets, startedBy } = options;
  const logger = createLogger({
    level: logLevel(process.env),
    address,
    write: (line) => writeAll(STDERR, line),
    secrets,
  });
  logger.debug("Listening", { network: listening.network, address: listening.address });
  const noCache = noCacheReason();
  if (noCache !== null) {
    logger.debug("No compiled code is kept", { reason: noCache });
  }
  if (listening.network === "unix") {
    void sweep(logger, dirname(dirname(listening.address)));
  }
  const guard =
    startedBy === null ? null : createOrphanGuard({ startedBy, leave: (reason) => leave(logger, reason) });
  const transport = createTransport({
    tls: options.tls,
    route: createRouter(options, logger),
    onFailure: (path, error) => logFailure(logger, path, error),
    onConnection: (connection) => watch(connection, guard),
  });
  return {
    accept(socket) {
      if (socket.destroyed) {
        guard?.clientLeft();
        return;
      }
      socket.once("close", () => guard?.clientLeft());
      transport.accept(socket);
    },
  };
}

/** Routes to the handlers load them at the first call: of three starts in a plan, one is for the schemas alone. */
function createRouter(
  { loadMethods, loadSchemas, secrets, startedBy }: ServiceOptions,
  logger: Logger,
): GrpcServerOptions["route"] {
  // In debug mode the process outlives each command, whatever the command says.
  const shutdown = startedBy === null ? () => {} : () => setImmediate(() => process.exit(0));
  const services = sideServices(shutdown);
  let methods: Promise<ServiceMethods> | undefined;

  async function methodOf(path: string): Promise<GrpcRoute | undefined> {
    if (!path.startsWith(PROVIDER_SERVICE)) {
      return undefined;
    }
    const name = path.slice(PROVIDER_SERVICE.length);
    if (loadSchemas !== undefined && asksForSchemas(name)) {
      return { unary: async () => (await loadSchemas())[name] };
    }
    methods ??= Promise.resolve(loadMethods({ logger, secrets }));
    const { unary, streams } = await methods;
    if (Object.hasOwn(unary, name) && unary[name] !== undefined) {
      return { unary: unary[name] };
    }
    const stream = Object.hasOwn(streams, name) ? streams[name] : undefined;
    return stream && { stream };
  }

  return (path) => services.get(path) ?? methodOf(path);
}

function asksForSchemas(name: string): name is keyof EncodedSchemas {
  return name === "GetProviderSchema" || name === "GetResourceIdentitySchemas";
}

/** Tidies up behind providers that were killed. */
async function sweep(logger: Logger, parent: string): Promise<void> {
  const swept = await sweepSockets(parent, process.getuid?.());
  if (swept.length > 0) {
    logger.debug("Swept the sockets of killed providers", { directories: swept.join(" ") });
  }
}

function watch(connection: Connection, guard: OrphanGuard | null): void {
  guard?.sessionOpened();
  connection.onClose(() => guard?.sessionClosed());
}

function leave(logger: Logger, reason: string): void {
  logger.debug(`Leaving: ${reason}`);
  process.exit(0);
}

/** Says where it failed, not with what words: the message of an unexpected error may quote anything. */
function logFailure(logger: Logger, path: string, error: unknown): void {
  logger.error("A handler failed; this is a bug in the provider", {
    tf_rpc: path.split("/").at(-1),
    error: error instanceof Error ? error.name : typeof error,
    stack: error instanceof Error ? stackFrames(error).join("\n") : undefined,
  });
}
