import {
  createMessageReader,
  frameHeader,
  MAX_MESSAGE_BYTES,
} from "../../../../src/plugin/transport/grpc/frame";
import { frame } from "../../../support/grpc-client";

function read(...chunks: readonly Buffer[]): string {
  const reader = createMessageReader();
  for (const chunk of chunks) {
    reader.push(chunk);
  }
  return String(reader.finish());
}

function headerOf(length: number, flag = 0): Buffer {
  const header = Buffer.alloc(5);
  header[0] = flag;
  header.writeUInt32BE(length, 1);
  return header;
}

describe("reading a message", () => {
  test("puts it together from one byte at a time as from one piece", () => {
    const bytes = frame("hello");
    const single = Array.from(bytes, (_, index) => bytes.subarray(index, index + 1));
    expect(read(bytes)).toBe("hello");
    expect(read(...single)).toBe("hello");
  });

  test("takes an empty one", () => {
    expect(read(frame(""))).toBe("");
  });

  test.each([
    ["nothing at all", []],
    ["half a header", [Buffer.alloc(3)]],
    ["half a message", [frame("hello").subarray(0, 8)]],
  ])("refuses %s with INTERNAL", (_case, chunks) => {
    expect(() => read(...chunks)).toThrow(expect.objectContaining({ code: 13 }));
  });

  test("refuses a second message with INTERNAL", () => {
    expect(() => read(frame("one"), frame("two"))).toThrow(expect.objectContaining({ code: 13 }));
  });

  test("refuses a compressed one with UNIMPLEMENTED", () => {
    expect(() => read(frame("hello", 1))).toThrow(expect.objectContaining({ code: 12 }));
  });

  test("refuses one above the limit by its header alone, with RESOURCE_EXHAUSTED", () => {
    const reader = createMessageReader();
    expect(() => reader.push(headerOf(MAX_MESSAGE_BYTES))).not.toThrow();
    expect(() => createMessageReader().push(headerOf(MAX_MESSAGE_BYTES + 1))).toThrow(
      expect.objectContaining({ code: 8 }),
    );
    expect(() => createMessageReader().push(headerOf(0xffff_ffff))).toThrow(
      expect.objectContaining({ code: 8 }),
    );
  });
});

describe("the header of a reply", () => {
  test("has the flag for uncompressed and the length, big-endian", () => {
    expect(frameHeader(0x01020304 % MAX_MESSAGE_BYTES)).toEqual(Buffer.from([0, 1, 2, 3, 4]));
    expect(() => frameHeader(MAX_MESSAGE_BYTES + 1)).toThrow(expect.objectContaining({ code: 8 }));
  });
});
