import type { Writable } from "node:stream";

/** What a connection sends. */
export interface Outgoing {
  /** Sends bytes; `whenWritten` is called when they have left. */
  write(bytes: Uint8Array, whenWritten?: () => void): void;
  /** Sends at once what waits. */
  flush(): void;
  /** Sends nothing more. */
  close(): void;
}

/**
 * Sends all that one turn of the event loop has to say in one write: each write is a record of TLS and a wake-up of the
 * peer.
 */
export function createOutgoing(socket: Writable): Outgoing {
  let waiting: Uint8Array[] = [];
  let listeners: (() => void)[] = [];
  let closed = false;

  function flush(): void {
    const bytes = waiting.length === 1 ? waiting[0] : Buffer.concat(waiting);
    const notifications = listeners;
    waiting = [];
    listeners = [];
    if (closed || bytes === undefined) return;
    socket.write(bytes, (error) => {
      if (!error) for (const notify of notifications) notify();
    });
  }

  return {
    write(bytes, whenWritten) {
      // Not process.nextTick: that comes after each socket that is read, and a turn reads many.
      if (waiting.length === 0) setImmediate(flush);
      waiting.push(bytes);
      if (whenWritten !== undefined) listeners.push(whenWritten);
    },
    flush,
    close() {
      closed = true;
    },
  };
}
