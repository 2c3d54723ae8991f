import type { ClientRequestArgs } from "node:http";
import { Agent, type AgentOptions } from "node:https";
import type { Duplex } from "node:stream";
import type { SecureContext } from "node:tls";
import { openTunnel } from "./open-tunnel";
import type { ProxyServer } from "./proxy-server";

/** What a request lets the opening of its tunnel know. It travels among the request's options. */
export interface TunnelWatch {
  /** Aborted when the request has to end. */
  readonly signal: AbortSignal;
  /** Called when the connection to the proxy is begun. */
  begin(): void;
}

/**
 * Node's agent with a proxy on the way: it keeps tunnels open for the next request as it keeps connections.
 *
 * Of one's own on the hook that Node documents for this (`agent.createConnection`), because the agents of npm give a
 * proxy's refusal out as if it were the endpoint's answer, and E-HPC, too, answers 407; and because they neither end
 * nor time the opening of a tunnel with the request that wants it.
 */
export class TunnelAgent extends Agent {
  readonly #proxy: ProxyServer;
  readonly #secureContext: SecureContext | undefined;

  constructor(proxy: ProxyServer, options: AgentOptions) {
    super(options);
    this.#proxy = proxy;
    this.#secureContext = options.secureContext;
  }

  override createConnection(
    options: ClientRequestArgs & { tunnelWatch?: TunnelWatch },
    done: (error: Error | null, socket: Duplex) => void = () => {},
  ): undefined {
    const { host, port, tunnelWatch } = options;
    tunnelWatch?.begin();
    openTunnel({
      proxy: this.#proxy,
      host: host ?? "",
      port: Number(port),
      secureContext: this.#secureContext,
      signal: tunnelWatch?.signal ?? new AbortController().signal,
    }).then(
      (socket) => done(null, socket),
      // Node's type wants a socket even where there is none; it looks at the error first.
      (error: Error) => done(error, undefined as unknown as Duplex),
    );
  }
}
