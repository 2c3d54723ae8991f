import { constants } from "node:crypto";
import type { Socket } from "node:net";
import { createServer, type Server, type TLSSocket } from "node:tls";
import type { SelfSignedCertificate } from "./certificate";
import { createGrpcServer, type GrpcServerOptions } from "./grpc/server";
import type { Connection } from "./http2/connection";
import { certificateToPem } from "./pem";

/** Mutual TLS: the server's certificate, and the only accepted client certificate. */
export interface MutualTls {
  readonly own: SelfSignedCertificate;
  /** DER of the client's certificate. */
  readonly client: Buffer;
}

/** The options of {@link createTransport}. */
export interface TransportOptions
  extends Pick<GrpcServerOptions, "route" | "onFailure" | "settingsWithinMs"> {
  /** Null serves plain text. */
  readonly tls: MutualTls | null;
  /** An authenticated peer has connected. */
  readonly onConnection: (connection: Connection) => void;
}

/** Takes over accepted sockets: TLS, then HTTP/2, then gRPC. */
export interface Transport {
  accept(socket: Socket): void;
}

/** The server behind the listening socket. It is separate, to be loaded after the handshake line. */
export function createTransport(options: TransportOptions): Transport {
  const grpc = createGrpcServer(options);
  if (options.tls === null) {
    return { accept: (socket) => void grpc.serve(socket) };
  }

  const tls = createPinnedServer(options.tls, (socket) => grpc.serve(socket));
  return { accept: (socket) => void tls.emit("connection", socket) };
}

/**
 * A TLS server that accepts exactly one client certificate. A comparison of the whole certificate is stricter than a
 * check of its issuer, and also works for resumed sessions.
 */
function createPinnedServer({ own, client }: MutualTls, onSecure: (socket: TLSSocket) => void): Server {
  const server = createServer({
    key: own.privateKey,
    cert: certificateToPem(own.der),
    // Required: without it Node.js parses its whole root store, 20 ms in each process.
    ca: [],
    requestCert: true,
    rejectUnauthorized: false,
    minVersion: "TLSv1.2",
    ALPNProtocols: ["h2"],
    secureOptions: constants.SSL_OP_NO_TICKET,
  });
  server.on("secureConnection", (socket) => {
    socket.on("error", () => socket.destroy());
    if (socket.getPeerX509Certificate()?.raw.equals(client)) {
      onSecure(socket);
    } else {
      socket.destroy();
    }
  });
  // A failed TLS handshake closes its own socket and affects no other.
  server.on("tlsClientError", (_error, socket) => void socket.destroy());
  return server;
}
