import type { Client } from "../ehpc/client";
import { present, staticCredentials } from "../ehpc/credentials";
import { endpointOf, parseEndpoint } from "../ehpc/endpoint";
import { accessKeyFromEnvironment, type Environment, fromEnvironment } from "../ehpc/environment";
import { EhpcError } from "../ehpc/errors";
import { DiagnosticError } from "../plugin/diagnostic";
import { type Provider, provider } from "../plugin/provider";
import type { ArgumentsOf } from "../plugin/schema/attribute";
import { clientLog } from "./client-log";
import { type EhpcSession, ehpcSession } from "./ehpc-session";
import { job } from "./job";
import { providerAttributes } from "./provider-schema";

type Config = ArgumentsOf<typeof providerAttributes>;

/** The provider `ehpc`, for one environment. */
export function ehpc(environment: Environment): Provider<EhpcSession> {
  return provider<EhpcSession>()({
    description:
      "Reads jobs of Alibaba Cloud Elastic High Performance Computing (E-HPC), so that infrastructure can be made from their results and gated on their outcome. Arguments and environment variables are those of the `alicloud` provider.",
    attributes: providerAttributes,

    async configure({ config, signal, logger, conceal }) {
      const endpoint = resolveEndpoint(config, environment);
      const credentials = await resolveCredentials(config, environment, signal);
      const { accessKeySecret, securityToken } = await credentials(signal);
      for (const secret of [accessKeySecret, securityToken]) if (secret !== null) conceal(secret.reveal());
      const connect = async (): Promise<Client> => {
        const { createClient } = await import("../ehpc/client");
        return createClient({
          endpoint,
          credentials,
          ...(config.client_connect_timeout !== null && { connectTimeoutMs: config.client_connect_timeout }),
          ...(config.client_read_timeout !== null && { readTimeoutMs: config.client_read_timeout }),
          ...(config.max_retry_timeout && { maxRetryMs: config.max_retry_timeout * 1_000 }),
          log: clientLog(logger),
        });
      };
      return ehpcSession(endpoint, connect, () => performance.now());
    },

    dataSources: { ehpc_job: job },
    resources: {},
  });
}

/** The endpoint that the configuration means, else the environment. Each refusal names where the value came from. */
function resolveEndpoint(config: Config, environment: Environment): string {
  const endpoint = present(config.endpoint) ?? fromEnvironment("endpoint", environment);
  const region = present(config.region) ?? fromEnvironment("region", environment);
  try {
    if (endpoint !== null) return parseEndpoint(endpoint);
    if (region !== null) return endpointOf(region);
  } catch (error) {
    if (!(error instanceof EhpcError)) throw error;
    throw refused(error, endpoint !== null ? "endpoint" : "region", config);
  }
  throw new DiagnosticError({
    summary: "No Region",
    detail:
      'The provider does not know where to ask. Set "region" (such as "cn-hangzhou", the region of the cluster) or the environment variable ALIBABA_CLOUD_REGION.',
    path: ["region"],
  });
}

/** The access key of the configuration, each missing part completed from the environment. */
async function resolveCredentials(config: Config, environment: Environment, signal: AbortSignal) {
  const fallback = accessKeyFromEnvironment(environment);
  const source = staticCredentials({
    accessKeyId: present(config.access_key) ?? fallback.accessKeyId,
    accessKeySecret: present(config.secret_key) ?? fallback.accessKeySecret,
    securityToken: present(config.security_token) ?? fallback.securityToken,
  });
  try {
    // Asked for once here, so that a missing key is told at the provider block and not at each lookup.
    await source(signal);
  } catch (error) {
    if (!(error instanceof EhpcError)) throw error;
    throw refused(error, ARGUMENT_OF[error.parameter ?? ""] ?? "access_key", config);
  }
  return source;
}

const ARGUMENT_OF: Readonly<Record<string, keyof Config>> = {
  accessKeyId: "access_key",
  accessKeySecret: "secret_key",
  securityToken: "security_token",
};

const ENVIRONMENT_OF: Readonly<Partial<Record<keyof Config, string>>> = {
  access_key: "ALIBABA_CLOUD_ACCESS_KEY_ID",
  secret_key: "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
  security_token: "ALIBABA_CLOUD_SECURITY_TOKEN",
  region: "ALIBABA_CLOUD_REGION",
  endpoint: "EHPC_ENDPOINT",
};

function refused(error: EhpcError, argument: keyof Config, config: Config): DiagnosticError {
  const given = present(String(config[argument] ?? "")) !== null;
  const variable = ENVIRONMENT_OF[argument];
  return new DiagnosticError({
    summary: error.kind === "credentials" ? "No Usable Credentials" : "Invalid Provider Configuration",
    detail: `${error.message} ${given ? `Correct "${argument}".` : `Set "${argument}" of the provider or the environment variable ${variable}.`}`,
    path: [argument],
  });
}
