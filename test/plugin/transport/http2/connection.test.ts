import { once } from "node:events";
import { type ClientHttp2Session, connect as connectHttp2 } from "node:http2";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { serveConnection } from "../../../../src/plugin/transport/http2/connection";
import { ErrorCode } from "../../../../src/plugin/transport/http2/error";
import {
  createFrameReader,
  Flag,
  type Frame,
  FrameType,
  frame,
  numberFrame,
} from "../../../../src/plugin/transport/http2/frame";
import { headerBlock } from "../../../../src/plugin/transport/http2/header-block";

const PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
const SETTINGS = frame(FrameType.settings, Flag.none, 0, Buffer.alloc(0));
const REQUEST = headerBlock([":method", "POST"], [":path", "/echo"]);
const OK = headerBlock([":status", "200"]);
const DONE = headerBlock(["x-done", "yes"]);

let listener: Server;
let port: number;
let settingsWithinMs: number;
let closed: Promise<void>;

/** Answers each request with what it brought, when all of it has come. */
beforeEach(async () => {
  settingsWithinMs = 60_000;
  listener = createServer((socket) => {
    const connection = serveConnection(socket, {
      settingsWithinMs,
      onRequest(stream, fields) {
        const parts: Buffer[] = [];
        return {
          data: (chunk) => void parts.push(Buffer.from(chunk)),
          end() {
            stream.respond(OK);
            if (fields.get(":path") !== "/silent") {
              stream.write(Buffer.concat(parts));
            }
            stream.end(DONE);
          },
        };
      },
    });
    closed = new Promise((resolve) => connection.onClose(resolve));
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  port = (listener.address() as AddressInfo).port;
});

afterEach(() => new Promise((resolve) => listener.close(resolve)));

describe("a client of Node's own", () => {
  let session: ClientHttp2Session;

  afterEach(() => session.destroy());

  const open = (options = {}) => {
    session = connectHttp2(`http://127.0.0.1:${port}`, options);
  };

  async function echo(body: Buffer): Promise<Buffer> {
    const stream = session.request({ ":method": "POST", ":path": "/echo" });
    let trailers: object = {};
    stream.on("trailers", (fields) => {
      trailers = fields;
    });
    stream.end(body);
    const parts: Buffer[] = [];
    for await (const part of stream) {
      parts.push(part);
    }
    expect(trailers).toMatchObject({ "x-done": "yes" });
    return Buffer.concat(parts);
  }

  test("gets its own data back, whatever the length", async () => {
    open();
    for (const length of [0, 1, 16_383, 16_384, 16_385, 65_535, 65_536, 3_000_000]) {
      const body = Buffer.alloc(length, "0123456789abcdef");
      expect((await echo(body)).equals(body)).toBe(true);
    }
  });

  test("is answered on many streams at a time, with more data together than the connection's window", async () => {
    open();
    const bodies = Array.from({ length: 60 }, (_, index) => Buffer.alloc(400_000, index));
    const answers = await Promise.all(bodies.map(echo));
    expect(answers.every((answer, index) => answer.equals(bodies[index] as Buffer))).toBe(true);
  });

  test("that takes little at a time gets all in the end", async () => {
    open({ settings: { initialWindowSize: 10 } });
    const body = Buffer.alloc(2_000, "x");
    expect((await echo(body)).equals(body)).toBe(true);
  });

  test("may change its window on the way", async () => {
    open({ settings: { initialWindowSize: 0 } });
    await once(session, "connect");
    const answer = echo(Buffer.from("later"));
    await new Promise((resolve) => session.ping(resolve));
    session.settings({ initialWindowSize: 100 });
    expect(String(await answer)).toBe("later");
  });

  test("gets its pings back", async () => {
    open();
    await once(session, "connect");
    const payload = await new Promise((resolve) => {
      session.ping(Buffer.from("pingpong"), (_error, _ms, answered) => resolve(String(answered)));
    });
    expect(payload).toBe("pingpong");
  });

  test("may send long headers, which come in several frames", async () => {
    open({ maxSendHeaderBlockLength: 60_000 });
    const stream = session.request({ ":path": "/echo", "x-long": "q".repeat(40_000) });
    const [headers] = await once(stream, "response");
    expect(headers[":status"]).toBe(200);
    stream.resume();
    await once(stream, "close");
  });

  test("that gives up a request disturbs no other", async () => {
    open();
    const stream = session.request({ ":method": "POST", ":path": "/echo" });
    stream.write("half");
    stream.close();
    expect(String(await echo(Buffer.from("whole")))).toBe("whole");
  });
});

describe("bytes on a socket", () => {
  let socket: Socket;
  let frames: Frame[];

  const open = () => {
    frames = [];
    socket = connect(port, "127.0.0.1");
    const reader = createFrameReader((received) => {
      frames.push({ ...received, payload: Buffer.from(received.payload) });
    });
    socket.on("data", (chunk) => reader.take(chunk));
  };

  afterEach(() => socket.destroy());

  const headersFrame = (id: number, flags: number = Flag.endHeaders | Flag.endStream, block = REQUEST) =>
    frame(FrameType.headers, flags, id, block);

  test("are understood one by one, too", async () => {
    open();
    const body = frame(FrameType.data, Flag.endStream, 1, Buffer.from("hello"));
    for (const byte of Buffer.concat([PREFACE, SETTINGS, headersFrame(1, Flag.endHeaders), body])) {
      socket.write(Buffer.of(byte));
      await new Promise(setImmediate);
    }
    while (!frames.some(({ type, flags }) => type === FrameType.headers && flags & Flag.endStream)) {
      await once(socket, "data");
    }
    const data = frames.filter(({ type }) => type === FrameType.data);
    expect(data.map(({ payload }) => String(payload))).toEqual(["hello"]);
  });

  test("that pad frames, set priorities or mean nothing to us are taken", async () => {
    open();
    const padded = Buffer.concat([Buffer.of(3), Buffer.alloc(5), REQUEST, Buffer.alloc(3)]);
    socket.write(
      Buffer.concat([
        PREFACE,
        SETTINGS,
        frame(FrameType.priority, Flag.none, 1, Buffer.alloc(5)),
        frame(0x77, Flag.none, 0, Buffer.from("an extension")),
        headersFrame(1, Flag.endHeaders | Flag.padded | Flag.priority, padded),
        frame(FrameType.data, Flag.endStream | Flag.padded, 1, Buffer.from("\x02ok\0\0", "latin1")),
      ]),
    );
    while (!frames.some(({ type }) => type === FrameType.data)) {
      await once(socket, "data");
    }
    expect(
      frames.filter(({ type }) => type === FrameType.data).map(({ payload }) => String(payload)),
    ).toEqual(["ok"]);
  });

  const settingsOf = (id: number, value: number) => {
    const payload = Buffer.alloc(6);
    payload.writeUInt16BE(id, 0);
    payload.writeUInt32BE(value, 2);
    return frame(FrameType.settings, Flag.none, 0, payload);
  };

  test.each<[string, keyof typeof ErrorCode, Buffer[]]>([
    ["no preface", "protocolError", [Buffer.from("GET / HTTP/1.1\r\n\r\n")]],
    ["another frame before SETTINGS", "protocolError", [PREFACE, headersFrame(1)]],
    [
      "a frame that is too long",
      "frameSizeError",
      [PREFACE, SETTINGS, Buffer.from("004001000000000001", "hex")],
    ],
    [
      "a PING of the wrong length",
      "frameSizeError",
      [PREFACE, SETTINGS, frame(FrameType.ping, 0, 0, Buffer.alloc(7))],
    ],
    [
      "SETTINGS of the wrong length",
      "frameSizeError",
      [PREFACE, frame(FrameType.settings, 0, 0, Buffer.alloc(5))],
    ],
    ["SETTINGS of a stream", "protocolError", [PREFACE, frame(FrameType.settings, 0, 1, Buffer.alloc(0))]],
    ["a window beyond all bounds", "flowControlError", [PREFACE, settingsOf(4, 0x8000_0000)]],
    [
      "a window that grows by nothing",
      "protocolError",
      [PREFACE, SETTINGS, numberFrame(FrameType.windowUpdate, 0, 0)],
    ],
    [
      "a window that grows too far",
      "flowControlError",
      [PREFACE, SETTINGS, numberFrame(FrameType.windowUpdate, 0, 0x7fff_ffff)],
    ],
    ["an even stream", "protocolError", [PREFACE, SETTINGS, headersFrame(2)]],
    [
      "data without a request",
      "protocolError",
      [PREFACE, SETTINGS, frame(FrameType.data, 0, 1, Buffer.from("x"))],
    ],
    [
      "data of the connection",
      "protocolError",
      [
        PREFACE,
        SETTINGS,
        headersFrame(1, Flag.endHeaders),
        frame(FrameType.data, Flag.padded, 1, Buffer.of(9)),
      ],
    ],
    ["a push", "protocolError", [PREFACE, SETTINGS, frame(FrameType.pushPromise, 0, 1, Buffer.alloc(4))]],
    [
      "a header block that is interrupted",
      "protocolError",
      [PREFACE, SETTINGS, headersFrame(1, Flag.none), SETTINGS],
    ],
    [
      "a header block that is no HPACK",
      "compressionError",
      [PREFACE, SETTINGS, headersFrame(1, Flag.endHeaders, Buffer.of(0xff, 0xff))],
    ],
    [
      "headers without end",
      "enhanceYourCalm",
      [
        PREFACE,
        SETTINGS,
        headersFrame(1, Flag.none),
        ...Array.from({ length: 70 }, () => frame(FrameType.continuation, 0, 1, Buffer.alloc(0))),
      ],
    ],
  ])("with %s end the connection, with the reason", async (_case, code, bytes) => {
    open();
    socket.write(Buffer.concat(bytes));
    await once(socket, "close");
    await closed;
    const last = frames.at(-1);
    expect(last?.type).toBe(FrameType.goAway);
    expect(last?.payload.readUInt32BE(4)).toBe(ErrorCode[code]);
  });

  test("that leave off before SETTINGS have a limited time", async () => {
    settingsWithinMs = 20;
    open();
    socket.write(PREFACE);
    await once(socket, "close");
    await closed;
  });

  test("of more streams than are allowed are refused one by one", async () => {
    open();
    const requests = Array.from({ length: 1001 }, (_, index) => headersFrame(2 * index + 1, Flag.endHeaders));
    socket.write(Buffer.concat([PREFACE, SETTINGS, ...requests]));
    while (!frames.some(({ type }) => type === FrameType.resetStream)) {
      await once(socket, "data");
    }
    const reset = frames.find(({ type }) => type === FrameType.resetStream);
    expect(reset?.streamId).toBe(2001);
    expect(reset?.payload.readUInt32BE()).toBe(ErrorCode.refusedStream);
  });

  test("for a stream that is over are no fault", async () => {
    open();
    socket.write(Buffer.concat([PREFACE, SETTINGS, headersFrame(1)]));
    while (!frames.some(({ type }) => type === FrameType.headers)) {
      await once(socket, "data");
    }
    socket.write(
      Buffer.concat([
        frame(FrameType.data, Flag.none, 1, Buffer.from("late")),
        numberFrame(FrameType.windowUpdate, 1, 5),
        numberFrame(FrameType.resetStream, 1, ErrorCode.cancel),
        frame(FrameType.ping, Flag.none, 0, Buffer.alloc(8, 7)),
      ]),
    );
    while (!frames.some(({ type }) => type === FrameType.ping)) {
      await once(socket, "data");
    }
    expect(frames.map(({ type }) => type)).not.toContain(FrameType.goAway);
  });
});
