import { createServer, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import axios from "axios";
import { createRequestDeadline } from "../../../src/ehpc/http/request-deadline";
import {
  CutAnswerError,
  OversizedAnswerError,
  type ReceivedAnswer,
  sendOver,
} from "../../../src/ehpc/http/send-over";

const MAX_BYTES = 1_000;

let server: Server;
let answer: (response: ServerResponse, body: string) => void;
const seen: { method?: string; url?: string; two: unknown; body: string }[] = [];

beforeAll(async () => {
  server = createServer(async (incoming, response) => {
    let body = "";
    for await (const chunk of incoming) {
      body += chunk;
    }
    seen.push({ method: incoming.method, url: incoming.url, two: incoming.headers["x-two"], body });
    answer(response, body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function send(signal = new AbortController().signal, body?: string) {
  const deadline = createRequestDeadline({ connectTimeoutMs: 60_000, readTimeoutMs: 60_000, signal });
  const adapter = sendOver({
    open: (options, onAnswer) => request(options, onAnswer),
    headers: { "x-two": "2" },
    deadline,
    maxBytes: MAX_BYTES,
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a?b=%20c`;
  try {
    const { status, data } = await axios.request<ReceivedAnswer>({
      adapter,
      url,
      method: "POST",
      data: body,
    });
    return { status, ...data };
  } finally {
    deadline.end();
  }
}

test("sends what axios was given, and gives the answer's status, headers and bytes", async () => {
  answer = (response, body) => response.writeHead(404, { "x-one": "1" }).end(`heard ${body}`);
  const { status, headers, bytes } = await send(undefined, "words");
  expect(seen.at(-1)).toEqual({ method: "POST", url: "/a?b=%20c", two: "2", body: "words" });
  expect([status, headers["x-one"], bytes.toString()]).toEqual([404, "1", "heard words"]);
});

test("gives an answer without a body as one without bytes", async () => {
  answer = (response) => response.writeHead(204).end();
  expect((await send()).bytes).toHaveLength(0);
});

test.each([
  ["gzip", gzipSync],
  ["deflate", deflateSync],
  ["br", brotliCompressSync],
])("unpacks what something on the way packed as %s", async (coding, pack) => {
  answer = (response) => response.writeHead(200, { "content-encoding": coding }).end(pack("text"));
  expect((await send()).bytes.toString()).toBe("text");
});

test.each([
  ["gzip", gzipSync],
  ["deflate", deflateSync],
  ["br", brotliCompressSync],
])("refuses what stands behind a body packed as %s", async (coding, pack) => {
  answer = (response) =>
    response
      .writeHead(200, { "content-encoding": coding })
      .end(Buffer.concat([pack("text"), Buffer.from("junk")]));
  await expect(send()).rejects.toThrow();
});

test("leaves an answer in an unknown coding as it is", async () => {
  answer = (response) => response.writeHead(200, { "content-encoding": "identity" }).end("text");
  expect((await send()).bytes.toString()).toBe("text");
});

test.each([
  ["as it comes", (response: ServerResponse) => response.end("x".repeat(MAX_BYTES + 1))],
  [
    "when unpacked",
    (response: ServerResponse) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("x".repeat(1_000_000))),
  ],
])("refuses an answer that is too long %s", async (_, tooLong) => {
  answer = tooLong;
  await expect(send()).rejects.toThrow(OversizedAnswerError);
});

test("takes an answer that is as long as allowed", async () => {
  answer = (response) => response.end("x".repeat(MAX_BYTES));
  expect((await send()).bytes).toHaveLength(MAX_BYTES);
});

test("refuses an answer that ends before it is complete", async () => {
  answer = (response) => {
    response.writeHead(200, { "content-length": 10 });
    response.write("text", () => response.destroy());
  };
  await expect(send()).rejects.toThrow(CutAnswerError);
});

test("ends the request when its caller says so, before and after it has begun", async () => {
  const begun = new AbortController();
  const ended = new Promise<void>((resolve) => {
    answer = (response) => {
      response.on("close", resolve);
      begun.abort();
    };
  });
  await expect(send(begun.signal)).rejects.toThrow("The call was interrupted before it finished.");
  await ended;

  const before = seen.length;
  await expect(send(AbortSignal.abort())).rejects.toThrow("The call was interrupted before it finished.");
  expect(seen).toHaveLength(before);
});
