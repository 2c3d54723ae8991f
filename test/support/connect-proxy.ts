import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import type { ServerCertificate } from "./certificate-authority";

/** A proxy as companies have one: it opens tunnels (CONNECT), and nothing else. */
export interface ConnectProxy {
  /** `host:port`. */
  readonly address: string;
  /** What tunnels were asked for, as `host:port`, refused ones too. */
  readonly asked: readonly string[];
  /** The Proxy-Authorization of each. */
  readonly authorizations: readonly (string | undefined)[];
  /** Resolves when no connection is open any more. */
  allClosed(): Promise<void>;
  close(): Promise<void>;
}

export interface ConnectProxyOptions {
  /** Where tunnels to a host really lead, as `host:port`: a test's proxy knows no other hosts. */
  routes?: Readonly<Record<string, string>>;
  /** With it, the connection to the proxy is encrypted. */
  certificate?: ServerCertificate;
  /** The user and password that it wants, as `user:password`. */
  login?: string;
  /** A status that refuses every tunnel. */
  refusal?: number;
  /** Leaves every request for a tunnel without an answer. */
  silent?: boolean;
}

/** Starts a proxy at a free port of this computer. */
export async function startConnectProxy(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const server = options.certificate ? createSecureServer(options.certificate) : createServer();
  const remember = (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => sockets.delete(socket));
  };
  server.on("connection", remember);
  server.on("connect", ({ url = "", headers }: IncomingMessage, client: Socket) => {
    client.on("error", () => client.destroy());
    const authorization = headers["proxy-authorization"];
    asked.push(url);
    authorizations.push(authorization);
    if (options.silent) {
      // A socket that nobody reads does not notice that its peer is gone.
      client.resume().once("end", () => client.end());
      return;
    }
    const route = options.routes?.[url];
    const status = options.refusal ?? (isLogin(authorization, options.login) ? (route ? 200 : 502) : 407);
    if (status !== 200) {
      client.end(`HTTP/1.1 ${status} Refused\r\nContent-Length: 7\r\n\r\nrefused`);
      return;
    }
    const [host = "", port] = route?.split(":") ?? [];
    const onward = connect(Number(port), host, () =>
      client.write("HTTP/1.1 200 Connection established\r\n\r\n"),
    );
    remember(onward);
    client.once("close", () => onward.destroy());
    onward.once("close", () => client.destroy());
    onward.pipe(client).pipe(onward);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    authorizations,
    async allClosed() {
      for (const socket of sockets) {
        if (!socket.destroyed) {
          await once(socket, "close");
        }
      }
    },
    async close() {
      for (const socket of sockets) {
        socket.destroy();
      }
      server.close();
      await once(server, "close");
    },
  };
}

function isLogin(authorization: string | undefined, login: string | undefined): boolean {
  return login === undefined || authorization === `Basic ${Buffer.from(login).toString("base64")}`;
}
