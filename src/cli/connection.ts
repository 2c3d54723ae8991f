import { type Client, createClient } from "../ehpc/client";
import { present } from "../ehpc/credentials";
import { endpointOf, parseEndpoint } from "../ehpc/endpoint";
import { credentialsFromEnvironment, fromEnvironment, variableWith } from "../ehpc/environment";
import { EhpcError } from "../ehpc/errors";
import type { JobOptions } from "./job-options";
import type { Terminal } from "./terminal";

/**
 * A client of the endpoint that the options mean, else the environment. Throws {@link EhpcError} of kind
 * `configuration`, which says what to correct.
 */
export function connect(options: Pick<JobOptions, "region" | "endpoint">, env: Terminal["env"]): Client {
  const endpoint = resolveEndpoint(options, env);
  return createClient({ endpoint, credentials: credentialsFromEnvironment(env) });
}

/** As in the provider, an endpoint comes before a region, from wherever each is given. */
function resolveEndpoint(options: Pick<JobOptions, "region" | "endpoint">, env: Terminal["env"]): string {
  const endpoint = present(options.endpoint) ?? fromEnvironment("endpoint", env);
  const region = present(options.region) ?? fromEnvironment("region", env);
  try {
    if (endpoint !== null) return parseEndpoint(endpoint);
    if (region !== null) return endpointOf(region);
  } catch (error) {
    if (!(error instanceof EhpcError)) throw error;
    const setting = endpoint !== null ? "endpoint" : "region";
    const source =
      present(options[setting]) !== null
        ? `--${setting}`
        : `the environment variable ${variableWith(setting, env)}`;
    throw error.givenUp(0, `Correct ${source}.`);
  }
  throw new EhpcError(
    "configuration",
    "It is not known where to ask. Give --region (such as cn-hangzhou, the region of the cluster), or set the environment variable ALIBABA_CLOUD_REGION.",
    { parameter: "region" },
  );
}
