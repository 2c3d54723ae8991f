import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** A service that answers byte for byte as a test says: what no server of HTTP would send, too. */
export interface ScriptedService {
  readonly endpoint: string;
  /** The operations that were asked for, in their order. */
  readonly calls: readonly string[];
  /** The environment in which the provider and the command find it. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** What is sent to a request: bytes, and whether the connection is closed after them; `null` for nothing at all. */
export type Script = (operation: string, jobId: string | null) => string | { readonly last: string } | null;

/** A change of the protocol, as a captive portal or a gateway may answer it. */
export const SWITCHING =
  "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";

/** A complete answer with this body. */
export function ok(body: string, head = "HTTP/1.1 200 OK"): string {
  return `${head}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** GetJob's answer about job 1.manager in this state. */
export function job(State: string, JobId = "1.manager"): string {
  return ok(JSON.stringify({ RequestId: "R-1", Success: true, JobInfo: { JobId, State } }));
}

export async function startScriptedService(script: Script): Promise<ScriptedService> {
  const sockets = new Set<Socket>();
  const calls: string[] = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => sockets.delete(socket));
    let heard = "";
    socket.on("data", (chunk: Buffer) => {
      heard += chunk.toString("latin1");
      // Requests to E-HPC have no body.
      for (let end = heard.indexOf("\r\n\r\n"); end !== -1; end = heard.indexOf("\r\n\r\n")) {
        const head = heard.slice(0, end);
        const [, operation = ""] = /^x-acs-action: *(\w+)/im.exec(head) ?? [];
        const [, url = ""] = /^\w+ (\S+)/.exec(head) ?? [];
        heard = heard.slice(end + 4);
        calls.push(operation);
        const answer = script(operation, new URL(url, endpoint).searchParams.get("JobId"));
        if (typeof answer === "string") {
          socket.write(answer);
        } else if (answer !== null) {
          socket.end(answer.last);
        }
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint,
    calls,
    env: {
      EHPC_ENDPOINT: endpoint,
      ALIBABA_CLOUD_ACCESS_KEY_ID: "AK",
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: "a-secret-key",
    },
    async close() {
      for (const socket of sockets) {
        socket.destroy();
      }
      server.close();
      await once(server, "close");
    },
  };
}
