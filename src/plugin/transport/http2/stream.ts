import { Flag, FrameType, frameHeader, MAX_PAYLOAD_BYTES } from "./frame";

/** What becomes of a request: told in this order, `closed` always and last. */
export interface RequestEvents {
  data?(chunk: Buffer): void;
  /** The peer has sent all of it. */
  end?(): void;
  /** The stream is over: answered, given up by the peer, or gone with its connection. */
  closed?(): void;
}

/** What a stream needs of its connection. */
export interface StreamOutlet {
  /** How many bytes of data the peer takes on the connection. */
  sendWindow: number;
  write(bytes: Uint8Array, written?: () => void): void;
  /** Our side of the stream has ended. */
  ended(stream: ServerStream): void;
}

/** One request and its answer. Each answer is `respond`, any number of `write`, then `end`. */
export class ServerStream {
  events: RequestEvents = {};
  /** Neither side has reset it, and our own has not ended. */
  open = true;
  /** The peer has sent all that it had to send. */
  requestEnded = false;
  /** How many bytes of data the peer may still send. */
  receiveWindow: number;
  #sendWindow: number;
  /** Data that waits for the peer's window. */
  #waiting: Uint8Array[] = [];
  #ending: { trailers: Buffer; written: (() => void) | undefined } | undefined;

  constructor(
    readonly id: number,
    /** Stands for the connection: the same object for each of its streams. */
    readonly connection: object,
    private readonly outlet: StreamOutlet,
    windows: { send: number; receive: number },
  ) {
    this.#sendWindow = windows.send;
    this.receiveWindow = windows.receive;
  }

  /** Sends the headers, and ends the answer with them where nothing follows. */
  respond(block: Buffer, endStream = false): void {
    if (!this.open) return;
    this.#headers(block, endStream);
    if (endStream) this.#finish();
  }

  /** Sends data as far as the peer takes it, and the rest when it does. */
  write(bytes: Uint8Array): void {
    if (!this.open || bytes.length === 0) return;
    this.#waiting.push(bytes);
    this.resume();
  }

  /**
   * Ends the answer when all data is on its way.
   *
   * @param written - called when the last byte has left this process; not called when the stream breaks before
   */
  end(trailers: Buffer, written?: () => void): void {
    if (!this.open) return;
    this.#ending = { trailers, written };
    this.resume();
  }

  /** The peer takes this many more bytes of data, or fewer. `false` where its window is larger than can be. */
  grow(bytes: number): boolean {
    this.#sendWindow += bytes;
    return this.#sendWindow <= 0x7fff_ffff;
  }

  /** Sends what waited, as far as the windows go now. */
  resume(): void {
    while (this.open) {
      const [next] = this.#waiting;
      if (next === undefined) break;
      const room = Math.min(this.#sendWindow, this.outlet.sendWindow, MAX_PAYLOAD_BYTES, next.length);
      if (room <= 0) return;
      this.outlet.write(frameHeader(room, FrameType.data, Flag.none, this.id));
      this.outlet.write(room === next.length ? next : next.subarray(0, room));
      this.#sendWindow -= room;
      this.outlet.sendWindow -= room;
      if (room === next.length) this.#waiting.shift();
      else this.#waiting[0] = next.subarray(room);
    }
    if (!this.open || this.#ending === undefined) return;
    const { trailers, written } = this.#ending;
    this.#headers(trailers, true, written);
    this.#finish();
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
