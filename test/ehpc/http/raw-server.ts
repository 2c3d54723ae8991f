import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";

/** A server on a free port of this computer that knows its open connections. */
export interface RawServer {
  endpoint: string;
  sockets: ReadonlySet<Socket>;
  /** How many connections were ever made. */
  connections(): number;
  /** Resolves when no connection is open any more. */
  allClosed(): Promise<void>;
  close(): Promise<void>;
}

/** Serves HTTP with `answer`. */
export function serveHttp(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<RawServer> {
  const server = createServer(answer);
  // A test that takes long would find its connections closed.
  server.keepAliveTimeout = 0;
  return listen(server);
}

/** Accepts connections and leaves the rest to `accept`. */
export function serveTcp(accept: (socket: Socket) => void): Promise<RawServer> {
  return listen(
    createTcpServer((socket) => {
      // A socket that nobody reads does not notice that its peer is gone.
      socket.resume();
      accept(socket);
    }),
  );
}

/** `once` of node:events would fail for a connection that breaks before it closes. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => void socket.once("close", () => resolve()));
}

async function listen(server: Server): Promise<RawServer> {
  const sockets = new Set<Socket>();
  let count = 0;
  server.on("connection", (socket) => {
    count += 1;
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sockets,
    connections: () => count,
    allClosed: async () => {
      while (sockets.size > 0) {
        await Promise.all([...sockets].map(closed));
      }
    },
    close: async () => {
      for (const socket of sockets) {
        socket.destroy();
      }
      server.close();
      await once(server, "close");
    },
  };
}
