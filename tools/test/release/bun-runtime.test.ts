import { createHash } from "node:crypto";
import { refuseOtherBytes } from "../../release/bun-runtime";

const bytes = Buffer.from("a tarball");
const integrity = `sha512-${createHash("sha512").update(bytes).digest("base64")}`;

test("a download with the locked hash is taken", () => {
  expect(() => refuseOtherBytes(bytes, integrity, "@oven/bun")).not.toThrow();
});

test("any other one is refused", () => {
  expect(() => refuseOtherBytes(Buffer.from("another"), integrity, "@oven/bun")).toThrow(
    /^@oven\/bun is not what package-lock\.json names/,
  );
});
