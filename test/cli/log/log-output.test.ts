import { createLogOutput } from "../../../src/cli/log/log-output";

function written(isTerminal: boolean, ...bits: Uint8Array[]): (string | Uint8Array)[] {
  const all: (string | Uint8Array)[] = [];
  const output = createLogOutput((data) => void all.push(data), isTerminal);
  for (const bit of bits) {
    output.write(bit);
  }
  output.end();
  return all;
}

it("passes every byte unchanged to a program", () => {
  const bytes = Buffer.from([0x1b, 0x5b, 0x32, 0x4a, 0xff, 0x00, 0x0d]);
  expect(written(false, bytes)).toEqual([bytes]);
});

it("gives a terminal whole lines that are harmless", () => {
  expect(written(true, Buffer.from("\u001b[2Jone\ntwo")).join("")).toBe("one\ntwo\n");
  expect(written(true)).toEqual([]);
});

it("begins with a whole character on a terminal", () => {
  expect(written(true, Buffer.from("öde\n").subarray(1)).join("")).toBe("de\n");
});
