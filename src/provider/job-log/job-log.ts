import { dataSource } from "../../plugin/author/data-source";
import { ephemeralResource } from "../../plugin/author/ephemeral-resource";
import type { EhpcSession } from "../configure/ehpc-session";
import { idOf } from "../job/job-query";
import { jobLogArguments, jobLogAttributes, jobLogResults } from "./job-log-schema";
import { conflicts, readLog } from "./read-log";

/** `data.ehpc_job_log`: the logs of a job, from GetJobLog. */
export const jobLog = dataSource<EhpcSession>()({
  description:
    "Reads the logs of a job of an E-HPC cluster (GetJobLog). The service provides logs for Slurm and PBS Pro on Standard Edition clusters. Terraform stores the text in its state; the ephemeral resource of the same name does not.",
  attributes: jobLogAttributes,
  validate: conflicts,
  read: async ({ config, ...context }) => ({ id: idOf(config), ...(await readLog(config, context)) }),
});

/** The ephemeral `ehpc_job_log`: the same, but Terraform does not store it. It needs no renewal and no close. */
export const ephemeralJobLog = ephemeralResource<EhpcSession>()({
  description:
    "Reads the logs of a job of an E-HPC cluster (GetJobLog), like the data source of the same name, but keeps them out of plan and state. Use it for logs that may contain secrets. Terraform reads it during `plan` and again during `apply`.",
  attributes: { ...jobLogArguments, ...jobLogResults },
  validate: conflicts,
  open: ({ config, ...context }) => readLog(config, context),
});
