import { MOST_MAX_BYTES, PRESET_MAX_BYTES } from "../../ehpc/job-log/read-job-log";
import { bool, computed, integer, optional, refine, string } from "../../plugin/schema/attribute";
import { jobArguments } from "../job/job-schema";
import { oneOf } from "../text-types";

const position = refine(integer, (bytes) => (bytes >= 0 ? undefined : "must not be negative (bytes)."));
const length = refine(integer, (bytes) => (bytes >= 1 ? undefined : "must be at least 1 (byte)."));
const cap = refine(length, (bytes) =>
  bytes <= MOST_MAX_BYTES ? undefined : `must be at most ${MOST_MAX_BYTES} (bytes, 8 MiB).`,
);

const TEXT =
  "Decoded as UTF-8: a character that is incomplete at the start or end is omitted, and invalid bytes become U+FFFD. Control characters and escape sequences are kept.";

/** The arguments that select a part of a job's logs. */
export const jobLogArguments = {
  cluster_id: jobArguments.cluster_id,
  job_id: jobArguments.job_id,
  log_type: optional(
    oneOf("stdout", "stderr", "all"),
    "Log to read: `stdout`, `stderr` or `all`. Default: `all`.",
  ),
  tail_bytes: optional(
    length,
    "Number of bytes to read from the end of each log. Conflicts with `offset` and `size`.",
  ),
  offset: optional(position, "Position of the first byte to read. Default: `0`."),
  size: optional(length, "Number of bytes to read from `offset`. Default: the rest of the log."),
  max_bytes: optional(
    cap,
    `Maximum number of bytes to read from each log, up to ${MOST_MAX_BYTES}. If the requested part is longer, it is truncated with a warning: a tail keeps its end, any other part its beginning. Default: \`${PRESET_MAX_BYTES}\` (1 MiB).`,
  ),
};

/** The results of a read of a job's logs. The service's fields: GetJobLog, API version 2024-07-30. */
export const jobLogResults = {
  stdout: computed(string, `Text of the standard output. Null if not requested. ${TEXT}`),
  stderr: computed(string, `Text of the standard error. Null if not requested. ${TEXT}`),
  stdout_size: computed(
    integer,
    "Length of the whole standard output in bytes at the time of the read. Null if not requested.",
  ),
  stderr_size: computed(
    integer,
    "Length of the whole standard error in bytes at the time of the read. Null if not requested.",
  ),
  truncated: computed(
    bool,
    "Whether `stdout` or `stderr` is only a part of the log, because of `tail_bytes`, `offset`, `size` or `max_bytes`, or because the service returned less.",
  ),
};

/** The arguments and results of `data.ehpc_job_log`. */
export const jobLogAttributes = {
  ...jobLogArguments,
  id: computed(string, "`<cluster_id>:<job_id>`."),
  ...jobLogResults,
};
