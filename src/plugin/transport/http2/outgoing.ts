import type { Writable } from "node:stream";

/** The output of a connection. */
export interface Outgoing {
  /** Sends bytes; `whenWritten` is called when they have been written. */
  write(bytes: Uint8Array, whenWritten?: () => void): void;
  /** Sends all pending bytes at once. */
  flush(): void;
  /** Stops the output. */
  close(): void;
}

/**
 * Combines all output of one turn of the event loop in one write: each write is a TLS record and wakes up the peer.
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
    if (closed || bytes === undefined) {
      return;
    }
    socket.write(bytes, (error) => {
      if (!error) {
        for (const notify of notifications) {
          notify();
        }
      }
    });
  }

  return {
    write(bytes, whenWritten) {
      // Not process.nextTick: it runs after each socket read, and one turn reads many.
      if (waiting.length === 0) {
        setImmediate(flush);
      }
      waiting.push(bytes);
      if (whenWritten !== undefined) {
        listeners.push(whenWritten);
      }
    },
    flush,
    close() {
      closed = true;
    },
  };
}
