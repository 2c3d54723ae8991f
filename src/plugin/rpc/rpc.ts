import type { Session } from "./session";

/** Reads the messages of one kind. */
export interface MessageDecoder<Message> {
  decode(bytes: Uint8Array): Message;
}

/** Writes the messages of one kind. */
export interface MessageEncoder<Message> {
  encode(message: Message): { finish(): Uint8Array };
}

/** An RPC that is loaded at its first call: its codecs and its handler. */
export interface LateRpc<Request, Response> {
  readonly requests: MessageDecoder<Request>;
  readonly responses: MessageEncoder<Response>;
  handle<Client>(session: Session<Client>, request: Request): Promise<Response>;
}
