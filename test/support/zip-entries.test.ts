import { deflateRawSync } from "node:zlib";
import { zipEntries } from "./zip-entries";

/** An archive of one file, as APPNOTE.TXT lays it out; only what a reader looks at is filled in. */
function archive(name: string, content: string, deflated: boolean): Buffer {
  const bytes = deflated ? deflateRawSync(content) : Buffer.from(content);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(deflated ? 8 : 0, 10);
  central.writeUInt32LE(bytes.length, 20);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(local.length + name.length + bytes.length, 16);
  return Buffer.concat([local, Buffer.from(name), bytes, central, Buffer.from(name), end]);
}

test.each([true, false])("a file comes out as it went in (deflated: %s)", (deflated) => {
  const entries = zipEntries(archive("tfplan", "the plan ".repeat(100), deflated));
  expect([...entries].map(([name, bytes]) => [name, String(bytes)])).toEqual([
    ["tfplan", "the plan ".repeat(100)],
  ]);
});

test("what is no archive is refused", () => {
  expect(() => zipEntries(Buffer.from("short"))).toThrow("no zip archive");
  expect(() => zipEntries(Buffer.alloc(100))).toThrow("no zip archive");
});
