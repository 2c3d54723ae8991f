import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { constants, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PROVIDER_FORM } from "../../../scripts/terraform/build-provider";
import { terraformEnvironment } from "../../../scripts/terraform/plugin-environment";
import { createCertificate } from "../../../src/plugin/transport/certificate";
import { call, frame, send } from "../../support/grpc-client";
import {
  type BuiltProvider,
  buildEchoProvider,
  connectTo,
  handshakeOf,
  isAlive,
  type PluginProcess,
  startProcess,
} from "../../support/plugin-process";

// Serves as the twin of serve.ts, service.ts, signals.ts and start-error.ts: what they do shows in a process only.

const SHUTDOWN = "/plugin.GRPCController/Shutdown";
const rpc = (name: string) => `/tfplugin6.Provider/${name}`;

let provider: BuiltProvider;
let sockets: string;
const started: PluginProcess[] = [];

beforeAll(() => {
  provider = buildEchoProvider();
  sockets = mkdtempSync(join(tmpdir(), "sockets-"));
});

afterEach(async () => {
  for (const { child, ended } of started.splice(0)) {
    child.kill("SIGKILL");
    await ended;
  }
  for (const name of readdirSync(sockets)) {
    rmSync(join(sockets, name), { recursive: true });
  }
});

afterAll(() => {
  provider.remove();
  rmSync(sockets, { recursive: true });
});

function start(
  changes: Record<string, string | undefined> = {},
  args: readonly string[] = [],
): PluginProcess {
  const environment = terraformEnvironment({ PLUGIN_UNIX_SOCKET_DIR: sockets, ...changes });
  const plugin = startProcess(provider.executable, args, environment);
  started.push(plugin);
  return plugin;
}

async function startAndConnect(changes: Record<string, string | undefined> = {}) {
  const plugin = start(changes);
  const session = await connectTo(await handshakeOf(plugin));
  return { plugin, session };
}

describe("the handshake", () => {
  test("is one line of six fields, the certificate without padding", async () => {
    const plugin = start();
    const fields = await handshakeOf(plugin);
    expect(fields).toHaveLength(6);
    expect(fields.slice(0, 3)).toEqual(["1", "6", "unix"]);
    expect(fields[4]).toBe("grpc");
    expect(fields[5]).toMatch(/^[A-Za-z0-9+/]+$/);
    const session = await connectTo(fields);
    expect(String(await call(session, rpc("Echo"), "hello"))).toBe("hello");
    session.destroy();
    await plugin.ended;
    expect(plugin.stdout().split("\n")).toHaveLength(2);
    expect(plugin.stderr()).toBe("");
  });

  test("puts the socket where PLUGIN_UNIX_SOCKET_DIR says, in a directory of the user alone", async () => {
    const [, , , path = ""] = await handshakeOf(start());
    expect(dirname(dirname(path))).toBe(sockets);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
  });

  test.each([
    ["too long a name", "x".repeat(90)],
    ["a name that would break the line", "a|b\nc"],
  ])("falls back to a short directory when the temporary one has %s", async (_case, name) => {
    const unfit = join(sockets, name);
    mkdirSync(unfit);
    const plugin = start({ PLUGIN_UNIX_SOCKET_DIR: undefined, TMPDIR: unfit });
    const fields = await handshakeOf(plugin);
    expect(dirname(dirname(fields[3] ?? ""))).toBe("/tmp");
    const session = await connectTo(fields);
    expect(String(await call(session, rpc("Echo"), "hello"))).toBe("hello");
    session.destroy();
    await plugin.ended;
  });

  test.each<[string, Record<string, string | undefined>, RegExp]>([
    ["another protocol", { PLUGIN_PROTOCOL_VERSIONS: "5" }, /protocol 6.*offers 5/],
    [
      "no certificate",
      { PLUGIN_CLIENT_CERT: undefined },
      /PLUGIN_CLIENT_CERT is missing.*TF_DISABLE_PLUGIN_TLS/,
    ],
    ["a certificate that is none", { PLUGIN_CLIENT_CERT: "hello" }, /no certificate in PEM form/],
  ])("with %s ends in one line on stdout", async (_case, changes, text) => {
    const plugin = start(changes);
    expect(await plugin.ended).toBe(1);
    expect(plugin.stdout()).toMatch(text);
    expect(plugin.stdout().trimEnd().split("\n")).toHaveLength(1);
    expect(plugin.stderr()).toBe("");
  });

  test.each([undefined, "another cookie"])(
    "started by hand (cookie %s) says so on stderr",
    async (cookie) => {
      const plugin = start({ TF_PLUGIN_MAGIC_COOKIE: cookie });
      expect(await plugin.ended).toBe(1);
      expect(plugin.stdout()).toBe("");
      expect(plugin.stderr()).toMatch(/^This is a Terraform provider.*--debug\.\n$/);
    },
  );
});

describe("with NODE_OPTIONS", () => {
  function preload(name: string, text: string): string {
    const file = join(sockets, name);
    writeFileSync(file, text);
    return `--require ${file}`;
  }

  test("what a preloaded module prints is on stderr, and the handshake line alone on stdout", async () => {
    const NODE_OPTIONS = preload("prints.cjs", 'require("node:fs").writeSync(1, "tracing is on\\n");');
    const { plugin, session } = await startAndConnect({ NODE_OPTIONS });
    expect(String(await call(session, rpc("Echo"), "hello"))).toBe("hello");
    session.destroy();
    expect(await plugin.ended).toBe(0);
    if (PROVIDER_FORM === "script") {
      expect(plugin.stderr()).toBe("tracing is on\n");
    }
    expect(plugin.stdout()).toMatch(/^1\|6\|[^\n]+\n$/);
  });

  test("an option that Node.js refuses ends in one line on stdout", async () => {
    if (PROVIDER_FORM === "binary") {
      process.stdout.write("NOT TESTED: a compiled provider does not read NODE_OPTIONS\n");
      return;
    }
    const plugin = start({ NODE_OPTIONS: "--no-such-option" });
    expect(await plugin.ended).toBe(1);
    expect(plugin.stdout()).toMatch(/^Node\.js refuses NODE_OPTIONS .* not allowed in NODE_OPTIONS\n$/);
    expect(plugin.stderr()).toBe("");
  });

  test("--debug prints to stdout, and the process is the one that was started", async () => {
    const changes = { TF_PLUGIN_MAGIC_COOKIE: undefined, NODE_OPTIONS: "--no-warnings" };
    const plugin = start(changes, ["--debug"]);
    const text = (await plugin.lines(6)).join("\n");
    const config = JSON.parse(/TF_REATTACH_PROVIDERS='(.*)'/.exec(text)?.[1] ?? "");
    expect(config["terraform.local/test/echo"].Pid).toBe(plugin.pid);
    plugin.child.kill("SIGTERM");
    expect(await plugin.ended).toBe(143);
  });
});

describe("the socket of a provider that was killed", () => {
  test("is swept by the next one, and that of a living one is not", async () => {
    const [killed, living] = [start(), start()];
    const [, , , left = ""] = await handshakeOf(killed);
    const [, , , used = ""] = await handshakeOf(living);
    killed.child.kill("SIGKILL");
    await killed.ended;
    expect(existsSync(left)).toBe(true);
    const { session } = await startAndConnect();
    while (existsSync(dirname(left))) {
      await sleep(10);
    }
    expect(existsSync(used)).toBe(true);
    session.destroy();
  });
});

describe("compiled code", () => {
  async function startWithCaches(caches: string): Promise<{ files: number; log: string }> {
    const { plugin, session } = await startAndConnect({ XDG_CACHE_HOME: caches, TF_LOG: "debug" });
    // A session that ends before the provider has seen it does not end the provider.
    await call(session, rpc("Echo"), "hello");
    session.destroy();
    await plugin.ended;
    const files = existsSync(caches) ? readdirSync(caches, { recursive: true }).map(String) : [];
    return { files: files.filter((name) => name.endsWith(".code")).length, log: plugin.stderr() };
  }

  if (PROVIDER_FORM === "binary") {
    test("is not kept by the compiled provider, which has it inside", async () => {
      const { files } = await startWithCaches(join(sockets, "caches"));
      expect(files).toBe(0);
    });
    return;
  }

  test("is kept below the user's folder for caches", async () => {
    const { files, log } = await startWithCaches(join(sockets, "caches"));
    expect(files).toBeGreaterThan(1);
    expect(log).not.toContain("No compiled code is kept");
  });

  test("is kept nowhere below a folder that all may write to, and the log says why", async () => {
    const shared = join(sockets, "shared");
    mkdirSync(shared);
    chmodSync(shared, 0o777);
    const { files, log } = await startWithCaches(join(shared, "caches"));
    expect(files).toBe(0);
    expect(log).toMatch(/can be written to by others.*No compiled code is kept/);
  });
});

describe("who may connect", () => {
  test.each([
    ["another certificate", createCertificate(new Date())],
    ["no certificate", null],
  ])("a client with %s is refused, and the right one is still served", async (_case, certificate) => {
    const plugin = start();
    const fields = await handshakeOf(plugin);
    const stranger = await connectTo(fields, certificate);
    await expect(call(stranger, rpc("Echo"), "hello")).rejects.toThrow();
    stranger.destroy();
    // Longer than the grace after a last session: a stranger's visit must not count as one.
    await sleep(600);
    const session = await connectTo(fields);
    expect(String(await call(session, rpc("Echo"), "hello"))).toBe("hello");
    session.destroy();
    expect(await plugin.ended).toBe(0);
  });

  test("a client that breaks off while the provider still loads disturbs no other", async () => {
    const plugin = start();
    const fields = await handshakeOf(plugin);
    for (let visit = 0; visit < 20; visit += 1) {
      const socket = connect(fields[3] ?? "");
      socket.on("error", () => {});
      socket.write("x".repeat(100_000));
      await once(socket, "connect");
      socket.destroy();
    }
    const session = await connectTo(fields);
    expect(String(await call(session, rpc("Echo"), "hello"))).toBe("hello");
    session.destroy();
    expect(await plugin.ended).toBe(0);
    expect(plugin.stderr()).toBe("");
  });

  test("anyone who reaches the socket connects if TLS is switched off", async () => {
    const plugin = start({ PLUGIN_CLIENT_CERT: undefined, TF_DISABLE_PLUGIN_TLS: "1" });
    const fields = await handshakeOf(plugin);
    expect(fields).toHaveLength(6);
    expect(fields[5]).toBe("");
    const session = await connectTo(fields);
    expect(String(await call(session, rpc("Echo"), "hello"))).toBe("hello");
    session.destroy();
    await plugin.ended;
  });
});

describe("messages", () => {
  test("of 80 MB pass in both directions while small calls go on", async () => {
    const { session } = await startAndConnect();
    const size = 80_000_000;
    const [long, large, ...small] = await Promise.all([
      call(session, rpc("Length"), Buffer.alloc(size)),
      call(session, rpc("Zeroes"), String(size)),
      ...Array.from({ length: 50 }, (_, index) => call(session, rpc("Echo"), `small ${index}`)),
    ]);
    expect(String(long)).toBe(String(size));
    expect(large).toHaveLength(size);
    expect(small.map(String)).toEqual(Array.from({ length: 50 }, (_, index) => `small ${index}`));
    session.destroy();
  });

  test("of a thousand calls at once are all answered", async () => {
    const { session } = await startAndConnect();
    const answers = await Promise.all(
      Array.from({ length: 1000 }, () => call(session, rpc("EchoLate"), "20").then(String)),
    );
    expect(new Set(answers)).toEqual(new Set(["20"]));
    session.destroy();
  });
});

describe("the end", () => {
  test("comes with Shutdown, after its reply; the socket goes too", async () => {
    const { plugin, session } = await startAndConnect();
    const { headers } = await send(session, SHUTDOWN, [frame("")]);
    expect(headers["grpc-status"]).toBe("0");
    expect(await plugin.ended).toBe(0);
    expect(readdirSync(sockets)).toEqual([]);
    session.destroy();
  });

  test("comes with Shutdown even while another call is pending", async () => {
    const { plugin, session } = await startAndConnect();
    const pending = call(session, rpc("EchoLate"), "60000").catch(() => "nothing");
    const { headers } = await send(session, SHUTDOWN, [frame("")]);
    expect(headers["grpc-status"]).toBe("0");
    expect(await plugin.ended).toBe(0);
    expect(await pending).toBe("nothing");
    session.destroy();
  });

  test("comes when the last client has gone, without a word from it", async () => {
    const { plugin, session } = await startAndConnect();
    // A session that ends before the provider has seen it does not end the provider.
    await call(session, rpc("Echo"), "hello");
    const pending = call(session, rpc("EchoLate"), "60000");
    session.destroy();
    await expect(pending).rejects.toThrow();
    expect(await plugin.ended).toBe(0);
    expect(readdirSync(sockets)).toEqual([]);
  });

  test.each([
    ["before it says anything", 0],
    ["in the TLS handshake", 3],
  ])("comes when the only client leaves %s", async (_case, bytes) => {
    const plugin = start({ TF_LOG: "debug" });
    const socket = connect((await handshakeOf(plugin))[3] ?? "");
    await once(socket, "connect");
    // The beginning of a TLS record.
    socket.end(Buffer.from("160301", "hex").subarray(0, bytes));
    expect(await plugin.ended).toBe(0);
    expect(plugin.stderr()).toContain("Leaving: the client has left before it was served");
    expect(readdirSync(sockets)).toEqual([]);
  });

  test("comes when the parent is killed before it has connected", async () => {
    const parent = startProcess(
      process.execPath,
      [
        "-e",
        "const {spawn}=require('child_process');" +
          "spawn(process.argv[1],{stdio:['ignore','inherit','inherit']})",
        provider.executable,
      ],
      terraformEnvironment({ PLUGIN_UNIX_SOCKET_DIR: sockets }),
    );
    started.push(parent);
    expect(await parent.lines(1)).toEqual([expect.stringMatching(/^1\|6\|/)]);
    parent.child.kill("SIGKILL");
    // Nobody is left who could send a signal: the plugin has to notice by itself. It holds the pipes of
    // its parent, and they close when it has ended.
    await parent.ended;
    expect(readdirSync(sockets)).toEqual([]);
  });

  test("does not come with Ctrl-C, which Terraform handles", async () => {
    const { plugin, session } = await startAndConnect();
    const pending = call(session, rpc("EchoLate"), "300");
    plugin.child.kill("SIGINT");
    expect(String(await pending)).toBe("300");
    session.destroy();
    expect(await plugin.ended).toBe(0);
  });

  test.each([
    ["SIGTERM", 143],
    ["SIGHUP", 129],
    ["SIGQUIT", 131],
    ["SIGUSR2", 128 + constants.signals.SIGUSR2],
  ] as const)("comes with %s, and the socket goes", async (signal, code) => {
    const plugin = start();
    await handshakeOf(plugin);
    plugin.child.kill(signal);
    expect(await plugin.ended).toBe(code);
    expect(readdirSync(sockets)).toEqual([]);
  });
});

describe("stdin", () => {
  test("is ignored, both its content and its end", async () => {
    const environment = terraformEnvironment({ PLUGIN_UNIX_SOCKET_DIR: sockets });
    const plugin = startProcess(provider.executable, [], environment, "pipe");
    started.push(plugin);
    const session = await connectTo(await handshakeOf(plugin));
    for (const speak of [() => plugin.child.stdin?.write("exit\n"), () => plugin.child.stdin?.end()]) {
      speak();
      expect(String(await call(session, rpc("EchoLate"), "100"))).toBe("100");
    }
    session.destroy();
    expect(await plugin.ended).toBe(0);
  });

  test("does not keep the process alive while it is open", async () => {
    const environment = terraformEnvironment({ PLUGIN_UNIX_SOCKET_DIR: sockets });
    const plugin = startProcess(provider.executable, [], environment, "pipe");
    started.push(plugin);
    const session = await connectTo(await handshakeOf(plugin));
    await send(session, SHUTDOWN, [frame("")]);
    expect(await plugin.ended).toBe(0);
    session.destroy();
  });
});

describe("a bug in a handler", () => {
  test.each([
    ["an uncaught exception", "Throw", "Error: it broke"],
    ["an unhandled rejection", "RejectUnheard", "TypeError: it broke"],
  ])("that is %s ends in a report Terraform shows", async (_case, method, title) => {
    const { plugin, session } = await startAndConnect();
    await call(session, rpc(method), "it broke").catch(() => {});
    expect(await plugin.ended).toBe(2);
    expect(plugin.stderr()).toMatch(`panic: terraform-provider-echo: ${title}\n`);
    expect(plugin.stderr()).toMatch(/\n {4}at .*methods-/);
    expect(readdirSync(sockets)).toEqual([]);
    session.destroy();
  });

  test("never shows a concealed secret in its report", async () => {
    const { plugin, session } = await startAndConnect();
    await call(session, rpc("Conceal"), "swordfish+1");
    await call(session, rpc("Throw"), "swordfish+1 and swordfish%2B1").catch(() => {});
    await plugin.ended;
    expect(plugin.stderr()).toContain("Error: *** and ***\n");
    expect(plugin.stderr()).not.toContain("swordfish");
    session.destroy();
  });

  test("that is a rejection becomes INTERNAL; neither status nor log quotes its message", async () => {
    const { plugin, session } = await startAndConnect({ TF_LOG: "trace" });
    const { headers, body } = await send(session, rpc("Reject"), [frame("swordfish")]);
    expect(headers["grpc-status"]).toBe("13");
    expect(headers["grpc-message"]).toMatch(/bug in the provider/);
    expect(body).toHaveLength(0);
    session.destroy();
    await plugin.ended;
    expect(plugin.stderr()).toMatch(/"@level":"error"/);
    expect(plugin.stderr()).toMatch(/"tf_rpc":"Reject"/);
    expect(plugin.stderr()).not.toContain("swordfish");
  });
});

describe("the log", () => {
  test("is silent unless asked for", async () => {
    const { plugin, session } = await startAndConnect();
    await call(session, rpc("Log"), "reading");
    session.destroy();
    await plugin.ended;
    expect(plugin.stderr()).toBe("");
  });

  test("is JSON that keeps its level in Terraform", async () => {
    const { plugin, session } = await startAndConnect({ TF_LOG: "JSON" });
    await call(session, rpc("Log"), "reading");
    session.destroy();
    await plugin.ended;
    const lines = plugin
      .stderr()
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.find((line) => line["@message"] === "reading")).toEqual({
      "@level": "info",
      "@message": "reading",
      "@module": "provider",
      "@timestamp": expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      tf_provider_addr: "terraform.local/test/echo",
      answer: 42,
    });
  });
});

describe("--debug", () => {
  test("prints TF_REATTACH_PROVIDERS and serves one command after the other until Ctrl-C", async () => {
    const plugin = start({ TF_PLUGIN_MAGIC_COOKIE: undefined, PLUGIN_CLIENT_CERT: undefined }, ["--debug"]);
    const text = (await plugin.lines(6)).join("\n");
    const config = JSON.parse(/TF_REATTACH_PROVIDERS='(.*)'/.exec(text)?.[1] ?? "");
    const echo = config["terraform.local/test/echo"];
    expect(echo).toMatchObject({ Protocol: "grpc", ProtocolVersion: 6, Pid: plugin.pid, Test: true });
    for (const word of ["first", "second"]) {
      const session = await connectTo(["", "", "", echo.Addr.String, "", ""]);
      expect(String(await call(session, rpc("Echo"), word))).toBe(word);
      await send(session, SHUTDOWN, [frame("")]);
      session.destroy();
      await sleep(400);
    }
    expect(isAlive(plugin.pid)).toBe(true);
    plugin.child.kill("SIGINT");
    expect(await plugin.ended).toBe(130);
    expect(existsSync(echo.Addr.String)).toBe(false);
  });
});
