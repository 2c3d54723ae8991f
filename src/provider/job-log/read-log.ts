import { EhpcError, type EhpcErrorKind } from "../../base/errors";
import { isPartial, logText } from "../../ehpc/job-log/log-text";
import { type LogPart, MOST_MAX_BYTES, PRESET_MAX_BYTES } from "../../ehpc/job-log/read-job-log";
import type { HandlerContext } from "../../plugin/author/data-source";
import type { Diagnostic } from "../../plugin/author/diagnostic";
import { UNKNOWN } from "../../plugin/cty/value";
import type { ArgumentsOf, ResultsOf, Unknowable } from "../../plugin/schema/attribute";
import type { EhpcSession } from "../configure/ehpc-session";
import { ehpcDiagnosticError } from "../ehpc-diagnostic";
import type { jobLogArguments, jobLogResults } from "./job-log-schema";

type LogArguments = ArgumentsOf<typeof jobLogArguments>;

const UNSUPPORTED =
  "Logs are available only for jobs of Slurm and PBS Pro on Standard Edition clusters, and only while the scheduler knows the job.";

const ADVICE: Readonly<Partial<Record<EhpcErrorKind, string>>> = {
  forbidden: "Grant the RAM user or role the action ehpc:GetJobLog on resource *.",
  "invalid-params": `Check "job_id" and "cluster_id". ${UNSUPPORTED}`,
  "job-not-found": `Check "job_id" (data.ehpc_jobs lists the IDs). ${UNSUPPORTED}`,
};

/** Reads the logs of a configuration, and warns if they are truncated. */
export async function readLog(
  config: LogArguments,
  { client, signal, warn }: Pick<HandlerContext<EhpcSession>, "client" | "signal" | "warn">,
): Promise<ResultsOf<typeof jobLogResults>> {
  const { cluster_id: clusterId, job_id: jobId, log_type, tail_bytes, offset, size } = config;
  const maxBytes = config.max_bytes ?? PRESET_MAX_BYTES;
  try {
    const { stdout, stderr } = await client.readJobLog(
      {
        clusterId,
        jobId,
        logType: log_type ?? "all",
        ...(tail_bytes !== null && { tailBytes: tail_bytes }),
        ...(offset !== null && { offset }),
        ...(size !== null && { size }),
        maxBytes,
      },
      signal,
    );
    for (const [name, part] of Object.entries({ stdout, stderr })) {
      if (part !== null && part.bytes.length < part.askedFor) {
        warn(cutOff(name, part, maxBytes, tail_bytes !== null));
      }
    }
    return {
      stdout: stdout && logText(stdout),
      stderr: stderr && logText(stderr),
      stdout_size: stdout?.fileSize ?? null,
      stderr_size: stderr?.fileSize ?? null,
      truncated: [stdout, stderr].some((part) => part !== null && isPartial(part)),
    };
  } catch (error) {
    if (!(error instanceof EhpcError)) {
      throw error;
    }
    throw ehpcDiagnosticError(
      error,
      `read the logs of job "${jobId}" of cluster "${clusterId}"`,
      client.place,
      ADVICE,
    );
  }
}

function cutOff(name: string, { bytes, askedFor, fileSize }: LogPart, maxBytes: number, isTail: boolean) {
  const shown = `"${name}" has the ${isTail ? "last" : "first"} ${bytes.length} of the ${askedFor} bytes requested; the whole log has ${fileSize}.`;
  if (bytes.length < maxBytes) {
    const next = "The job may have rewritten the log during the read. Read it again.";
    return { summary: "Log Incomplete", detail: `${shown} The service returned no more. ${next}` };
  }
  const raise =
    maxBytes < MOST_MAX_BYTES
      ? ` To read more, raise "max_bytes" (now ${maxBytes}, at most ${MOST_MAX_BYTES}).`
      : "";
  return {
    summary: "Log Truncated",
    detail: `${shown} To read another part, set "tail_bytes" for the end of the log, or set "offset" and "size".${raise}`,
    path: ["max_bytes"],
  };
}

/** A tail conflicts with a part by its position. */
export function conflicts(config: Unknowable<LogArguments>): readonly Diagnostic[] {
  if (config === UNKNOWN || isAbsent(config.tail_bytes)) {
    return [];
  }
  return (["offset", "size"] as const)
    .filter((name) => !isAbsent(config[name]))
    .map((name) => ({
      severity: "error",
      summary: "Conflicting Arguments",
      detail: `"${name}" conflicts with "tail_bytes", which reads the end of the log. Remove one of them.`,
      path: [name],
    }));
}

/** An unknown value may still become null. */
function isAbsent(value: unknown): boolean {
  return value === null || value === undefined || value === UNKNOWN;
}
