import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connect as connectTls } from "node:tls";
import { createCertificate, type SelfSignedCertificate } from "../../../src/plugin/transport/certificate";
import { certificateToPem } from "../../../src/plugin/transport/pem";
import { createTransport, type MutualTls } from "../../../src/plugin/transport/transport";
import { call } from "../../support/grpc-client";
import { connectTo } from "../../support/plugin-process";

const own = createCertificate(new Date());
const client = createCertificate(new Date());
const tls: MutualTls = { own, client: client.der };

let folder: string;
let path: string;
let server: Server;
let connections: number;

/** Listens now and hands sockets over `lateMs` later, as a process does that is still loading. */
async function listen(mutual: MutualTls | null, lateMs = 0): Promise<string[]> {
  const transport = sleep(lateMs).then(() =>
    createTransport({
      tls: mutual,
      route: () => ({ unary: async (request) => request }),
      onFailure: () => {},
      onConnection: () => {
        connections += 1;
      },
    }),
  );
  server = createServer((socket) => void transport.then(({ accept }) => accept(socket)));
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return ["1", "6", "unix", path, "grpc", mutual === null ? "" : own.der.toString("base64")];
}

/** Lengths differ by the few bytes of serial number and signature, so a stranger of any length is soon found. */
function certificateAsLongAs(der: Buffer): SelfSignedCertificate {
  for (;;) {
    const certificate = createCertificate(new Date());
    if (certificate.der.length === der.length) {
      return certificate;
    }
  }
}

beforeEach(() => {
  connections = 0;
  folder = mkdtempSync(join(tmpdir(), "transport-"));
  path = join(folder, "s");
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

describe("the transport", () => {
  test.each([
    ["mutual TLS", tls],
    ["plain text", null],
  ])("serves what was sent before it was loaded, over %s", async (_case, mutual) => {
    const fields = await listen(mutual, 200);
    const session = await connectTo(fields, client);
    expect(String(await call(session, "/test.Test/Echo", "early"))).toBe("early");
    session.destroy();
    await sleep(20);
    expect(connections).toBe(1);
  });

  test("opens no connection to a stranger", async () => {
    const fields = await listen(tls);
    for (const certificate of [null, createCertificate(new Date()), certificateAsLongAs(client.der)]) {
      const session = await connectTo(fields, certificate);
      await expect(call(session, "/test.Test/Echo", "let me in")).rejects.toThrow();
      session.destroy();
    }
    expect(connections).toBe(0);
  });

  test("survives a client that speaks no TLS, and one that leaves at once", async () => {
    const fields = await listen(tls);
    const chatter = connect(path);
    chatter.on("error", () => {});
    chatter.write("GET / HTTP/1.1\r\n\r\n");
    await once(chatter, "close");
    connect(path).destroy();
    const session = await connectTo(fields, client);
    expect(String(await call(session, "/test.Test/Echo", "hello"))).toBe("hello");
    session.destroy();
  });

  test("speaks TLS 1.2 and up, and HTTP/2 only", async () => {
    await listen(tls);
    const options = {
      path,
      ca: certificateToPem(own.der),
      servername: "localhost",
      cert: certificateToPem(client.der),
      key: client.privateKey,
    };
    for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
      const socket = connectTls({
        ...options,
        minVersion: version,
        maxVersion: version,
        ALPNProtocols: ["h2"],
      });
      await once(socket, "secureConnect");
      expect(socket.getProtocol()).toBe(version);
      expect(socket.alpnProtocol).toBe("h2");
      socket.destroy();
    }
    const old = connectTls({
      ...options,
      minVersion: "TLSv1",
      maxVersion: "TLSv1.1",
      ciphers: "DEFAULT@SECLEVEL=0",
    });
    // Refused for its version: without that, these ciphers fail as well, but only by the system's settings.
    await expect(once(old, "secureConnect")).rejects.toThrow(
      expect.objectContaining({ code: "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION" }),
    );
    const http1 = connectTls({ ...options, ALPNProtocols: ["http/1.1"] });
    await expect(once(http1, "secureConnect")).rejects.toThrow();
  });
});
