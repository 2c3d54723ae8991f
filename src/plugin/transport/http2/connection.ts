import type { Duplex } from "node:stream";
import { ConnectionError, ErrorCode, requireLength, violation, windowTooLarge, wrongSize } from "./error";
import { createFrameReader, Flag, type Frame, FrameType, frame, numberFrame, withoutPadding } from "./frame";
import { HeaderAssembly, type HeaderBlock } from "./header-assembly";
import { createHeaderDecoder } from "./header-decoder";
import { createOutgoing } from "./outgoing";
import { type RequestEvents, ServerStream } from "./stream";

export interface ConnectionOptions {
  /** Called for a new request. The result handles the rest of it. */
  readonly onRequest: (stream: ServerStream, fields: ReadonlyMap<string, string>) => RequestEvents;
  /** How long the peer has for its preface and SETTINGS before it is cut off, in milliseconds. */
  readonly settingsWithinMs: number;
}

/** The server's end of an HTTP/2 connection. */
export interface Connection {
  /** Calls the listener when the connection closes, or at once if it is closed. */
  onClose(listener: () => void): void;
}

const PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "latin1");

/** Flow control: how much a peer may send in advance on one stream, and on all streams. */
const STREAM_WINDOW_BYTES = 1024 * 1024;
const CONNECTION_WINDOW_BYTES = 16 * 1024 * 1024;

/** The initial size of both windows. Source: RFC 9113 section 6.9.2. */
const INITIAL_WINDOW_BYTES = 65_535;

const MAX_STREAMS = 1000;

/** Source: RFC 9113 section 6.5.2. */
const Setting = { maxConcurrentStreams: 0x3, initialWindowSize: 0x4 } as const;

/**
 * Serves HTTP/2 on a socket, as far as gRPC needs it: requests in, answers with trailers out, both flow-controlled.
 * There are no pushes, priorities and upgrades. Source: RFC 9113.
 *
 * Node.js has its own server, but that takes longer to load and longer for each small call (docs/performance.md), and it
 * does not respond to a peer that has sent a malformed frame.
 */
export function serveConnection(socket: Duplex, options: ConnectionOptions): Connection {
  const streams = new Map<number, ServerStream>();
  const headers = new HeaderAssembly();
  const decoder = createHeaderDecoder();
  const closeListeners: (() => void)[] = [];
  const connection: Connection = {
    onClose: (listener) => (closed ? listener() : void closeListeners.push(listener)),
  };
  let closed = false;
  let lastStreamId = 0;
  let settled = false;
  let prefaceBytes = 0;
  let receiveWindow = CONNECTION_WINDOW_BYTES;
  let initialSendWindow = INITIAL_WINDOW_BYTES;

  const outgoing = createOutgoing(socket);
  const outlet = {
    sendWindow: INITIAL_WINDOW_BYTES,
    write: outgoing.write,
    ended(stream: ServerStream): void {
      // Tell a peer that is still sending to stop and to keep the response.
      if (!stream.requestEnded) {
        resetStream(stream.id, ErrorCode.noError);
      }
      forget(stream);
    },
  };

  function resetStream(id: number, code: number): void {
    outlet.write(numberFrame(FrameType.resetStream, id, code));
  }

  function forget(stream: ServerStream): void {
    stream.close();
    if (streams.delete(stream.id)) {
      stream.events.closed?.();
    }
  }

  function takeFrame(received: Frame): void {
    if (!settled && received.type !== FrameType.settings) {
      throw violation("a connection begins with SETTINGS");
    }
    headers.refuseInterruption(received);
    frameHandlers.get(received.type)?.(received);
  }

  const frameHandlers = new Map<number, (received: Frame) => void>([
    [FrameType.data, takeData],
    [FrameType.headers, (received) => takeHeaders(headers.begin(received))],
    [FrameType.continuation, (received) => takeHeaders(headers.goOn(received))],
    [FrameType.resetStream, takeReset],
    [FrameType.settings, takeSettings],
    [FrameType.ping, takePing],
    [FrameType.windowUpdate, takeWindowUpdate],
    [
      FrameType.pushPromise,
      () => {
        throw violation("a client does not push");
      },
    ],
  ]);

  function takeData(received: Frame): void {
    const { streamId, payload, flags } = received;
    refuseIdle(streamId);
    const stream = streams.get(streamId);
    receiveWindow -= payload.length;
    if (stream !== undefined) {
      stream.receiveWindow -= payload.length;
    }
    if (receiveWindow < 0 || (stream !== undefined && stream.receiveWindow < 0)) {
      throw new ConnectionError(
        ErrorCode.flowControlError,
        "The peer sent more than its flow-control window.",
      );
    }
    if (receiveWindow < CONNECTION_WINDOW_BYTES / 2) {
      outlet.write(numberFrame(FrameType.windowUpdate, 0, CONNECTION_WINDOW_BYTES - receiveWindow));
      receiveWindow = CONNECTION_WINDOW_BYTES;
    }
    // The rest of a closed stream may still arrive.
    if (stream === undefined) {
      return;
    }
    if (stream.requestEnded) {
      throw violation("data came after its end");
    }
    const data = withoutPadding(received);
    if (data.length > 0) {
      stream.events.data?.(data);
    }
    if (flags & Flag.endStream) {
      endRequest(stream);
    } else if (stream.open && stream.receiveWindow < STREAM_WINDOW_BYTES / 2) {
      outlet.write(numberFrame(FrameType.windowUpdate, streamId, STREAM_WINDOW_BYTES - stream.receiveWindow));
      stream.receiveWindow = STREAM_WINDOW_BYTES;
    }
  }

  function endRequest(stream: ServerStream): void {
    stream.requestEnded = true;
    stream.events.end?.();
  }

  function takeHeaders(block: HeaderBlock | undefined): void {
    if (block === undefined) {
      return;
    }
    const { streamId, flags } = block;
    // Also for a closed stream: the block changes the peer's table.
    const fields = decoder.decode(block.bytes);
    const known = streams.get(streamId);
    if (known !== undefined) {
      if (known.requestEnded || !(flags & Flag.endStream)) {
        throw violation("trailers end a request");
      }
      endRequest(known);
      return;
    }
    if (streamId <= lastStreamId) {
      return;
    }
    lastStreamId = streamId;
    if (streams.size >= MAX_STREAMS) {
      resetStream(streamId, ErrorCode.refusedStream);
      return;
    }
    begin(streamId, fields, (flags & Flag.endStream) !== 0);
  }

  function begin(streamId: number, fields: ReadonlyMap<string, string>, ended: boolean): void {
    const windows = { send: initialSendWindow, receive: STREAM_WINDOW_BYTES };
    const stream = new ServerStream(streamId, connection, outlet, windows);
    streams.set(streamId, stream);
    stream.events = options.onRequest(stream, fields);
    if (ended) {
      endRequest(stream);
    }
  }

  function takeReset({ streamId, payload }: Frame): void {
    requireLength(payload, 4);
    refuseIdle(streamId);
    const stream = streams.get(streamId);
    if (stream !== undefined) {
      forget(stream);
    }
  }

  function takeSettings({ streamId, flags, payload }: Frame): void {
    if (streamId !== 0) {
      throw violation("SETTINGS concern the connection");
    }
    if (flags & Flag.acknowledged) {
      requireLength(payload, 0);
      return;
    }
    if (payload.length % 6 !== 0) {
      throw wrongSize();
    }
    settled = true;
    clearTimeout(prefaceTimer);
    // Acknowledge first: until then the old settings apply for the peer.
    outlet.write(frame(FrameType.settings, Flag.acknowledged, 0, Buffer.alloc(0)));
    for (let at = 0; at < payload.length; at += 6) {
      if (payload.readUInt16BE(at) === Setting.initialWindowSize) {
        setSendWindow(payload.readUInt32BE(at + 2));
      }
    }
  }

  function setSendWindow(bytes: number): void {
    if (bytes > 0x7fff_ffff) {
      throw windowTooLarge();
    }
    const difference = bytes - initialSendWindow;
    initialSendWindow = bytes;
    for (const stream of [...streams.values()]) {
      if (!stream.grow(difference)) {
        throw windowTooLarge();
      }
      stream.resume();
    }
  }

  function takePing({ streamId, flags, payload }: Frame): void {
    if (streamId !== 0) {
      throw violation("PING concerns the connection");
    }
    requireLength(payload, 8);
    if (!(flags & Flag.acknowledged)) {
      outlet.write(frame(FrameType.ping, Flag.acknowledged, 0, payload));
    }
  }

  function takeWindowUpdate({ streamId, payload }: Frame): void {
    requireLength(payload, 4);
    refuseIdle(streamId);
    const bytes = payload.readUInt32BE() & 0x7fff_ffff;
    if (bytes === 0) {
      throw violation("a window grows by something");
    }
    if (streamId !== 0) {
      const stream = streams.get(streamId);
      if (stream?.grow(bytes) === false) {
        throw windowTooLarge();
      }
      stream?.resume();
      return;
    }
    outlet.sendWindow += bytes;
    if (outlet.sendWindow > 0x7fff_ffff) {
      throw windowTooLarge();
    }
    for (const stream of [...streams.values()]) {
      stream.resume();
    }
  }

  /** A stream that is not open yet has no frames. */
  function refuseIdle(streamId: number): void {
    if (streamId > lastStreamId) {
      throw violation("a frame came for a stream that is not open");
    }
  }

  const reader = createFrameReader(takeFrame);

  function take(chunk: Buffer): void {
    if (closed) {
      return;
    }
    try {
      reader.take(withoutPreface(chunk));
    } catch (error) {
      if (!(error instanceof ConnectionError)) {
        throw error;
      }
      giveUp(error.code);
    }
  }

  function withoutPreface(chunk: Buffer): Buffer {
    if (prefaceBytes === PREFACE.length) {
      return chunk;
    }
    const expected = PREFACE.subarray(prefaceBytes, prefaceBytes + chunk.length);
    if (!chunk.subarray(0, expected.length).equals(expected)) {
      throw violation("a connection has a preface");
    }
    prefaceBytes += expected.length;
    return chunk.subarray(expected.length);
  }

  /** Sends the reason and closes the connection. */
  function giveUp(code: ErrorCode): void {
    const payload = Buffer.alloc(8);
    payload.writeUInt32BE(lastStreamId, 0);
    payload.writeUInt32BE(code, 4);
    outlet.write(frame(FrameType.goAway, Flag.none, 0, payload));
    outgoing.flush();
    close();
    socket.end(() => socket.destroy());
  }

  function close(): void {
    if (closed) {
      return;
    }
    closed = true;
    outgoing.close();
    clearTimeout(prefaceTimer);
    for (const stream of [...streams.values()]) {
      forget(stream);
    }
    for (const listener of closeListeners) {
      listener();
    }
  }

  const prefaceTimer = setTimeout(() => {
    close();
    socket.destroy();
  }, options.settingsWithinMs).unref();
  socket.on("data", take);
  socket.on("error", () => socket.destroy());
  socket.on("end", () => socket.end());
  socket.on("close", close);
  // A peer that has left before it was served closes nothing more.
  if (socket.destroyed) {
    close();
    return connection;
  }
  outlet.write(ownSettings());
  return connection;
}

function ownSettings(): Buffer {
  const settings = Buffer.alloc(12);
  settings.writeUInt16BE(Setting.maxConcurrentStreams, 0);
  settings.writeUInt32BE(MAX_STREAMS, 2);
  settings.writeUInt16BE(Setting.initialWindowSize, 6);
  settings.writeUInt32BE(STREAM_WINDOW_BYTES, 8);
  return Buffer.concat([
    frame(FrameType.settings, Flag.none, 0, settings),
    numberFrame(FrameType.windowUpdate, 0, CONNECTION_WINDOW_BYTES - INITIAL_WINDOW_BYTES),
  ]);
}
