import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { createSocketPath, processOf } from "../../../src/plugin/transport/socket-path";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "socket-path-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the place of the socket", () => {
  test("is a directory only its user can enter, below the temporary one", () => {
    const { path, remove } = createSocketPath({}, folder);
    expect(dirname(dirname(path))).toBe(folder);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    writeFileSync(path, "");
    remove();
    expect(existsSync(dirname(path))).toBe(false);
    expect(remove).not.toThrow();
  });

  test("names the process that made it", () => {
    const { path, remove } = createSocketPath({}, folder);
    expect(processOf(basename(dirname(path)))).toBe(process.pid);
    remove();
    expect(processOf("tf-plugin-abc123")).toBeNull();
    expect(processOf("plugin-dir123")).toBeNull();
  });

  test("is below PLUGIN_UNIX_SOCKET_DIR where that is set", () => {
    const { path, remove } = createSocketPath({ PLUGIN_UNIX_SOCKET_DIR: folder }, "/nowhere");
    expect(dirname(dirname(path))).toBe(folder);
    remove();
  });

  test.each([
    ["too long a name", () => join(folder, "x".repeat(80))],
    ["a name too long in bytes, not in characters", () => join(folder, "é".repeat(45))],
    ["a separator of the handshake line in its name", () => join(folder, "a|b")],
    ["a line feed in its name", () => join(folder, "a\nb")],
    ["a carriage return in its name", () => join(folder, "a\rb")],
  ])("is a short one when the directory has %s", (_case, name) => {
    mkdirSync(name());
    const { path, remove } = createSocketPath({}, name());
    expect(dirname(dirname(path))).toBe("/tmp");
    expect(Buffer.byteLength(path)).toBeLessThanOrEqual(103);
    remove();
  });

  test("is a short one when the directory does not exist", () => {
    const { path, remove } = createSocketPath({}, join(folder, "missing"));
    expect(dirname(dirname(path))).toBe("/tmp");
    remove();
  });

  test("at the very limit still fits", () => {
    const longest = join(folder, "x".repeat(103 - "/tf-plugin-PPPPPP-XXXXXX/s".length - folder.length - 1));
    mkdirSync(longest);
    const { path, remove } = createSocketPath({}, longest);
    expect(dirname(dirname(path))).toBe(longest);
    expect(Buffer.byteLength(path)).toBeLessThanOrEqual(103);
    remove();
  });
});
