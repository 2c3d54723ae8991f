import fc from "fast-check";
import { parseJson } from "../../../src/base/json";
import { decodeBase64 } from "../../../src/ehpc/api/decode-base64";

it("gives the bytes back that were encoded, padded or not, on one line or many", () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.boolean(), fc.boolean(), (bytes, padded, broken) => {
      const encoded = Buffer.from(bytes).toString("base64");
      const text = padded ? encoded : encoded.replace(/=+$/, "");
      const lines = broken ? text.replace(/.{4}/g, "$&\r\n") : text;
      expect(decodeBase64(lines)).toEqual(Buffer.from(bytes));
    }),
  );
});

it.each([undefined, null, "", " \n"])("takes %j for no bytes", (value) => {
  expect(decodeBase64(value)).toEqual(Buffer.alloc(0));
});

it.each(["not Base64!", "YQ=a", "YWJjZ", "Traceback:", "YQ_-"])("does not take %j for Base64", (text) => {
  expect(decodeBase64(text)).toBeNull();
});

it.each(["true", "1234", "[]", '{"a":"YQ=="}'])("does not take the JSON value %s for Base64", (json) => {
  expect(decodeBase64(parseJson(json))).toBeNull();
});

it("takes megabytes", () => {
  const bytes = Buffer.alloc(6 * 1024 * 1024, 0xfb);
  expect(decodeBase64(bytes.toString("base64"))?.equals(bytes)).toBe(true);
});
