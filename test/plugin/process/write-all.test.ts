import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, constants, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeAll } from "../../../src/plugin/process/write-all";

let folder: string;
let pipe: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "write-all-"));
  pipe = join(folder, "pipe");
  execFileSync("mkfifo", [pipe]);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("writing all of a text", () => {
  test("waits for the reader of a full, non-blocking pipe", async () => {
    const descriptor = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
    const text = "x".repeat(1_000_000);
    const reader = spawn("sh", ["-c", `head -c ${text.length} <'${pipe}' | wc -c`]);
    const counted = once(reader.stdout, "data");
    writeAll(descriptor, text);
    closeSync(descriptor);
    expect(Number(String(await counted))).toBe(text.length);
  });

  test("gives up quietly when nobody reads for long", () => {
    const descriptor = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
    expect(() => writeAll(descriptor, "x".repeat(1_000_000))).not.toThrow();
    closeSync(descriptor);
  });

  test("is no error when the reader has gone", () => {
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    const writer = openSync(pipe, constants.O_WRONLY);
    closeSync(reader);
    expect(() => writeAll(writer, "hello")).not.toThrow();
    closeSync(writer);
  });
});
