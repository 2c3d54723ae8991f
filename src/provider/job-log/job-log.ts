import { dataSource } from "../../plugin/author/data-source";
import { ephemeralResource } from "../../plugin/author/ephemeral-resource";
import type { EhpcSession } from "../configure/ehpc-session";
import { idOf } from "../job/job-query";
import { jobLogArguments, jobLogAttributes, jobLogResults } from "./job-log-schema";
import { conflicts, readLog } from "./read-log";

/** `data.ehpc_job_log`: what a job wrote, as GetJobLog gives it. */
export const jobLog = dataSource<EhpcSession>()({
  description:
    "Reads the logs of a job of an E-HPC cluster (GetJobLog), which the service has for Slurm and PBS Pro on Standard Edition clusters. The text is stored in Terraform's state: the ephemeral resource of the same name keeps it out of there.",
  attributes: jobLogAttributes,
  validate: conflicts,
  read: async ({ config, ...context }) => ({ id: idOf(config), ...(await readLog(config, context)) }),
});

/** The ephemeral `ehpc_job_log`: the same, and nothing of it is kept. There is nothing to renew or to close. */
export const ephemeralJobLog = ephemeralResource<EhpcSession>()({
  description:
    "Reads the logs of a job of an E-HPC cluster (GetJobLog) as the data source of the same name does, and leaves nothing of them in plan and state: logs may hold what nobody should find there. It is read in `plan` and again in `apply`.",
  attributes: { ...jobLogArguments, ...jobLogResults },
  validate: conflicts,
  open: ({ config, ...context }) => readLog(config, context),
});
