import { Flag, FrameType, frameHeader, MAX_PAYLOAD_BYTES } from "./frame";

/** The events of a request, in this order; `closed` always comes, and comes last. */
export interface RequestEvents {
  data?(chunk: Buffer): void;
  /** The request is complete. */
  end?(): void;
  /** The stream is closed: by the response, by the peer, or with its connection. */
  closed?(): void;
}

/** The connection, as a stream sees it. */
export interface StreamOutlet {
  /** Number of bytes that the peer accepts on the connection. */
  sendWindow: number;
  write(bytes: Uint8Array, written?: () => void): void;
  /** Our side of the stream has ended. */
  ended(stream: ServerStream): void;
}

/** One request and its response. A response is `respond`, any number of `write`, then `end`. */
export class ServerStream {
  events: RequestEvents = {};
  /** Neither side has reset the stream, and this side has not ended it. */
  open = true;
  /** The peer has ended its side. */
  requestEnded = false;
  /** Number of bytes that the peer may still send. */
  receiveWindow: number;
  #sendWindow: number;
  /** Data that waits for the peer's window. */
  readonly #waiting: Uint8Array[] = [];
  #whenSent: (() => void)[] = [];
  #ending: { trailers: Buffer; written: (() => void) | undefined } | undefined;

  constructor(
    readonly id: number,
    /** Identifies the connection: the same object for all its streams. */
    readonly connection: object,
    private readonly outlet: StreamOutlet,
    windows: { send: number; receive: number },
  ) {
    this.#sendWindow = windows.send;
    this.receiveWindow = windows.receive;
  }

  /** Sends the headers, and ends the response if nothing follows. */
  respond(block: Buffer, endStream = false): void {
    if (!this.open) {
      return;
    }
    this.#headers(block, endStream);
    if (endStream) {
      this.#finish();
    }
  }

  /** Sends data as far as the peer's window allows, and the rest later. */
  write(bytes: Uint8Array): void {
    if (!this.open || bytes.length === 0) {
      return;
    }
    this.#waiting.push(bytes);
    this.resume();
  }

  /** Resolves when the peer's window has taken all data, or the stream is closed. Never rejects. */
  sent(): Promise<void> {
    if (!this.open || this.#waiting.length === 0) {
      return Promise.resolve();
    }
    return new Promise((resolve) => this.#whenSent.push(resolve));
  }

  /** Closes the stream on this side: pending data is dropped. */
  close(): void {
    this.open = false;
    this.#notifySent();
  }

  /**
   * Ends the response after all data has been sent.
   *
   * @param written - called when the last byte has left this process; not called when the stream breaks before
   */
  end(trailers: Buffer, written?: () => void): void {
    if (!this.open) {
      return;
    }
    this.#ending = { trailers, written };
    this.resume();
  }

  /** Changes the peer's window by this number of bytes. `false` if the window exceeds its maximum. */
  grow(bytes: number): boolean {
    this.#sendWindow += bytes;
    return this.#sendWindow <= 0x7fff_ffff;
  }

  /** Sends pending data as far as the windows allow. */
  resume(): void {
    while (this.open) {
      const [next] = this.#waiting;
      if (next === undefined) {
        break;
      }
      const room = Math.min(this.#sendWindow, this.outlet.sendWindow, MAX_PAYLOAD_BYTES, next.length);
      if (room <= 0) {
        return;
      }
      this.outlet.write(frameHeader(room, FrameType.data, Flag.none, this.id));
      this.outlet.write(room === next.length ? next : next.subarray(0, room));
      this.#sendWindow -= room;
      this.outlet.sendWindow -= room;
      if (room === next.length) {
        this.#waiting.shift();
      } else {
        this.#waiting[0] = next.subarray(room);
      }
    }
    this.#notifySent();
    if (!this.open || this.#ending === undefined) {
      return;
    }
    const { trailers, written } = this.#ending;
    this.#headers(trailers, true, written);
    this.#finish();
  }

  #notifySent(): void {
    const listeners = this.#whenSent;
    if (listeners.length > 0) {
      this.#whenSent = [];
      for (const listener of listeners) {
        listener();
      }
    }
  }

  #headers(block: Buffer, endStream: boolean, written?: () => void): void {
    const flags = Flag.endHeaders | (endStream ? Flag.endStream : 0);
    this.outlet.write(frameHeader(block.length, FrameType.headers, flags, this.id));
    this.outlet.write(block, written);
  }

  #finish(): void {
    this.open = false;
    this.outlet.ended(this);
  }
}
