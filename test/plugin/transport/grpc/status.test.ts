import fc from "fast-check";
import { encodeStatusMessage } from "../../../../src/plugin/transport/grpc/status";

describe("a status message", () => {
  test("keeps printable ASCII and encodes the rest, percent signs included", () => {
    expect(encodeStatusMessage("100% of ~ é\n")).toBe("100%25 of ~ %C3%A9%0A");
  });

  test("can always be decoded, and is always a legal header value", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const encoded = encodeStatusMessage(text);
        expect(encoded).toMatch(/^[\x20-\x7e]*$/);
        expect(decodeURIComponent(encoded)).toBe(text);
      }),
    );
  });
});
