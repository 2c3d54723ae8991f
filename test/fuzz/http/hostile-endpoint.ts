import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { ECHO, type MadeAnswer } from "./make-answer";
import { type Response, readFirstResponse } from "./read-responses";

/** A request that has come, and the connection that it came over. */
export interface Received {
  /** The operation that it calls, or {@link GREETING}. */
  readonly action: string;
  /** The path and the parameters, as in its first line. */
  readonly target: string;
  /** What was signed with, which nobody may show. */
  readonly signature: string;
  /** The response to it: what was sent behind it. `null` while there is no complete one. */
  response(): Response | null;
}

/** A server that answers as it is told, byte by byte. */
export interface HostileEndpoint {
  readonly url: string;
  /** Answers the requests from now on, one after the other; the last answer serves for all that follow. */
  play(answers: readonly MadeAnswer[]): void;
  /** The requests since {@link play}. */
  readonly received: readonly Received[];
  /** How many connections are open. */
  readonly open: number;
  /** Whether a connection that an answer keeps stays open; otherwise it is ended behind the answer. @default true */
  keepsOpen: boolean;
  /** Ends all connections. */
  hangUp(): void;
  close(): Promise<void>;
}

/** In place of the operation, where a server answers before it is asked: the first request takes that for its answer. */
export const GREETING = "greeting";

/** Where the head of a request ends. The requests here have no body. */
const HEAD_END = "\r\n\r\n";

/** Starts one on a free port of this computer. */
export async function startHostileEndpoint(): Promise<HostileEndpoint> {
  const sockets = new Set<Socket>();
  let answers: readonly MadeAnswer[] = [];
  let received: Received[] = [];
  let answered = 0;
  let keepsOpen = true;

  const next = (): MadeAnswer | undefined => answers[Math.min(answered++, answers.length - 1)];

  const server = createServer({ allowHalfOpen: false }, (socket) => {
    sockets.add(socket);
    const sent: Buffer[] = [];
    let [sentBytes, pending, ended] = [0, "", false];
    let busy: Promise<void> = Promise.resolve();
    let early: MadeAnswer | undefined;
    socket.setNoDelay(true);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => sockets.delete(socket));

    async function send(answer: MadeAnswer, request: string): Promise<void> {
      for (const [index, part] of answer.parts.entries()) {
        if (socket.destroyed || !socket.writable) {
          return;
        }
        if (answer.pauseMs > 0 && index > 0) {
          await sleep(answer.pauseMs);
        }
        const bytes = part.includes(ECHO)
          ? Buffer.from(
              part.toString("latin1").replace(ECHO, () => JSON.stringify(request).slice(1, -1)),
              "latin1",
            )
          : part;
        sent.push(bytes);
        sentBytes += bytes.length;
        socket.write(bytes);
        // Parts go out in packets of their own.
        if (answer.parts.length > 1) {
          await new Promise((resolve) => setImmediate(resolve));
        }
      }
      if (answer.ending === "keep") {
        if (!keepsOpen) {
          socket.end();
        }
        return;
      }
      // A reset, too, may look to the other side like an end in order.
      ended = true;
      if (answer.ending === "end") {
        socket.end();
      }
      if (answer.ending === "destroy") {
        socket.destroySoon();
      }
      if (answer.ending === "reset") {
        socket.resetAndDestroy();
      }
    }

    if (answers[Math.min(answered, answers.length - 1)]?.early === true) {
      early = next();
      const response = () => readFirstResponse(Buffer.concat(sent), ended);
      received.push({ action: GREETING, target: "", signature: "", response });
      if (early !== undefined) {
        busy = send(early, "");
      }
    }
    socket.on("data", (chunk) => {
      pending += chunk.toString("latin1");
      for (let end = pending.indexOf(HEAD_END); end !== -1; end = pending.indexOf(HEAD_END)) {
        const request = pending.slice(0, end);
        pending = pending.slice(end + HEAD_END.length);
        const sentBefore = sentBytes;
        const response = () => readFirstResponse(Buffer.concat(sent).subarray(sentBefore), ended);
        received.push({
          action: /^x-acs-action: *(\S+)/im.exec(request)?.[1] ?? "",
          target: /^\S+ (\S+)/.exec(request)?.[1] ?? "",
          signature: /Signature=(\w+)/.exec(request)?.[1] ?? "",
          response,
        });
        if (early !== undefined) {
          early = undefined;
          continue;
        }
        const answer = next();
        if (answer !== undefined) {
          busy = busy.then(() => send(answer, request));
        }
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  function hangUp(): void {
    for (const socket of sockets) {
      socket.destroy();
    }
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    play(given) {
      answers = given;
      received = [];
      answered = 0;
    },
    get received() {
      return received;
    },
    get open() {
      return sockets.size;
    },
    get keepsOpen() {
      return keepsOpen;
    },
    set keepsOpen(keeps) {
      keepsOpen = keeps;
    },
    hangUp,
    async close() {
      hangUp();
      server.close();
      await once(server, "close");
    },
  };
}
