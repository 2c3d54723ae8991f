import type { JsonValue } from "../../base/json";
import { decodeShortLine, decodeWritten } from "../api/decode-leaf";
import type { Job } from "./job";

/** The member `written` of a job, if it has one. */
export function writtenIdentity(
  jobName: JsonValue | undefined,
  runAsUser: JsonValue | undefined,
): Pick<Job, "written"> {
  const written = { jobName: decodeWritten(jobName), runAsUser: decodeWritten(runAsUser) };
  const isShown =
    written.jobName === decodeShortLine(jobName) && written.runAsUser === decodeShortLine(runAsUser);
  return isShown ? {} : { written };
}
