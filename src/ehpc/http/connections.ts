import type { Agent, ClientRequest, IncomingMessage, RequestOptions } from "node:http";
import type { AgentOptions, Agent as HttpsAgent } from "node:https";
import type { SecureContext } from "node:tls";
import type { Log } from "../../base/log";
import type { Environment } from "../api/environment";
import { closeOnStrayBytes } from "./idle-sockets";
import { namesCertificates } from "./network/certificate-variables";
import { type ProxyServer, proxyFor } from "./network/proxy-server";
import type { TunnelWatch } from "./network/tunnel-agent";

/** Sends requests to one server, over connections that stay open for the next request. */
export interface Route {
  /** The proxy in between; `null` for a direct connection. */
  readonly proxy: ProxyServer | null;
  /** Makes a request. `tunnelWatch` follows the opening of a tunnel, if the route needs one. */
  request(
    options: RequestOptions,
    onAnswer: (answer: IncomingMessage) => void,
    tunnelWatch: TunnelWatch,
  ): ClientRequest;
}

/** The routes to all servers. */
export interface Connections {
  /**
   * Returns the route to the server of a URL. The first call loads the modules that it needs.
   *
   * @param ownConnections whether each request has a connection of its own. @default false
   * @throws EhpcError of kind `proxy` or `configuration` if the environment names a proxy or certificates that cannot
   * be used
   */
  to(url: string, ownConnections?: boolean): Promise<Route>;
  /** Closes all connections. Open ones do not keep the process alive. */
  close(): void;
}

/**
 * Connections to one server at a time; further requests wait for a free one. Terraform reads as many objects at a time
 * as its -parallelism allows: 10 by default. (While tunnels open, there may be more.)
 */
const MAX_SOCKETS = 64;

const OPTIONS = { keepAlive: true, maxSockets: MAX_SOCKETS } as const;

/** Creates connections with the proxies and certificates that `environment` names. */
export function createConnections(environment: Environment, log: Log): Connections {
  const agents: { destroy(): void }[] = [];
  const opened = <A extends Agent>(agent: A): A => {
    agents.push(agent);
    return closeOnStrayBytes(agent);
  };
  const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
    let made: Promise<T> | undefined;
    return () => {
      made ??= make();
      return made;
    };
  };

  const context = once(() => secureContextOf(environment, log));
  async function plainAgent(options: AgentOptions): Promise<Agent> {
    return opened(new (await import("node:http")).Agent(options));
  }
  async function secureAgent(options: AgentOptions): Promise<HttpsAgent> {
    const [https, secureContext] = await Promise.all([import("node:https"), context()]);
    return opened(new https.Agent({ ...options, ...secureContext }));
  }
  async function tunnelAgent(proxy: ProxyServer, options: AgentOptions): Promise<HttpsAgent> {
    const [{ TunnelAgent }, secureContext] = await Promise.all([import("./network/tunnel-agent"), context()]);
    return opened(new TunnelAgent(proxy, { ...options, ...secureContext }));
  }

  async function createRoute(origin: string, options: AgentOptions): Promise<Route> {
    if (origin.startsWith("http:")) {
      const [{ request }, agent] = await Promise.all([import("node:http"), plainAgent(options)]);
      return { proxy: null, request: (target, onAnswer) => request({ ...target, agent }, onAnswer) };
    }
    const proxy = proxyFor(origin, environment);
    const [{ request }, agent] = await Promise.all([
      import("node:https"),
      proxy === null ? secureAgent(options) : tunnelAgent(proxy, options),
    ]);
    return {
      proxy,
      request: (target, onAnswer, tunnelWatch) =>
        request(Object.assign({}, target, { agent, tunnelWatch }), onAnswer),
    };
  }
  const routes = new Map<string, Promise<Route>>();

  return {
    async to(url, ownConnections = false) {
      const [origin = url] = /^\w+:\/\/[^/?#]*/.exec(url) ?? [];
      const key = `${ownConnections ? "own" : "kept"} ${origin}`;
      const route = routes.get(key) ?? createRoute(origin, { ...OPTIONS, keepAlive: !ownConnections });
      routes.set(key, route);
      return route;
    },
    close() {
      for (const agent of agents) {
        agent.destroy();
      }
    },
  };
}

/** Returns nothing without certificates in the environment: Node.js reads its own ones faster. */
async function secureContextOf(
  environment: Environment,
  log: Log,
): Promise<{ secureContext?: SecureContext }> {
  if (!namesCertificates(environment)) {
    return {};
  }
  const { trustedCertificates } = await import("./network/trusted-certificates");
  return { secureContext: trustedCertificates(environment, log) };
}
