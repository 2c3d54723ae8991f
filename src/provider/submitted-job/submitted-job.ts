import { resource } from "../../plugin/author/resource";
import { UNKNOWN } from "../../plugin/cty/value";
import type { EhpcSession } from "../configure/ehpc-session";
import { JOB_IDENTITY, jobOfIdentity, jobOfImportId } from "../job/import-id";
import type { Arguments } from "./job-of-state";
import { jobsOfRun } from "./jobs-of-run";
import { refreshSubmitted } from "./refresh-submitted";
import { stopSubmitted } from "./stop-submitted";
import { submitPlanned } from "./submit-planned";
import { submittedJobAttributes } from "./submitted-job-schema";
import { markerOfConfig } from "./token-marker";
import { tokenInState } from "./token-problems";

/** `ehpc_job`: a job that the stack runs. */
export const submittedJob = resource<EhpcSession>()({
  description:
    "Submits a job to an E-HPC cluster (CreateJob), reads it, and stops it when it is destroyed (StopJobs). It does not wait: the job counts as created when the scheduler has accepted it. Let an `ehpc_job_completion` wait for its end. The job is submitted once, also if the service's response is lost, and is not submitted again after the scheduler has forgotten it.",
  attributes: submittedJobAttributes,
  identity: JOB_IDENTITY,

  validate(config) {
    if (config === UNKNOWN || config.run_as_user_password === null || config.run_as_user !== null) {
      return [];
    }
    return [
      {
        severity: "error",
        summary: "Password Without User",
        detail:
          'The argument "run_as_user_password" is the password of "run_as_user", which is missing. Set both.',
        path: ["run_as_user_password"],
      },
    ];
  },

  /** Warns only: Terraform plans a creation also for a destroy, which must go on, and for what replaces an object. */
  checkCreate({ config, client }) {
    const marker = markerOfConfig(config);
    const { token } = config as Arguments;
    if (marker === null || token === null) {
      return [];
    }
    const { held, planned } = jobsOfRun(client);
    planned.set(marker, token);
    const id = held.get(marker);
    return id === undefined ? [] : [{ severity: "warning", ...tokenInState(token, id) }];
  },

  create: ({ planned, writeOnly, client, signal, logger, warn }) =>
    submitPlanned(planned, writeOnly, client, { signal, logger, warn }),

  read: ({ state, client, signal, logger, warn }) =>
    refreshSubmitted(state, client, { signal, logger, warn }),

  /** What changes in place only counts when the job is destroyed. */
  update: async ({ prior }) => prior,

  delete: ({ state, client, signal, logger, warn }) => stopSubmitted(state, client, { signal, logger, warn }),

  importState: async ({ id }) => jobOfImportId(id),
  importIdentity: async ({ identity }) => jobOfIdentity(identity),
});
