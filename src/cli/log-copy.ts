import type { CallOptions, Client } from "../ehpc/api/client";
import { readJobLog } from "../ehpc/job-log/read-job-log";
import type { LogOutput } from "./log-output";

export type LogStream = "stdout" | "stderr";

/** Which bytes of a log are copied, and what a person is told meanwhile. */
export interface LogCopyOptions {
  client: Pick<Client, "getJobLog">;
  clusterId: string;
  jobId: string;
  stream: LogStream;
  output: LogOutput;
  /** The first byte, or how many bytes before the log's end it is. */
  from: { offset: number } | { tailBytes: number };
  /** How many bytes. @default all that follow */
  size?: number;
  /** Is told, once, which byte is the first, and how long the log is then. */
  onBegin?: (first: number, fileSize: number) => void;
  /** Is told that the log has become shorter than what was copied, so that it is copied from its beginning on. */
  onRestart?: () => void;
}

/** So much is read before it is written, in bytes. */
const WINDOW_BYTES = 1_048_576;

/** Copies one log to an output, every byte once. */
export class LogCopy {
  /** Where it goes on, and where it ends; `null` before the log was read. */
  #place: { next: number; readonly end: number } | null = null;

  constructor(private readonly options: LogCopyOptions) {}

  /**
   * Copies what stands in the log by now. What was copied before this throws `EhpcError` is not copied again.
   *
   * @returns how many bytes came
   */
  async copyNew(call: CallOptions): Promise<number> {
    const place = this.#place ?? (await this.#begin(call));
    this.#place = place;
    let copied = 0;
    while (place.next < place.end) {
      const part = await this.#read(place.next, Math.min(WINDOW_BYTES, place.end - place.next), call);
      if (part.fileSize < place.next) {
        this.options.onRestart?.();
        place.next = 0;
        continue;
      }
      this.options.output.write(part.bytes);
      place.next += part.bytes.length;
      copied += part.bytes.length;
      if (part.bytes.length === 0 || place.next >= part.fileSize) break;
    }
    return copied;
  }

  async #begin(call: CallOptions): Promise<{ next: number; end: number }> {
    const { from, size = Number.POSITIVE_INFINITY, onBegin } = this.options;
    const { fileSize } = await this.#read(0, 1, call);
    // What is followed from beyond the end begins at the end.
    const next = Math.min(fileSize, "offset" in from ? from.offset : Math.max(0, fileSize - from.tailBytes));
    onBegin?.(next, fileSize);
    return { next, end: next + size };
  }

  async #read(offset: number, size: number, call: CallOptions): Promise<{ bytes: Buffer; fileSize: number }> {
    const { client, clusterId, jobId, stream } = this.options;
    const logs = await readJobLog(client, { clusterId, jobId, logType: stream, offset, size }, call);
    return logs[stream] ?? { bytes: Buffer.alloc(0), fileSize: 0 };
  }
}
