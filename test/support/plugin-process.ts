import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { ClientHttp2Session } from "node:http2";
import { connect as connectSocket, type NetConnectOpts } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import { buildProvider } from "../../scripts/terraform/build-provider";
import { terraformCertificate } from "../../scripts/terraform/plugin-environment";
import type { SelfSignedCertificate } from "../../src/plugin/transport/certificate";
import { certificateToPem } from "../../src/plugin/transport/pem";
import { openSession } from "./grpc-client";

/** A built provider in a folder of its own. */
export interface BuiltProvider {
  readonly executable: string;
  remove(): void;
}

/** Builds the provider of test/support/echo-provider as a released one is. */
export function buildEchoProvider(): BuiltProvider {
  const folder = mkdtempSync(join(tmpdir(), "echo-provider-"));
  const executable = join(folder, "plugin", "terraform-provider-echo_v1.0.0");
  buildProvider("test/support/echo-provider/main.ts", executable);
  return { executable, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A started plugin, with all it has said so far. */
export interface PluginProcess {
  readonly child: ChildProcess;
  readonly pid: number;
  stdout(): string;
  stderr(): string;
  /** Resolves with the first n lines of stdout, or all of them when it ends before. */
  lines(count: number): Promise<string[]>;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/**
 * Starts a program with pipes for stdout and stderr; stdin as Terraform gives it: none.
 *
 * @param ownGroup - whether it is in a process group of its own, which Ctrl-C in the shell of the tests does not reach
 */
export function startProcess(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  stdin: "ignore" | "pipe" = "ignore",
  ownGroup = true,
): PluginProcess {
  const child = spawn(command, args, { env, stdio: [stdin, "pipe", "pipe"], detached: ownGroup });
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  // `close` comes after the last byte of both pipes, `exit` may come before.
  const ended = once(child, "close").then(([code, signal]) => code ?? signal);
  return {
    child,
    pid: child.pid ?? 0,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
    async lines(count) {
      const complete = () => stdout.split("\n").slice(0, -1);
      let over = false;
      void ended.then(() => {
        over = true;
      });
      while (complete().length < count && !over) {
        await Promise.race([once(child.stdout ?? child, "data"), ended]);
      }
      return complete().slice(0, count);
    },
  };
}

/** The fields of the handshake line. */
export async function handshakeOf(plugin: PluginProcess): Promise<string[]> {
  const [line = ""] = await plugin.lines(1);
  return line.split("|");
}

/** Connects as Terraform does: TLS with this certificate, the plugin's own as the only trusted one. */
export async function connectTo(
  fields: readonly string[],
  certificate: SelfSignedCertificate | null = terraformCertificate,
): Promise<ClientHttp2Session> {
  const [, , network = "", address = "", , own = ""] = fields;
  const place = placeOf(network, address);
  if (own === "") {
    return openSession(connectSocket(place));
  }
  const socket = connectTls({
    ...place,
    servername: "localhost",
    ALPNProtocols: ["h2"],
    ca: certificateToPem(Buffer.from(own, "base64")),
    ...(certificate && { cert: certificateToPem(certificate.der), key: certificate.privateKey }),
  });
  await once(socket, "secureConnect");
  return openSession(socket);
}

/** Where a plugin listens, in the words of node:net. */
function placeOf(network: string, address: string): NetConnectOpts {
  if (network !== "tcp") {
    return { path: address };
  }
  const { hostname, port } = new URL(`tcp://${address}`);
  return { host: hostname, port: Number(port) };
}

/** True while a process of this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
