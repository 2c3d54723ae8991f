import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { terraformEnvironment } from "../../../scripts/terraform/plugin-environment";
import { createCertificate } from "../../../src/plugin/transport/certificate";
import { call, frame, send } from "../../support/grpc-client";
import {
  type BuiltProvider,
  buildEchoProvider,
  connectTo,
  handshakeOf,
  type PluginProcess,
  startProcess,
} from "../../support/plugin-process";

// A provider as it listens on Windows. What else Windows does differently shows there only.

const SHUTDOWN = "/plugin.GRPCController/Shutdown";
const ECHO = "/tfplugin6.Provider/Echo";

let provider: BuiltProvider;
let temporary: string;
const started: PluginProcess[] = [];

beforeAll(() => {
  provider = buildEchoProvider();
  temporary = mkdtempSync(join(tmpdir(), "no-sockets-"));
});

afterEach(async () => {
  for (const { child, ended } of started.splice(0)) {
    child.kill("SIGKILL");
    await ended;
  }
});

afterAll(() => {
  provider.remove();
  rmSync(temporary, { recursive: true });
});

function environment(changes: Record<string, string | undefined> = {}): NodeJS.ProcessEnv {
  return terraformEnvironment({ ECHO_PLATFORM: "win32", TMPDIR: temporary, ...changes });
}

function start(
  changes: Record<string, string | undefined> = {},
  args: readonly string[] = [],
): PluginProcess {
  const plugin = startProcess(provider.executable, args, environment(changes));
  started.push(plugin);
  return plugin;
}

const portOf = (address = "") => Number(address.split(":")[1]);

/** Whether anybody answers at an address of the handshake line. */
function isOpen(address = ""): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port: portOf(address) });
    socket.on("connect", () => resolve(true)).on("error", () => resolve(false));
    socket.on("connect", () => socket.destroy());
  });
}

test("the handshake names a loopback port of Terraform's range, and no socket is made", async () => {
  const fields = await handshakeOf(start());
  expect(fields.slice(0, 3)).toEqual(["1", "6", "tcp"]);
  expect(fields[3]).toMatch(/^127\.0\.0\.1:\d+$/);
  expect(portOf(fields[3])).toBeGreaterThanOrEqual(10_000);
  expect(portOf(fields[3])).toBeLessThanOrEqual(25_000);
  expect(readdirSync(temporary).filter((name) => name.startsWith("tf-plugin-"))).toEqual([]);
});

test("providers that start side by side find ports of their own", async () => {
  const range = { PLUGIN_MIN_PORT: "24100", PLUGIN_MAX_PORT: "24199" };
  const lines = await Promise.all(Array.from({ length: 6 }, () => handshakeOf(start(range))));
  expect(new Set(lines.map(([, , , address]) => address)).size).toBe(6);
});

test.each([
  ["another certificate", createCertificate(new Date())],
  ["no certificate", null],
])("a client with %s is refused, and the right one is served", async (_case, certificate) => {
  const plugin = start();
  const fields = await handshakeOf(plugin);
  const stranger = await connectTo(fields, certificate);
  await expect(call(stranger, ECHO, "hello")).rejects.toThrow();
  stranger.destroy();
  const session = await connectTo(fields);
  expect(String(await call(session, ECHO, "hello"))).toBe("hello");
  session.destroy();
  expect(await plugin.ended).toBe(0);
});

describe("the end", () => {
  test("comes with Shutdown, and the port is free", async () => {
    const plugin = start();
    const fields = await handshakeOf(plugin);
    const session = await connectTo(fields);
    // The process ends with whatever the client has on its way: TCP tells it by a reset, which may overtake the reply.
    session.socket.on("error", () => {});
    const reply = await send(session, SHUTDOWN, [frame("")]).catch(() => "reset" as const);
    expect(reply === "reset" ? "0" : reply.headers["grpc-status"]).toBe("0");
    expect(await plugin.ended).toBe(0);
    expect(await isOpen(fields[3])).toBe(false);
    session.destroy();
  });

  test("comes when the last client has gone, without a word from it", async () => {
    const plugin = start();
    const session = await connectTo(await handshakeOf(plugin));
    expect(String(await call(session, ECHO, "hello"))).toBe("hello");
    session.destroy();
    expect(await plugin.ended).toBe(0);
  });

  test("comes when the parent is killed before it has connected", async () => {
    const spawnsPlugin =
      "require('child_process').spawn(process.argv[1],{stdio:['ignore','inherit','inherit']})";
    const parent = startProcess(process.execPath, ["-e", spawnsPlugin, provider.executable], environment());
    started.push(parent);
    const fields = await handshakeOf(parent);
    expect(fields[2]).toBe("tcp");
    parent.child.kill("SIGKILL");
    // The plugin holds the pipes of its parent: they close when it has ended.
    await parent.ended;
    expect(await isOpen(fields[3])).toBe(false);
  });
});

test("--debug prints an address that takes one client after the other", async () => {
  const plugin = start({ TF_PLUGIN_MAGIC_COOKIE: undefined, PLUGIN_CLIENT_CERT: undefined }, ["--debug"]);
  const text = (await plugin.lines(6)).join("\n");
  const { Addr } = JSON.parse(/TF_REATTACH_PROVIDERS='(.*)'/.exec(text)?.[1] ?? "")[
    "terraform.local/test/echo"
  ];
  expect(Addr.Network).toBe("tcp");
  for (const word of ["first", "second"]) {
    const session = await connectTo(["", "", Addr.Network, Addr.String, "", ""]);
    expect(String(await call(session, ECHO, word))).toBe(word);
    session.destroy();
  }
  plugin.child.kill("SIGINT");
  expect(await plugin.ended).toBe(130);
});
