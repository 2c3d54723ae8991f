import type { IncomingMessage } from "node:http";
import type { ReceivedRequest } from "./verify-request";

/** Requests have no or only a small body. */
const MAX_BODY_BYTES = 1024 * 1024;

/** The request as it arrived; `null` if it cannot be parsed or has a parameter twice. */
export async function receiveRequest(incoming: IncomingMessage): Promise<ReceivedRequest | null> {
  const body = await receiveBody(incoming);
  if (body === null) {
    return null;
  }
  const [path = "", search = ""] = (incoming.url ?? "").split(/\?(.*)/s);
  const query = new Map<string, string>();
  try {
    for (const pair of search.split("&").filter((text) => text !== "")) {
      const [name = "", value = ""] = pair.split(/=(.*)/s);
      // A signature covers one value per name; a second one would be unsigned.
      if (query.has(decode(name))) {
        return null;
      }
      query.set(decode(name), decode(value));
    }
  } catch {
    return null;
  }
  const headers: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(incoming.headers)) {
    headers[name] = Array.isArray(value) ? value.join(",") : (value ?? "");
  }
  return { method: incoming.method ?? "", path, query, headers, body };
}

const NO_BODY = Buffer.alloc(0);

/** `null` for a body that is too large. */
async function receiveBody(incoming: IncomingMessage): Promise<Buffer | null> {
  const { "content-length": length = "0", "transfer-encoding": encoding } = incoming.headers;
  if (length === "0" && encoding === undefined) {
    incoming.resume();
    return NO_BODY;
  }
  const chunks: Buffer[] = [];
  let received = 0;
  for await (const chunk of incoming) {
    chunks.push(chunk);
    received += chunk.length;
    if (received > MAX_BODY_BYTES) {
      return null;
    }
  }
  return Buffer.concat(chunks);
}

function decode(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}
