import { readMachO } from "../../release/mach-o";
import { isSignedMachO, signMachO } from "../../release/sign-mach-o";
import { aMachO } from "./a-mach-o";

test("a signed executable has the hash of each of its pages", () => {
  const signed = signMachO(aMachO(), "a-program");
  expect(isSignedMachO(signed)).toBe(true);
});

test("the signature is the end of the file and of its last segment", () => {
  const signed = signMachO(aMachO(), "a-program");
  const { signature, linkedit, linkeditCommand } = readMachO(signed);
  expect(signature.offset).toBe(4096 * 2.5);
  expect(Number(signed.readBigUInt64LE(linkeditCommand + 48))).toBe(signed.length - linkedit.offset);
  expect(Number(signed.readBigUInt64LE(linkeditCommand + 32))).toBeGreaterThanOrEqual(
    signed.length - linkedit.offset,
  );
});

test.each([8, 4096, 4096 * 2.5 - 1])("a byte changed at %d breaks the signature", (at) => {
  const signed = signMachO(aMachO(), "a-program");
  signed.writeUInt8(signed.readUInt8(at) ^ 1, at);
  expect(isSignedMachO(signed)).toBe(false);
});

test("signing what is signed changes nothing", () => {
  const signed = signMachO(aMachO(), "a-program");
  expect(signMachO(signed, "a-program").equals(signed)).toBe(true);
});

test("what is no executable for macOS is refused", () => {
  expect(() => signMachO(Buffer.alloc(64), "a-program")).toThrow("no 64-bit Mach-O executable");
});
