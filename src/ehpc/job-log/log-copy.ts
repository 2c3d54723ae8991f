import type { CallOptions, Client } from "../api/client";
import { readJobLog } from "./read-job-log";

export type LogStream = "stdout" | "stderr";

/** Which bytes of a log to copy, and what to report. */
export interface LogCopyOptions {
  client: Pick<Client, "getJobLog">;
  clusterId: string;
  jobId: string;
  stream: LogStream;
  output: { write(bytes: Uint8Array): void | Promise<void> };
  /** The first byte, or its distance from the end of the log. */
  from: { offset: number } | { tailBytes: number };
  /** Number of bytes. @default all that follow */
  size?: number;
  /** Called once with the first byte and the current length of the log. */
  onBegin?: (first: number, fileSize: number) => void;
  /** Called when the log becomes shorter than the copied part and is copied again from its start. */
  onRestart?: () => void;
}

/** Bytes per read. */
const WINDOW_BYTES = 1_048_576;

/** Copies one log to an output, every byte once. */
export class LogCopy {
  /** The next byte and the end; `null` before the first read. */
  #place: { next: number; readonly end: number } | null = null;
  #fileSize = 0;

  constructor(private readonly options: LogCopyOptions) {}

  /** How many bytes the service says that the log has and has not given. */
  get missing(): number {
    return this.#place === null
      ? 0
      : Math.max(0, Math.min(this.#place.end, this.#fileSize) - this.#place.next);
  }

  /**
   * Copies what the log has by now, as long as the service gives what it says the log has. If it throws `EhpcError`, bytes
   * that it has copied are not copied again.
   *
   * @returns the number of copied bytes
   */
  async copyNew(call: CallOptions): Promise<number> {
    const place = this.#place ?? (await this.#begin(call));
    this.#place = place;
    let copied = 0;
    while (place.next < place.end) {
      const size = Math.min(WINDOW_BYTES, place.end - place.next);
      const part = await this.#read(place.next, size, call);
      if (part.fileSize < place.next) {
        this.options.onRestart?.();
        place.next = 0;
        continue;
      }
      const isShort = part.bytes.length < Math.min(size, part.fileSize - place.next);
      await this.options.output.write(part.bytes);
      place.next += part.bytes.length;
      copied += part.bytes.length;
      // A service that gives few bytes of very many is not asked on and on.
      if (isShort || place.next >= part.fileSize) {
        break;
      }
    }
    return copied;
  }

  async #begin(call: CallOptions): Promise<{ next: number; end: number }> {
    const { from, size = Number.POSITIVE_INFINITY, onBegin } = this.options;
    const { fileSize } = await this.#read(0, 1, call);
    // An offset beyond the end starts at the end.
    const next = Math.min(fileSize, "offset" in from ? from.offset : Math.max(0, fileSize - from.tailBytes));
    onBegin?.(next, fileSize);
    return { next, end: next + size };
  }

  async #read(offset: number, size: number, call: CallOptions): Promise<{ bytes: Buffer; fileSize: number }> {
    const { client, clusterId, jobId, stream } = this.options;
    const logs = await readJobLog(client, { clusterId, jobId, logType: stream, offset, size }, call);
    const log = logs[stream] ?? { bytes: Buffer.alloc(0), fileSize: 0 };
    this.#fileSize = log.fileSize;
    return log;
  }
}
