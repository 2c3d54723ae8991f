import { once } from "node:events";
import { connect } from "node:http2";
import { type AddressInfo, createServer } from "node:net";
import { createFrameReader, FrameType } from "../../../../src/plugin/transport/http2/frame";
import { createHeaderDecoder } from "../../../../src/plugin/transport/http2/header-decoder";

/** The header block that Node's own HTTP/2 writes for these fields. */
async function nodesBlock(fields: Record<string, string>): Promise<Buffer> {
  const listener = createServer();
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const accepted = once(listener, "connection");
  const session = connect(`http://127.0.0.1:${(listener.address() as AddressInfo).port}`);
  session.on("error", () => {});
  const stream = session.request(fields);
  stream.on("error", () => {});
  const [socket] = await accepted;
  const block = await new Promise<Buffer>((resolve) => {
    const parts: Buffer[] = [];
    const reader = createFrameReader(({ type, flags, payload }) => {
      if (type !== FrameType.headers && type !== FrameType.continuation) {
        return;
      }
      // Node announces a priority with its requests.
      parts.push(flags & 0x20 ? payload.subarray(5) : payload);
      if (flags & 0x4) {
        resolve(Buffer.concat(parts));
      }
    });
    let preface = 24;
    socket.on("data", (chunk: Buffer) => {
      const skipped = Math.min(preface, chunk.length);
      preface -= skipped;
      reader.take(chunk.subarray(skipped));
    });
  });
  session.destroy();
  socket.destroy();
  await new Promise((resolve) => listener.close(resolve));
  return block;
}

test("every character that Node encodes is read", async () => {
  // Each one among short codes, so that the encoder finds the Huffman code of the whole shorter than the text.
  const characters = Array.from({ length: 256 }, (_, octet) => octet).filter(
    (octet) => octet === 9 || (octet >= 32 && octet !== 127),
  );
  const fields = Object.fromEntries(
    characters.map((octet) => [`x-${octet}`, `${"a".repeat(40)}${String.fromCharCode(octet)}e`]),
  );
  const decoded = createHeaderDecoder().decode(await nodesBlock({ ":path": "/", ...fields }));
  expect(Object.fromEntries([...decoded].filter(([name]) => name.startsWith("x-")))).toEqual(fields);
});
