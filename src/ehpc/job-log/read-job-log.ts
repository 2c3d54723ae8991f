import { EhpcError } from "../../base/errors";
import type { CallOptions, Client } from "../api/client";
import { inRequest } from "../api/in-request";

/** Which bytes of a job's logs are wanted. */
export interface JobLogRequest {
  clusterId: string;
  jobId: string;
  logType: "stdout" | "stderr" | "all";
  /** The first byte wanted, from 0. Not together with `tailBytes`. @default 0 */
  offset?: number;
  /** How many bytes are wanted. @default all that follow */
  size?: number;
  /** The last so many bytes of the log. @default the log from `offset` on */
  tailBytes?: number;
  /** No more bytes of a log are read than this: of a tail its end, else the beginning. @default 1048576 */
  maxBytes?: number;
}

/** Bytes of one log as it was when its length was first known, without what is written later. */
export interface LogPart {
  bytes: Buffer;
  /** Where in the log they begin. */
  offset: number;
  /** The length of the whole log in bytes. */
  fileSize: number;
  /** How many bytes were asked for, as far as the log has them; more than were given where something was cut off. */
  askedFor: number;
}

/** The logs of a job; `null` for one that was not asked for. */
export interface JobLogs {
  /** The service's id of the first call. */
  requestId: string | null;
  stdout: LogPart | null;
  stderr: LogPart | null;
}

/** So much of a log is read unless more is asked for, in bytes. */
export const PRESET_MAX_BYTES = 1_048_576;

/** More is never read of one log. Both logs then fit into an answer of the plugin protocol (64 MiB), even of bytes that
 * take three as U+FFFD. */
export const MOST_MAX_BYTES = 8_388_608;

/** So much is asked for at once, in bytes: the most that the API of 2018 gives. This one documents no bound. */
const PIECE_BYTES = 400 * 1_024;
/** The service's own default, which it cannot refuse. */
const SURE_PIECE_BYTES = 10_240;
/** A service that gives smaller pieces than this, on average, is not asked on and on. */
const LEAST_PIECE_BYTES = 1_024;
const SPARE_CALLS = 16;

type LogClient = Pick<Client, "getJobLog">;

/**
 * Reads a job's logs, piece by piece (GetJobLog, API version 2024-07-30). Fewer bytes than asked for are no end of the
 * log: the rest is asked for after them, until one answer brings nothing.
 *
 * Throws `EhpcError`.
 */
export async function readJobLog(
  client: LogClient,
  request: JobLogRequest,
  options: CallOptions,
): Promise<JobLogs> {
  const { clusterId, jobId, logType, tailBytes, offset = 0, size, maxBytes = PRESET_MAX_BYTES } = request;
  let piece = PIECE_BYTES;
  const read = async (stream: "stdout" | "stderr" | "all", from: number, length: number) => {
    const call = () => {
      const part = { logType: stream, offset: from, size: Math.min(piece, length) };
      return client.getJobLog({ clusterId, jobId, ...part }, options);
    };
    try {
      return await call();
    } catch (error) {
      if (!mayMeanTheSize(error) || length <= SURE_PIECE_BYTES) {
        throw error;
      }
      piece = SURE_PIECE_BYTES;
      return call();
    }
  };

  // One call gives the lengths of the logs and, as most are short, all of their text.
  const wanted = tailBytes ?? size ?? maxBytes;
  const first = await read(logType, offset, Math.max(1, Math.min(wanted, maxBytes)));

  async function rest(stream: "stdout" | "stderr"): Promise<LogPart | null> {
    if (logType !== "all" && logType !== stream) {
      return null;
    }
    const beginning = { offset, bytes: first[stream] };
    const givenSize = first[stream === "stdout" ? "stdoutSize" : "stderrSize"];
    if (givenSize === null && beginning.bytes.length > 0) {
      throw noLength(stream, first.requestId);
    }
    // A log that is being written may have grown between its length and its bytes.
    const fileSize = Math.max(
      givenSize ?? 0,
      beginning.bytes.length === 0 ? 0 : offset + beginning.bytes.length,
    );
    const { start, end, askedFor } = bounds(request, fileSize, maxBytes);
    const bytes = await readBytes((from, length) => read(stream, from, length).then((log) => log[stream]), {
      start,
      end,
      known: beginning,
    });
    return { bytes, offset: start, fileSize, askedFor };
  }

  const [stdout, stderr] = await Promise.all([rest("stdout"), rest("stderr")]);
  return { requestId: first.requestId, stdout, stderr };
}

/** From which byte to which, of a log of this length. */
function bounds({ tailBytes, offset = 0, size }: JobLogRequest, fileSize: number, maxBytes: number) {
  if (tailBytes !== undefined) {
    const askedFor = Math.min(tailBytes, fileSize);
    return { start: fileSize - Math.min(askedFor, maxBytes), end: fileSize, askedFor };
  }
  const start = Math.min(offset, fileSize);
  const askedFor = Math.min(size ?? fileSize, fileSize - start);
  return { start, end: start + Math.min(askedFor, maxBytes), askedFor };
}

interface Bytes {
  start: number;
  end: number;
  /** Bytes that were read already. */
  known: { readonly offset: number; readonly bytes: Buffer };
}

/** Fewer than asked for where the log has become shorter, or the service does not give them. */
async function readBytes(
  read: (offset: number, length: number) => Promise<Buffer>,
  { start, end, known }: Bytes,
): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let at = start;
  const take = (piece: Buffer) => {
    pieces.push(piece.subarray(0, end - at));
    at = Math.min(end, at + piece.length);
  };
  if (known.offset <= start) {
    take(known.bytes.subarray(start - known.offset));
  }
  let callsLeft = Math.ceil((end - at) / LEAST_PIECE_BYTES) + SPARE_CALLS;
  while (at < end && callsLeft > 0) {
    const piece = await read(at, end - at);
    if (piece.length === 0) {
      break;
    }
    take(piece);
    callsLeft -= 1;
  }
  return Buffer.concat(pieces);
}

/** Whether the refusal may be about the size: the service uses the same words for a job that does not exist. */
function mayMeanTheSize(error: unknown): boolean {
  if (!(error instanceof EhpcError)) {
    return false;
  }
  return (
    error.kind === "invalid-params" ||
    (error.kind === "job-not-found" && /^InvalidParam/.test(error.code ?? ""))
  );
}

function noLength(stream: string, requestId: string | null): EhpcError {
  const message = `E-HPC returned no length for the log of ${stream}${inRequest(requestId)}.`;
  return new EhpcError("bad-answer", message, { httpStatus: 200, requestId });
}
