import fc from "fast-check";
import { ConnectionError } from "../../../../src/plugin/transport/http2/error";
import { headerBlock } from "../../../../src/plugin/transport/http2/header-block";
import { createHeaderDecoder } from "../../../../src/plugin/transport/http2/header-decoder";
import { STATIC_TABLE } from "../../../../src/plugin/transport/http2/static-table";

const decode = (hex: string) => [...createHeaderDecoder().decode(bytes(hex))];
const bytes = (hex: string) => Buffer.from(hex.replace(/\s/g, ""), "hex");

// RFC 7541, appendix C.4 and C.6.1: what the standard itself gives as examples.
test("the standard's requests with Huffman codes are read, one after the other", () => {
  const decoder = createHeaderDecoder();
  const first = decoder.decode(bytes("8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff"));
  expect([...first]).toEqual([
    [":method", "GET"],
    [":scheme", "http"],
    [":path", "/"],
    [":authority", "www.example.com"],
  ]);
  const second = decoder.decode(bytes("8286 84be 5886 a8eb 1064 9cbf"));
  expect(second.get(":authority")).toBe("www.example.com");
  expect(second.get("cache-control")).toBe("no-cache");
  const third = decoder.decode(bytes("8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf"));
  expect(third.get("custom-key")).toBe("custom-value");
  expect(third.get(":authority")).toBe("www.example.com");
});

test("literals that leave the table alone, and those that must never be kept, are read", () => {
  expect(decode("040c 2f73 616d 706c 652f 7061 7468")).toEqual([[":path", "/sample/path"]]);
  expect(decode("1008 7061 7373 776f 7264 0673 6563 7265 74")).toEqual([["password", "secret"]]);
});

test("the oldest entries leave the table when it is full, and all when it is made empty", () => {
  const decoder = createHeaderDecoder();
  const long = (name: string) =>
    Buffer.concat([bytes("4001"), Buffer.from(name), bytes("7f9c0e"), Buffer.alloc(1947, "v")]);
  for (const name of ["a", "b", "c"]) {
    decoder.decode(long(name));
  }
  expect([...decoder.decode(bytes("be")).keys()]).toEqual(["c"]);
  expect([...decoder.decode(bytes("bf")).keys()]).toEqual(["b"]);
  expect(() => decoder.decode(bytes("c0"))).toThrow(ConnectionError);
  decoder.decode(bytes("20"));
  expect(() => decoder.decode(bytes("be"))).toThrow(ConnectionError);
});

test.each([
  ["an index that is in no table", "ff00"],
  ["index 0", "80"],
  ["a number without end", "ffffffffffffffff"],
  ["a text that ends too early", "0003 6162"],
  ["a name without its value", "0001 61"],
  ["a table larger than was offered", "3fe21f"],
  ["a Huffman code padded with zeros", "0081 00 0161"],
  ["a Huffman code that is padding alone", "0084 ffffffff 0161"],
])("%s breaks the connection", (_case, hex) => {
  expect(() => decode(hex)).toThrow(ConnectionError);
});

test("whatever arrives is read or refused, never thrown about", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (block) => {
      try {
        createHeaderDecoder().decode(Buffer.from(block));
      } catch (error) {
        expect(error).toBeInstanceOf(ConnectionError);
      }
    }),
  );
});

test("it decodes what the encoder writes", () => {
  const name = fc.stringMatching(/^[a-z-]{1,40}$/);
  const value = fc.string({ unit: "binary-ascii", maxLength: 300 });
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key }), (fields) => {
      expect([...createHeaderDecoder().decode(headerBlock(...fields))]).toEqual(fields);
    }),
  );
});

test("the static table has the places that the standard gives it", () => {
  expect(STATIC_TABLE).toHaveLength(61);
  expect(STATIC_TABLE[8 - 1]).toEqual([":status", "200"]);
  expect(STATIC_TABLE[31 - 1]).toEqual(["content-type", ""]);
  expect(STATIC_TABLE[61 - 1]).toEqual(["www-authenticate", ""]);
});
