import { once } from "node:events";
import { type ClientHttp2Session, constants } from "node:http2";
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { MAX_MESSAGE_BYTES } from "../../../../src/plugin/transport/grpc/frame";
import type { StreamCall } from "../../../../src/plugin/transport/grpc/method";
import { createGrpcServer, type GrpcRoute } from "../../../../src/plugin/transport/grpc/server";
import { GrpcCode, GrpcStatusError } from "../../../../src/plugin/transport/grpc/status";
import { call, frame, openSession, send } from "../../../support/grpc-client";

const failures: string[] = [];
/** What the handler of a stream has come to. */
let events: string[] = [];
let told: (event: string) => void = () => {};
let abandoned: () => void;
const routes = new Map<string, GrpcRoute>([
  ["/test.Test/Echo", { unary: async (request) => request }],
  ["/test.Test/Oversized", { unary: async () => ({ length: MAX_MESSAGE_BYTES + 1 }) as Uint8Array }],
  [
    "/test.Test/Refuse",
    {
      unary: async () => {
        throw new GrpcStatusError(GrpcCode.notFound, "no such thing: é");
      },
    },
  ],
  [
    "/test.Test/Fail",
    {
      unary: async () => {
        throw new Error("swordfish");
      },
    },
  ],
  ["/test.Test/Last", { unary: async (request) => request, replied: () => abandoned() }],
  ["/test.Test/Held", { heldOpen: true }],
  ["/test.Test/Stream", { stream: streamed }],
]);

let listener: Server;
let session: ClientHttp2Session;

const KIB = 1024;

/** Sends what the request asks for. */
async function streamed(request: Uint8Array, { send, signal }: StreamCall): Promise<void> {
  const asked = Buffer.from(request).toString();
  const say = (event: string) => {
    events.push(event);
    told(event);
  };
  signal.addEventListener("abort", () => say("aborted"));
  if (asked === "nothing") {
    return;
  }
  if (asked === "fail at once") {
    throw new Error("swordfish");
  }
  if (asked === "flood") {
    for (let sent = 0; !signal.aborted; sent += 1) {
      await send(Buffer.alloc(16 * KIB, sent % 256));
      say(`sent ${sent}`);
    }
    return say("stopped");
  }
  void send(Buffer.from("one"));
  await send(Buffer.from("two"));
  if (asked === "refuse") {
    throw new GrpcStatusError(GrpcCode.notFound, "no third: é");
  }
  if (asked === "oversized") {
    await send({ length: MAX_MESSAGE_BYTES + 1 } as Uint8Array);
  }
  if (asked === "fail") {
    throw new Error("swordfish");
  }
  if (asked === "wait") {
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    await send(Buffer.from("too late"));
    say("stopped");
  }
}

/** Resolves when the handler of a stream has come to that. */
const until = (event: string) =>
  new Promise<void>((resolve) => {
    told = (latest) => latest === event && resolve();
    if (events.includes(event)) {
      resolve();
    }
  });

/** A call whose reply is read piece by piece. */
function begin(asked: string, options: { paused?: boolean } = {}) {
  const stream = session.request({
    ":method": "POST",
    ":path": "/test.Test/Stream",
    "content-type": "application/grpc",
  });
  stream.on("error", () => {});
  if (options.paused) {
    stream.pause();
  }
  stream.end(frame(asked));
  return stream;
}

beforeEach(async () => {
  failures.length = 0;
  events = [];
  told = () => {};
  abandoned = () => {};
  const grpc = createGrpcServer({
    route: (path) => routes.get(path),
    onFailure: (path) => failures.push(path),
    onConnection: () => {},
  });
  listener = createServer((socket) => grpc.serve(socket));
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  session = openSession(connect((listener.address() as AddressInfo).port, "127.0.0.1"));
});

afterEach(async () => {
  session.destroy();
  await new Promise((resolve) => listener.close(resolve));
});

describe("a unary call", () => {
  test("is answered with its message and status OK in the trailers", async () => {
    const { headers, body } = await send(session, "/test.Test/Echo", [frame("hello")]);
    expect(headers).toMatchObject({ ":status": 200, "content-type": "application/grpc", "grpc-status": "0" });
    expect(body).toEqual(frame("hello"));
  });

  test("may be empty, and may come in pieces", async () => {
    expect(await call(session, "/test.Test/Echo")).toHaveLength(0);
    const bytes = frame("hello");
    const { body } = await send(session, "/test.Test/Echo", [bytes.subarray(0, 2), bytes.subarray(2)]);
    expect(body).toEqual(bytes);
  });

  test("with a content type of its own kind is taken too", async () => {
    const { headers } = await send(session, "/test.Test/Echo", [frame("x")], {
      "content-type": "application/grpc+proto",
    });
    expect(headers["grpc-status"]).toBe("0");
  });

  test.each<[string, string, Buffer[], string]>([
    ["an unknown method", "/test.Test/Nope", [frame("")], "12"],
    ["a method every object has", "/test.Test/constructor", [frame("")], "12"],
    ["an unknown service", "/other.Test/Echo", [frame("")], "12"],
    ["a compressed message", "/test.Test/Echo", [frame("x", 1)], "12"],
    ["a truncated message", "/test.Test/Echo", [frame("hello").subarray(0, 7)], "13"],
    ["no message", "/test.Test/Echo", [], "13"],
    ["two messages", "/test.Test/Echo", [frame("a"), frame("b")], "13"],
    ["a reply above the limit", "/test.Test/Oversized", [frame("")], "8"],
  ])("for %s ends with a status of its own, in headers alone", async (_case, path, chunks, status) => {
    const { headers, body } = await send(session, path, chunks);
    expect(headers).toMatchObject({ ":status": 200, "grpc-status": status });
    expect(headers["grpc-message"]).not.toBe("");
    expect(body).toHaveLength(0);
    expect(failures).toEqual([]);
  });

  test("that announces a huge message is refused before the message comes", async () => {
    const stream = session.request({
      ":method": "POST",
      ":path": "/test.Test/Echo",
      "content-type": "application/grpc",
    });
    stream.write(Buffer.from([0, 0xff, 0xff, 0xff, 0xff]));
    const [headers] = await once(stream, "response");
    expect(headers["grpc-status"]).toBe("8");
    stream.resume();
    await once(stream, "close");
    expect(stream.rstCode).toBe(constants.NGHTTP2_NO_ERROR);
    expect(String(await call(session, "/test.Test/Echo", "still there"))).toBe("still there");
  });

  test("can be refused with a status and a message in any language", async () => {
    const { headers } = await send(session, "/test.Test/Refuse", [frame("")]);
    expect(headers["grpc-status"]).toBe("5");
    expect(decodeURIComponent(String(headers["grpc-message"]))).toBe("no such thing: é");
    expect(failures).toEqual([]);
  });

  test("whose handler rejects is INTERNAL without detail, and is reported", async () => {
    const { headers } = await send(session, "/test.Test/Fail", [frame("")]);
    expect(headers["grpc-status"]).toBe("13");
    expect(headers["grpc-message"]).not.toContain("swordfish");
    expect(failures).toEqual(["/test.Test/Fail"]);
  });

  test("that the caller gives up disturbs no other", async () => {
    const stream = session.request({
      ":method": "POST",
      ":path": "/test.Test/Echo",
      "content-type": "application/grpc",
    });
    stream.on("error", () => {});
    stream.write(frame("hello").subarray(0, 7));
    stream.close(constants.NGHTTP2_CANCEL);
    await once(stream, "close");
    expect(String(await call(session, "/test.Test/Echo", "next"))).toBe("next");
    expect(failures).toEqual([]);
  });

  test("tells when its reply has left", async () => {
    const replied = new Promise<void>((resolve) => {
      abandoned = resolve;
    });
    expect(String(await call(session, "/test.Test/Last", "bye"))).toBe("bye");
    await replied;
  });
});

describe("what is no call", () => {
  test("gets HTTP status 415 when it is no gRPC", async () => {
    const { headers } = await send(session, "/test.Test/Echo", [], { "content-type": "text/html" });
    expect(headers[":status"]).toBe(415);
  });
});

describe("a stream that is held open", () => {
  test("sends headers, stays, and ends when the client closes it", async () => {
    const stream = session.request({
      ":method": "POST",
      ":path": "/test.Test/Held",
      "content-type": "application/grpc",
    });
    stream.write(frame(""));
    const [headers] = await once(stream, "response");
    expect(headers[":status"]).toBe(200);
    expect(String(await call(session, "/test.Test/Echo", "meanwhile"))).toBe("meanwhile");
    expect(stream.closed).toBe(false);
    stream.close(constants.NGHTTP2_CANCEL);
    await once(stream, "close");
  });
});

describe("a stream of messages", () => {
  const two = Buffer.concat([frame("one"), frame("two")]);

  test("arrives message by message, in order, with status OK at its end", async () => {
    const { headers, body } = await send(session, "/test.Test/Stream", [frame("two")]);
    expect(headers).toMatchObject({ ":status": 200, "content-type": "application/grpc", "grpc-status": "0" });
    expect(body).toEqual(two);
  });

  test("may be empty", async () => {
    const { headers, body } = await send(session, "/test.Test/Stream", [frame("nothing")]);
    expect(headers).toMatchObject({ ":status": 200, "grpc-status": "0" });
    expect(body).toHaveLength(0);
  });

  test.each([
    ["refuse", "5", "no third: é", 0],
    ["oversized", "8", "", 0],
    ["fail", "13", "a bug in the provider", 1],
  ])("keeps what was sent when it ends with an error midway: %s", async (asked, status, message, bugs) => {
    const { headers, body } = await send(session, "/test.Test/Stream", [frame(asked)]);
    expect(headers).toMatchObject({ ":status": 200, "grpc-status": status });
    expect(decodeURIComponent(String(headers["grpc-message"]))).toContain(message);
    expect(String(headers["grpc-message"])).not.toContain("swordfish");
    expect(body).toEqual(two);
    expect(failures).toHaveLength(bugs);
  });

  test("that fails before its first message is a status in headers alone", async () => {
    const { headers, body } = await send(session, "/test.Test/Stream", [frame("fail at once")]);
    expect(headers).toMatchObject({ ":status": 200, "grpc-status": "13" });
    expect(body).toHaveLength(0);
  });

  test("shows each message as soon as it is sent, and other calls are answered meanwhile", async () => {
    const stream = begin("wait");
    let received = Buffer.alloc(0);
    for await (const chunk of stream) {
      received = Buffer.concat([received, chunk]);
      if (received.length === two.length) {
        break;
      }
    }
    expect(received).toEqual(two);
    expect(String(await call(session, "/test.Test/Echo", "meanwhile"))).toBe("meanwhile");
    // The end of the loop has cancelled the call.
    await until("stopped");
    expect(failures).toEqual([]);
  });

  test("waits for a caller that does not read, and goes on when it reads", async () => {
    const stream = begin("flood", { paused: true });
    // The windows of the caller take 64 KiB, and then no more.
    await until("sent 2");
    expect(events).toEqual(["sent 0", "sent 1", "sent 2"]);
    let bytes = 0;
    stream.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
    });
    stream.resume();
    await until("sent 100");
    expect(bytes).toBeGreaterThan(0);
    stream.close(constants.NGHTTP2_CANCEL);
    await until("stopped");
    expect(failures).toEqual([]);
  });

  test("stops when the caller cancels it, also while it waits for room", async () => {
    const stream = begin("flood", { paused: true });
    await until("sent 2");
    stream.close(constants.NGHTTP2_CANCEL);
    await until("stopped");
    expect(events).toContain("aborted");
    expect(String(await call(session, "/test.Test/Echo", "next"))).toBe("next");
  });

  test("stops when its connection is lost", async () => {
    begin("wait").resume();
    expect(String(await call(session, "/test.Test/Echo", "begun"))).toBe("begun");
    session.destroy();
    await until("stopped");
    expect(failures).toEqual([]);
  });
});
