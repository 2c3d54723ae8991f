import { once } from "node:events";
import type { ServerHttp2Session } from "node:http2";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createGrpcServer } from "../../../src/plugin/grpc/server";
import { call, openSession } from "../../support/grpc-client";

const PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/** A SETTINGS frame of five bytes, where each setting takes six. */
const MALFORMED = Buffer.from([0, 0, 5, 4, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5]);
const PATIENCE_MS = 200;

let listener: Server;
let opened: Promise<ServerHttp2Session>;

/** Connects to a server that waits so long for SETTINGS. */
async function connectTo(settingsWithinMs: number): Promise<Socket> {
  opened = new Promise((onSession) => {
    const grpc = createGrpcServer({
      routes: Promise.resolve(new Map([["/test.Test/Echo", { unary: async (request) => request }]])),
      onFailure: () => {},
      onSession,
      settingsWithinMs,
    });
    listener = createServer((socket) => grpc.emit("connection", socket));
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const socket = connect((listener.address() as AddressInfo).port, "127.0.0.1");
  socket.on("error", () => {});
  return socket;
}

afterEach(() => new Promise((resolve) => listener.close(resolve)));

describe("a session", () => {
  test.each([
    ["with malformed SETTINGS", Buffer.concat([Buffer.from(PREFACE), MALFORMED])],
    ["with a preface alone", Buffer.from(PREFACE)],
    ["without a word", Buffer.alloc(0)],
  ])("that a peer opens %s is closed, though the peer stays", async (_case, bytes) => {
    const peer = await connectTo(PATIENCE_MS);
    peer.write(bytes);
    await once(await opened, "close");
    peer.destroy();
  });

  test("whose peer sent malformed SETTINGS and left is closed too", async () => {
    const peer = await connectTo(PATIENCE_MS);
    peer.end(Buffer.concat([Buffer.from(PREFACE), MALFORMED]));
    await once(await opened, "close");
    peer.destroy();
  });

  test("with SETTINGS stays open for as long as its peer likes", async () => {
    const session = openSession(await connectTo(PATIENCE_MS));
    await sleep(3 * PATIENCE_MS);
    expect(String(await call(session, "/test.Test/Echo", "still here"))).toBe("still here");
    session.destroy();
  });
});
