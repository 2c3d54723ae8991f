import { MOST_MAX_BYTES, PRESET_MAX_BYTES } from "../../ehpc/job-log/read-job-log";
import { computed, optional } from "../../plugin/schema/attribute";
import { bool, integer, refine, string } from "../../plugin/schema/attribute-type";
import { jobArguments } from "../job/job-schema";
import { oneOf } from "../text-types";

const position = refine(integer, (bytes) => (bytes >= 0 ? undefined : "must not be negative (bytes)."));
const length = refine(integer, (bytes) => (bytes >= 1 ? undefined : "must be at least 1 (byte)."));
const cap = refine(length, (bytes) =>
  bytes <= MOST_MAX_BYTES ? undefined : `must be at most ${MOST_MAX_BYTES} (bytes, 8 MiB).`,
);

const TEXT =
  "Read as UTF-8: a character that is cut through at either edge is left out, and bytes that are no UTF-8 become U+FFFD. Control characters and escape sequences are in it as the job wrote them.";

/** The arguments that say which part of a job's logs is meant. */
export const jobLogArguments = {
  cluster_id: jobArguments.cluster_id,
  job_id: jobArguments.job_id,
  log_type: optional(
    oneOf("stdout", "stderr", "all"),
    "Which of the job's logs: `stdout`, `stderr` or `all`. Default: `all`.",
  ),
  tail_bytes: optional(
    length,
    "Reads the last so many bytes of each log. Conflicts with `offset` and `size`.",
  ),
  offset: optional(position, "The first byte to read, from 0. Default: `0`."),
  size: optional(length, "How many bytes to read from `offset` on. Default: the rest of the log."),
  max_bytes: optional(
    cap,
    `The most bytes to read of each log, up to ${MOST_MAX_BYTES}. Where that cuts off some of what is asked for, a warning says so: of a tail its end is kept, otherwise the beginning. Default: \`${PRESET_MAX_BYTES}\` (1 MiB).`,
  ),
};

/** What is known of a job's logs once they were read. The service's fields: GetJobLog, API version 2024-07-30. */
export const jobLogResults = {
  stdout: computed(string, `Text of the standard output; null where it is not asked for. ${TEXT}`),
  stderr: computed(string, `Text of the standard error; null where it is not asked for. ${TEXT}`),
  stdout_size: computed(
    integer,
    "Length of the whole standard output in bytes, when it was read; null where it is not asked for.",
  ),
  stderr_size: computed(
    integer,
    "Length of the whole standard error in bytes, when it was read; null where it is not asked for.",
  ),
  truncated: computed(
    bool,
    "Whether `stdout` or `stderr` is less than the whole log, for whatever reason: `tail_bytes`, `offset`, `size`, `max_bytes`, or a service that gave less.",
  ),
};

/** The arguments and results of `data.ehpc_job_log`. */
export const jobLogAttributes = {
  ...jobLogArguments,
  id: computed(string, "`<cluster_id>:<job_id>`."),
  ...jobLogResults,
};
