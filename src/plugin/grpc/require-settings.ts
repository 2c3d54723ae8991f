import type { ServerHttp2Session } from "node:http2";

/**
 * Closes a session whose peer does not open it with valid SETTINGS, as every HTTP/2 client does at once. Node answers
 * malformed SETTINGS and then neither reads on nor notices that the peer leaves, so such a session would never close.
 * Source: RFC 9113 section 3.4.
 *
 * @param withinMs - how long the peer has, in milliseconds
 */
export function requireSettings(session: ServerHttp2Session, withinMs: number): void {
  const patience = setTimeout(() => session.destroy(), withinMs).unref();
  const settled = () => clearTimeout(patience);
  session.once("remoteSettings", settled);
  session.once("close", settled);
}
