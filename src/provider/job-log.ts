import { dataSource } from "../plugin/data-source";
import type { EhpcSession } from "./ehpc-session";
import { jobLogAttributes } from "./job-log-schema";
import { idOf } from "./job-query";
import { conflicts, readLog } from "./read-log";

/** `data.ehpc_job_log`: what a job wrote, as GetJobLog gives it. */
export const jobLog = dataSource<EhpcSession>()({
  description:
    "Reads the logs of a job of an E-HPC cluster (GetJobLog), which the service has for Slurm and PBS Pro on Standard Edition clusters. The text is stored in Terraform's state: the ephemeral resource of the same name keeps it out of there.",
  attributes: jobLogAttributes,
  validate: conflicts,
  read: async ({ config, ...context }) => ({ id: idOf(config), ...(await readLog(config, context)) }),
});
