import { invalidParameter, jsonAnswer, Refused } from "../http/answer";
import { type OperationHandler, requireParameter, wholeNumber } from "./operation";

/** Answers GetJobLog. */
export const getJobLog: OperationHandler = (cluster, query) => {
  const jobId = requireParameter(query, "JobId");
  const logType = query.get("LogType") ?? "all";
  if (!["stdout", "stderr", "all"].includes(logType)) {
    throw invalidParameter("LogType");
  }
  const offset = wholeNumber(query, "Offset", { preset: 0, least: 0, most: Number.MAX_SAFE_INTEGER });
  const size = wholeNumber(query, "Size", { preset: 10_240, least: 1, most: Number.MAX_SAFE_INTEGER });
  // The service documents that such clusters have no logs, but not its response.
  if (!cluster.logsAvailable) {
    throw new Refused("InvalidParams", "The operation is not supported by the scheduler of the cluster.");
  }
  const job = cluster.job(jobId);
  if (job === null) {
    return cluster.missingJob("GetJobLog", jobId);
  }

  const { bytes: most, beyond = "cut" } = cluster.logLimit;
  if (size > most && beyond === "refused") {
    throw invalidParameter("Size");
  }
  const part = (name: "stdout" | "stderr") => {
    const log = cluster.log(jobId, name);
    return {
      log: log.read(offset, offset + Math.min(size, most)).toString("base64"),
      size: String(log.length),
    };
  };
  const stdout = part("stdout");
  const stderr = part("stderr");
  return jsonAnswer({
    JobId: jobId,
    ...(logType === "stderr" ? {} : { StdoutLog: stdout.log, StdoutLogSize: stdout.size }),
    ...(logType === "stdout" ? {} : { StderrLog: stderr.log, StderrLogSize: stderr.size }),
    Success: "true",
  });
};
