import { spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sweepSockets } from "../../../src/plugin/transport/sweep-sockets";

const userId = process.getuid?.();

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "sweep-"));
});
afterEach(() => rmSync(parent, { recursive: true }));

/** The id of a process that has ended. */
const gone = spawnSync(process.execPath, ["-e", "0"]).pid;
const nameOf = (pid: number) => `tf-plugin-${pid.toString(36)}-abcDEF`;

function directoryOf(pid: number, minutesOld = 5): string {
  const directory = join(parent, nameOf(pid));
  mkdirSync(directory, { mode: 0o700 });
  const then = new Date(Date.now() - minutesOld * 60_000);
  utimesSync(directory, then, then);
  return directory;
}

/** Leaves a socket behind where nobody listens any more, as a process that was killed does. */
function killedIn(directory: string): void {
  const script = `require("net").createServer().listen(process.argv[1], () => process.kill(process.pid, "SIGKILL"))`;
  spawnSync(process.execPath, ["-e", script, join(directory, "s")]);
  expect(existsSync(join(directory, "s"))).toBe(true);
}

test("the socket of a killed provider goes, with its directory", async () => {
  killedIn(directoryOf(gone));
  expect(await sweepSockets(parent, userId)).toEqual([nameOf(gone)]);
  expect(readdirSync(parent)).toEqual([]);
});

test("a directory in which a killed provider never came to listen goes too, but not while it may be about to", async () => {
  directoryOf(gone, 0);
  expect(await sweepSockets(parent, userId)).toEqual([]);
  rmSync(join(parent, nameOf(gone)), { recursive: true });
  directoryOf(gone, 2);
  expect(await sweepSockets(parent, userId)).toEqual([nameOf(gone)]);
});

test("sockets of a running process stay, whether it listens yet or not", async () => {
  directoryOf(process.pid);
  expect(await sweepSockets(parent, userId)).toEqual([]);
});

test("a socket on which somebody answers stays, though no such process is to be seen, as with one in a container", async () => {
  const directory = directoryOf(gone);
  const server = createServer().listen(join(directory, "s"));
  await once(server, "listening");
  expect(await sweepSockets(parent, userId)).toEqual([]);
  expect(existsSync(join(directory, "s"))).toBe(true);
  server.close();
});

test.each<[string, () => void, number | undefined]>([
  ["another user's", () => killedIn(directoryOf(gone)), 12_345],
  ["of an unknown user", () => killedIn(directoryOf(gone)), undefined],
  ["open to others", () => chmodSync(directoryOf(gone), 0o755), userId],
  ["a file", () => writeFileSync(join(parent, nameOf(gone)), ""), userId],
  ["a link", () => symlinkSync(tmpdir(), join(parent, nameOf(gone))), userId],
  ["of another name", () => mkdirSync(join(parent, "tf-plugin-abcDEF"), { mode: 0o700 }), userId],
])("what is %s stays", async (_, make, user) => {
  make();
  expect(await sweepSockets(parent, user)).toEqual([]);
  expect(readdirSync(parent)).toHaveLength(1);
});

test("a directory with something else in it stays", async () => {
  const directory = directoryOf(gone);
  killedIn(directory);
  writeFileSync(join(directory, "other"), "");
  await sweepSockets(parent, userId);
  expect(readdirSync(directory)).toEqual(["other"]);
});

test("nothing is swept where everybody may rename everything, but below a sticky directory as /tmp is", async () => {
  killedIn(directoryOf(gone));
  chmodSync(parent, 0o777);
  expect(await sweepSockets(parent, userId)).toEqual([]);
  chmodSync(parent, 0o1777);
  expect(await sweepSockets(parent, userId)).toEqual([nameOf(gone)]);
});

test("a place that is not there is no failure", async () => {
  expect(await sweepSockets(join(parent, "missing"), userId)).toEqual([]);
});
