import { request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { isIP, type Socket } from "node:net";
import { connect, type SecureContext, type TLSSocket } from "node:tls";
import { NoAnswerError } from "../send-over";
import { brokenProxy, refusedByProxy } from "./proxy-error";
import type { ProxyServer } from "./proxy-server";

export interface TunnelOptions {
  proxy: ProxyServer;
  /** Where the tunnel leads: a name or an address without brackets, and a port. */
  host: string;
  port: number;
  /** What certificates are checked against, the endpoint's and the proxy's. @default what Node trusts */
  secureContext: SecureContext | undefined;
  /** Aborting it closes what is open by then. */
  signal: AbortSignal;
}

/**
 * A connection to an endpoint through a proxy: CONNECT (RFC 9110 section 9.3.6), then TLS with the endpoint inside, so
 * that the proxy sees the endpoint's name and nothing else.
 *
 * Rejects with kind `proxy` for what the proxy does, and with Node's own error for TLS with the endpoint.
 */
export async function openTunnel(options: TunnelOptions): Promise<TLSSocket> {
  const { host, secureContext, signal } = options;
  const socket = await askProxy(options);
  return new Promise((resolve, reject) => {
    const secured = connect({ socket, host, servername: isIP(host) === 0 ? host : "", secureContext });
    const onAbort = () => secured.destroy(signal.reason);
    const settle = () => signal.removeEventListener("abort", onAbort);
    signal.addEventListener("abort", onAbort, { once: true });
    if (signal.aborted) {
      onAbort();
    }
    secured.once("error", (error) => {
      settle();
      reject(error);
    });
    const onClose = () => {
      settle();
      reject(new NoAnswerError());
    };
    secured.once("close", onClose);
    secured.once("secureConnect", () => {
      settle();
      secured.removeAllListeners("error");
      secured.off("close", onClose);
      resolve(secured);
    });
  });
}

function askProxy({ proxy, host, port, secureContext, signal }: TunnelOptions): Promise<Socket> {
  const authority = isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
  return new Promise((resolve, reject) => {
    const options = {
      host: proxy.host,
      port: proxy.port,
      // Node would take the name from the host header, which is the endpoint's.
      servername: isIP(proxy.host) === 0 ? proxy.host : "",
      method: "CONNECT",
      path: authority,
      headers: {
        host: authority,
        ...(proxy.authorization !== null && { "proxy-authorization": proxy.authorization.reveal() }),
      },
      // The connection becomes the tunnel: there is none to keep.
      agent: false,
      secureContext,
      signal,
    };
    const asked = proxy.secure ? secureRequest(options) : plainRequest(options);
    asked.once("error", (error) => reject(signal.aborted ? signal.reason : brokenProxy(proxy, error)));
    // A proxy that speaks HTTP oddly may be closed by Node without a word.
    asked.once("close", () => reject(brokenProxy(proxy, new NoAnswerError())));
    asked.once("connect", ({ statusCode = 0 }, socket, head) => {
      if (statusCode >= 200 && statusCode < 300) {
        if (head.length > 0) {
          socket.unshift(head);
        }
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(refusedByProxy(proxy, statusCode));
    });
    asked.end();
  });
}
