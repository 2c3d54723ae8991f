/** What {@link createOrphanGuard} needs. Times in milliseconds. */
export interface OrphanGuardOptions {
  /** Ends the process; the text is for the log. */
  readonly leave: (reason: string) => void;
  /** Id of the process that started this one, read before Terraform could know of it. */
  readonly startedBy: number;
  /** Id of the parent process now. @default () => process.ppid */
  readonly parent?: () => number;
  /** How long the process outlives its last session. @default 250 */
  readonly graceMs?: number;
  /** How long it waits for the first one. @default 60 000 */
  readonly firstSessionMs?: number;
  /** How long it waits for another, where a client has left before it had a session. @default 10 000 */
  readonly nextClientMs?: number;
  /** How often the parent is looked at. @default 500 */
  readonly parentPollMs?: number;
}

/** Counts the sessions, to notice when the last one is gone. */
export interface OrphanGuard {
  sessionOpened(): void;
  sessionClosed(): void;
  /** A client has closed its connection, with or without a session. */
  clientLeft(): void;
  /** Ends the watch. */
  stop(): void;
}

/**
 * Ends a provider whose Terraform is gone. A Terraform that is killed never says Shutdown, and without this guard its
 * providers would stay for ever.
 */
export function createOrphanGuard(options: OrphanGuardOptions): OrphanGuard {
  const {
    leave,
    startedBy,
    parent = () => process.ppid,
    graceMs = 250,
    firstSessionMs = 60_000,
    nextClientMs = 10_000,
    parentPollMs = 500,
  } = options;
  let sessions = 0;
  let mayBeFirst = true;
  let exitTimer = leaveIn(firstSessionMs, "no client has connected");

  // The back-up for a session that stays open, say because a process that Terraform left behind inherited it.
  const poll = setInterval(() => {
    if (parent() !== startedBy) {
      leave("the parent process is gone");
    }
  }, parentPollMs);
  poll.unref();

  function leaveIn(milliseconds: number, reason: string): NodeJS.Timeout {
    return setTimeout(() => leave(reason), milliseconds).unref();
  }

  return {
    sessionOpened() {
      sessions += 1;
      mayBeFirst = false;
      clearTimeout(exitTimer);
    },
    sessionClosed() {
      sessions -= 1;
      if (sessions > 0) {
        return;
      }
      clearTimeout(exitTimer);
      exitTimer = leaveIn(graceMs, "the last client has gone");
    },
    clientLeft() {
      // Terraform that is killed in the TLS handshake never had a session. Once is enough: clients that come and go do not
      // put off the end.
      if (!mayBeFirst) {
        return;
      }
      mayBeFirst = false;
      clearTimeout(exitTimer);
      exitTimer = leaveIn(nextClientMs, "the client has left before it was served");
    },
    stop() {
      clearTimeout(exitTimer);
      clearInterval(poll);
    },
  };
}
