import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands before a server and remembers what was sent to it. */
export interface RecordingProxy {
  readonly endpoint: string;
  /** The headers of each request, in the order of their arrival. */
  readonly received: readonly IncomingHttpHeaders[];
  close(): Promise<void>;
}

/** Passes each request on to `target` unchanged, and its answer back. A broken connection is broken on both sides. */
export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const received: IncomingHttpHeaders[] = [];
  const server = createServer((incoming, answer) => {
    received.push(incoming.headers);
    const { method = "", url = "", headers } = incoming;
    const outgoing = request(new URL(url, target), { method, headers, agent: false }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.on("error", () => answer.destroy());
      response.pipe(answer);
    });
    outgoing.on("error", () => incoming.socket.resetAndDestroy());
    incoming.pipe(outgoing);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    received,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
