import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { createSecretFilter } from "../../../src/base/secret-filter";
import { methodsOf } from "../../../src/plugin/rpc/methods";
import type { UnaryMethods } from "../../../src/plugin/transport/grpc/method";
import { createGrpcServer } from "../../../src/plugin/transport/grpc/server";
import { Flag, FrameType } from "../../../src/plugin/transport/http2/frame";
import { ehpc } from "../../../src/provider/provider";
import type { Generator } from "../generator";
import { secretIn } from "../secret-in";
import { type MadeConnection, makeConnection } from "./make-connection";

/** How the provider's service is served; a test of the judge serves one with a mistake. */
export type Methods = () => UnaryMethods;

const silent = () => {};

/** The provider as it is, on no network: it is never configured. */
export const ownMethods: Methods = () =>
  methodsOf(ehpc({}), {
    logger: { trace: silent, debug: silent, info: silent, warn: silent, error: silent },
    secrets: createSecretFilter(),
  });

/**
 * Connections of a client that speaks HTTP/2, HPACK, gRPC, Protocol Buffers and MessagePack, well or damaged, to the
 * provider's port. Whatever it sends, the connection ends when the client has, no handler fails as a bug would, calls that
 * are whole are answered, and no answer holds a secret that was sent.
 */
export function framesFor(methods: Methods = ownMethods): Generator {
  return {
    name: "frames",
    about: "frames on the plugin's port",
    share: 30,
    atATime: 4,
    async open() {
      const unary = methods();
      const failures = new Map<number, string[]>();
      const grpc = createGrpcServer({
        route(path) {
          const [, service, name = ""] = path.split("/");
          const method =
            service === "tfplugin6.Provider" && Object.hasOwn(unary, name) ? unary[name] : undefined;
          return name === "ConfigureProvider" || method === undefined ? undefined : { unary: method };
        },
        onFailure: (path, error) => {
          const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
          for (const each of failures.values()) {
            each.push(`A handler fails as a bug does: ${path}: ${told}`);
          }
        },
        onConnection: () => {},
      });
      const listener = createServer((socket) => grpc.serve(socket));
      listener.listen(0, "127.0.0.1");
      await once(listener, "listening");
      const { port } = listener.address() as AddressInfo;
      return {
        make(random, index) {
          const made = makeConnection(random);
          return {
            show: () => `${made.methods.join(", ")}\n${Buffer.concat(made.pieces).toString("hex")}`,
            async run() {
              // Inputs run beside each other: a failure is told by all of them, and a replay shows whose it is.
              const failed: string[] = [];
              failures.set(index, failed);
              const answer = await exchange(port, made);
              failures.delete(index);
              return [...failed, ...complaintsAbout(made, answer)];
            },
          };
        },
        async close() {
          listener.close();
          await once(listener, "close");
        },
      };
    },
  };
}

/** Sends it, ends its side when the server has answered or closed, and returns all that came back. */
function exchange(port: number, { pieces, methods, pristine }: MadeConnection): Promise<Buffer> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const parts: Buffer[] = [];
    socket.on("data", (part) => {
      parts.push(part);
      if (pristine && endedStreams(Buffer.concat(parts)) >= methods.length) {
        socket.end();
      }
    });
    // A server that has seen enough may reset the connection.
    socket.on("error", () => {});
    socket.once("close", () => resolve(Buffer.concat(parts)));
    for (const piece of pieces) {
      socket.write(piece);
    }
    if (!pristine) {
      socket.end();
    }
  });
}

function complaintsAbout({ methods, pristine }: MadeConnection, answer: Buffer): string[] {
  const complaints: string[] = [];
  const ended = endedStreams(answer);
  if (pristine && ended !== methods.length) {
    complaints.push(
      `Calls that are whole are not answered: ${ended} of ${methods.length} (${methods.join(", ")}).`,
    );
  }
  const secret = secretIn(answer.toString("latin1"));
  if (secret !== null) {
    complaints.push(`An answer holds ${secret} (${methods.join(", ")}).`);
  }
  return complaints;
}

/** How many streams a server has ended, by its own frames. */
function endedStreams(bytes: Buffer): number {
  let ended = 0;
  for (let at = 0; at + 9 <= bytes.length; at += 9 + bytes.readUIntBE(at, 3)) {
    const [type, flags = 0] = [bytes[at + 3], bytes[at + 4]];
    const ends = type === FrameType.data || type === FrameType.headers;
    if (ends && (flags & Flag.endStream) !== 0) {
      ended += 1;
    }
  }
  return ended;
}
