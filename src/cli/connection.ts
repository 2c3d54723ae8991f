import { version } from "../../package.json";
import { EhpcError } from "../base/errors";
import type { Client } from "../ehpc/api/client";
import { createClient } from "../ehpc/api/create-client";
import { present } from "../ehpc/api/credentials";
import { environmentVariables, variableWith } from "../ehpc/api/environment";
import { resolveEndpoint } from "../ehpc/api/resolve-endpoint";
import { timeLimits } from "../ehpc/api/time-limits";
import { userAgentOf } from "../ehpc/api/user-agent";
import { resolveRegion } from "../ehpc/sign-in/resolve-region";
import { readSignInSettings } from "../ehpc/sign-in/settings";
import { signIn } from "../ehpc/sign-in/sign-in";
import type { JobOptions } from "./job-options";
import type { Terminal } from "./terminal/terminal";

/**
 * Creates a client for the endpoint that the options name, else the environment, else the sign-in profile. Throws
 * {@link EhpcError} of kind `configuration` for a setting to correct, and `credentials` for a profile that cannot be
 * read.
 */
export async function connect(
  options: Pick<JobOptions, "region" | "endpoint" | "profile">,
  { env, conceal, note }: Pick<Terminal, "env" | "conceal" | "note">,
): Promise<Client> {
  const { profile } = options;
  // A profile on the command line takes precedence over an access key in the environment.
  const keyless = present(profile) === null ? env : withoutAccessKey(env);
  const settings = readSignInSettings({ profile: profile ?? null }, keyless);
  const region = await resolveRegion(options.region, env, settings);
  const endpoint = endpointIn(options, env, region);
  if (present(options.region) !== null && present(options.endpoint) === null) {
    const variable = variableWith("endpoint", env);
    if (variable !== null) {
      note(`The environment variable ${variable} is set, so --region does not count.\n`);
    }
  }
  const nameOf = (setting: string) => (setting === "profile" ? "--profile" : null);
  return createClient({
    endpoint,
    credentials: signIn(settings, {
      environment: env,
      region,
      nameOf,
      conceal: (secret) => conceal(secret.reveal()),
    }),
    environment: env,
    ...timeLimits({}, env),
    userAgent: userAgentOf({ version, host: "command", source: null, environment: env }),
  });
}

function withoutAccessKey(env: Terminal["env"]): Terminal["env"] {
  const { accessKeyId, accessKeySecret, securityToken } = environmentVariables;
  const names: readonly string[] = [...accessKeyId, ...accessKeySecret, ...securityToken];
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));
}

/** As in the provider, an endpoint takes precedence over a region, whatever their sources. */
function endpointIn(
  options: Pick<JobOptions, "region" | "endpoint">,
  env: Terminal["env"],
  region: string | null,
): string {
  const endpoint = resolveEndpoint({ endpoint: options.endpoint, region }, env, (error, setting) =>
    error.givenUp(0, `Correct ${sourceOf(setting, options, env)}.`),
  );
  if (endpoint !== null) {
    return endpoint;
  }
  throw new EhpcError(
    "configuration",
    "Neither a region nor an endpoint is set. Set --region to the region of the cluster, such as cn-hangzhou, or set the environment variable ALIBABA_CLOUD_REGION, or set --profile to a profile with a region.",
    { parameter: "region" },
  );
}

function sourceOf(
  setting: "endpoint" | "region",
  options: Pick<JobOptions, "region" | "endpoint">,
  env: Terminal["env"],
): string {
  if (present(options[setting]) !== null) {
    return `--${setting}`;
  }
  const variable = variableWith(setting, env);
  return variable === null ? "the region of the profile" : `the environment variable ${variable}`;
}
