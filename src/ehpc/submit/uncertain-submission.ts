import { EhpcError, type EhpcErrorDetails } from "../../base/errors";

/** Nobody can tell at present whether a submission led to a job. */
export class UncertainSubmission extends EhpcError {
  /** What the job, if there is one, carries in the environment variable `MARKER_VARIABLE`. */
  readonly marker: string;

  constructor(message: string, marker: string, details: EhpcErrorDetails = {}) {
    super("submission-uncertain", message, { ...details, transient: false, outcomeUnknown: true });
    this.marker = marker;
  }
}
