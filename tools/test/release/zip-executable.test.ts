import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { readZip } from "../../release/read-zip";
import { zipExecutable } from "../../release/zip-executable";

const NAME = "terraform-provider-ehpc_v1.2.3";
const bytes = Buffer.from("an executable ".repeat(1000));

test("the archive holds the one file, executable for everybody", () => {
  expect(readZip(zipExecutable(NAME, bytes))).toEqual([
    { name: NAME, mode: 0o100755, bytes: new Uint8Array(bytes) },
  ]);
});

test("the archive has the same bytes in every time zone", () => {
  const root = join(__dirname, "../../..");
  const program = `
    const { zipExecutable } = require("./tools/release/zip-executable.ts");
    const zip = zipExecutable(${JSON.stringify(NAME)}, Buffer.from("an executable ".repeat(1000)));
    process.stdout.write(require("node:crypto").createHash("sha256").update(zip).digest("hex"));`;
  const sums = ["America/St_Johns", "Asia/Shanghai"].map((TZ) =>
    execFileSync(process.execPath, ["--import", "tsx", "-e", program], {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, TZ },
    }),
  );
  const here = createHash("sha256").update(zipExecutable(NAME, bytes)).digest("hex");
  expect(sums).toEqual([here, here]);
});

test("what is no archive is not read as one", () => {
  expect(() => readZip(Buffer.from("PK, but no archive, long enough for its end"))).toThrow("no zip archive");
});
