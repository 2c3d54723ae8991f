import { once } from "node:events";
import { type AddressInfo, connect, type Socket } from "node:net";
import { createServer } from "node:tls";
import type { ServerCertificate } from "./certificate-authority";

/** TLS before a server that speaks plain HTTP. */
export interface TlsFront {
  /** `host:port`. */
  readonly address: string;
  /** How many connections were ever made. */
  connections(): number;
  close(): Promise<void>;
}

/** Puts TLS before the server at `target`, such as `http://127.0.0.1:8910`. */
export async function startTlsFront(target: string, certificate: ServerCertificate): Promise<TlsFront> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let count = 0;
  const server = createServer(certificate, (client) => {
    const onward = connect(Number(port), hostname);
    for (const [socket, other] of [
      [client, onward],
      [onward, client],
    ] as const) {
      socket.on("error", () => socket.destroy());
      socket.once("close", () => other.destroy());
      socket.pipe(other);
    }
  });
  server.on("connection", (socket: Socket) => {
    count += 1;
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("tlsClientError", () => {});
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => count,
    async close() {
      for (const socket of sockets) {
        socket.destroy();
      }
      server.close();
      await once(server, "close");
    },
  };
}
