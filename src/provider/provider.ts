import { endpointOf, parseEndpoint } from "../ehpc/api/endpoint";
import type { Environment } from "../ehpc/api/environment";
import { type Provider, provider } from "../plugin/author/provider";
import { UNKNOWN } from "../plugin/cty/value";
import { jobStop } from "./actions/job-stop";
import { jobSubmit } from "./actions/job-submit";
import { jobWait } from "./actions/job-wait";
import { clientLog } from "./client-log";
import { endpointIn, refusals, regionOf, resolveTimeLimits } from "./configure/configuration";
import { type EhpcSession, ehpcSession } from "./configure/ehpc-session";
import { providerAttributes } from "./configure/provider-schema";
import { contradictoryTokens, resolveCredentials, signInSettings } from "./configure/resolve-credentials";
import { arrayIndices } from "./functions/array-indices";
import { jobPhase } from "./functions/job-phase";
import { memoryBytes } from "./functions/memory-bytes";
import { nodeNames } from "./functions/node-names";
import { job } from "./job/job";
import { jobCompletion } from "./job-completion/job-completion";
import { ephemeralJobLog, jobLog } from "./job-log/job-log";
import { jobs } from "./jobs/jobs";
import { jobsCompletion } from "./jobs-completion/jobs-completion";
import { jobList } from "./submitted-job/job-list";
import { submittedJob } from "./submitted-job/submitted-job";

/** The provider `ehpc`, for one environment. */
export function ehpc(environment: Environment): Provider<EhpcSession> {
  return provider<EhpcSession>()({
    description:
      "Reads, submits and waits for jobs of Alibaba Cloud Elastic High Performance Computing (E-HPC). Infrastructure can use their results and depend on their outcome. Arguments and environment variables have the same names as in the `alicloud` provider.",
    attributes: providerAttributes,

    validate(config) {
      if (config === UNKNOWN) {
        return [];
      }
      return [
        ...refusals("endpoint", config.endpoint, parseEndpoint),
        ...refusals("region", config.region, (region) => endpointOf(region)),
        ...contradictoryTokens(config),
      ];
    },

    async configure({ config, terraformVersion, signal, logger, conceal }) {
      const settings = signInSettings(config, environment);
      const region = await regionOf(config, environment, settings);
      const endpoint = endpointIn(config, environment, region);
      const limits = resolveTimeLimits(config, environment);
      const credentials = await resolveCredentials(
        config,
        settings,
        { environment, region, log: clientLog(logger), conceal: (secret) => conceal(secret.reveal()) },
        signal,
      );
      const connect = async () => {
        const { connectEhpc } = await import("./configure/connect-ehpc");
        return connectEhpc({
          endpoint,
          credentials,
          environment,
          terraformVersion,
          configurationSource: config.configuration_source,
          ...limits,
          log: clientLog(logger),
        });
      };
      return ehpcSession(endpoint, connect, () => performance.now());
    },

    dataSources: { ehpc_job: job, ehpc_job_log: jobLog, ehpc_jobs: jobs },
    resources: {
      ehpc_job: submittedJob,
      ehpc_job_completion: jobCompletion,
      ehpc_jobs_completion: jobsCompletion,
    },
    ephemeralResources: { ehpc_job_log: ephemeralJobLog },
    listResources: { ehpc_job: jobList },
    actions: { ehpc_job_submit: jobSubmit, ehpc_job_wait: jobWait, ehpc_job_stop: jobStop },
    functions: {
      job_phase: jobPhase,
      array_indices: arrayIndices,
      node_names: nodeNames,
      memory_bytes: memoryBytes,
    },
  });
}
