import type { StreamCall } from "../transport/grpc/method";
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

/** An RPC with a stream as its reply, loaded at its first call: its codecs and its handler. */
export interface LateStreamRpc<Request, Event> {
  readonly requests: MessageDecoder<Request>;
  readonly events: MessageEncoder<Event>;
  handle<Client>(session: Session<Client>, request: Request, stream: EventStream<Event>): Promise<void>;
}

/** What a handler sends its events to. */
export interface EventStream<Event> {
  /** Aborted when Terraform has cancelled the call or has gone. */
  readonly signal: StreamCall["signal"];
  /** Sends an event. Resolves when Terraform has room for more; never rejects. */
  send(event: Event): Promise<void>;
}
