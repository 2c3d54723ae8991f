import type { Json, LogPiece } from "../scenario/scenario";

/** What is new of a job that runs really. */
export interface Progress {
  /** Members of `JobInfo`. */
  readonly info: Readonly<Record<string, Json>>;
  readonly stdout: LogPiece;
  readonly stderr: LogPiece;
}
