import type { GetJobLogRequest, JobLog } from "../../../src/ehpc/api/client";

/** A job's logs in memory, given in pieces of at most `most` bytes. */
export class JobLogFiles {
  stdout: Buffer;
  stderr: Buffer;
  readonly calls: GetJobLogRequest[] = [];
  /** Called before each call is answered, with its number from 1. */
  before: (call: number) => void = () => {};

  constructor(
    stdout: string | Buffer,
    stderr: string | Buffer = "",
    readonly most = 400 * 1_024,
  ) {
    this.stdout = Buffer.from(stdout);
    this.stderr = Buffer.from(stderr);
  }

  getJobLog = async (request: GetJobLogRequest): Promise<JobLog> => {
    this.calls.push(request);
    this.before(this.calls.length);
    const { logType, offset, size } = request;
    const part = (file: Buffer) => file.subarray(offset, offset + Math.min(size, this.most));
    const none = { bytes: Buffer.alloc(0), size: null };
    const stdout = logType === "stderr" ? none : { bytes: part(this.stdout), size: this.stdout.length };
    const stderr = logType === "stdout" ? none : { bytes: part(this.stderr), size: this.stderr.length };
    return {
      requestId: `R-${this.calls.length}`,
      stdout: stdout.bytes,
      stderr: stderr.bytes,
      stdoutSize: stdout.size,
      stderrSize: stderr.size,
    };
  };
}
