import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Behaviour, Counts, Message, Order } from "./local-api";

/** The local API, as a process of its own. */
export interface LocalApi {
  /** Such as `http://127.0.0.1:40123`. */
  readonly endpoint: string;
  /** Sets how it answers, and resets the counts. */
  behave(behaviour: Behaviour): Promise<void>;
  /** What came in since then. */
  counts(): Promise<Counts>;
  stop(): Promise<void>;
}

export async function startApi(): Promise<LocalApi> {
  const child = fork(join(__dirname, "local-api.ts"), { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const ended = once(child, "exit");
  const tooEarly = ended.then((): never => {
    throw new Error("The local API has ended.");
  });
  const nextMessage = async (): Promise<Message> => {
    const [message] = await Promise.race([once(child, "message"), tooEarly]);
    return message;
  };
  const ask = async (order: Order): Promise<Counts> => {
    const answer = nextMessage();
    child.send(order);
    return (await answer) as Counts;
  };

  const first = await nextMessage();
  if (!("port" in first)) {
    throw new Error("The local API did not tell its port.");
  }
  return {
    endpoint: `http://127.0.0.1:${first.port}`,
    behave: async (behaviour) => void (await ask(behaviour)),
    counts: () => ask("count"),
    async stop() {
      child.disconnect();
      await ended;
    },
  };
}
