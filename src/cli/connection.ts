import { version } from "../../package.json";
import { EhpcError } from "../base/errors";
import type { Client } from "../ehpc/api/client";
import { createClient } from "../ehpc/api/create-client";
import { present } from "../ehpc/api/credentials";
import { endpointOf, parseEndpoint } from "../ehpc/api/endpoint";
import { environmentVariables, fromEnvironment, variableWith } from "../ehpc/api/environment";
import { timeLimits } from "../ehpc/api/time-limits";
import { userAgentOf } from "../ehpc/api/user-agent";
import { readSignInSettings, type SignInSettings } from "../ehpc/sign-in/settings";
import { signIn } from "../ehpc/sign-in/sign-in";
import type { JobOptions } from "./job-options";
import type { Terminal } from "./terminal";

/**
 * Creates a client for the endpoint that the options name, else the environment, else the sign-in profile. Throws
 * {@link EhpcError} of kind `configuration` for a setting to correct, and `credentials` for a profile that cannot be
 * read.
 */
export async function connect(
  options: Pick<JobOptions, "region" | "endpoint" | "profile">,
  env: Terminal["env"],
): Promise<Client> {
  const { profile } = options;
  // A profile on the command line takes precedence over an access key in the environment.
  const keyless = present(profile) === null ? env : withoutAccessKey(env);
  const settings = readSignInSettings({ profile: profile ?? null }, keyless);
  const given = present(options.region) ?? fromEnvironment("region", env);
  const region = given ?? (await regionOf(settings, env));
  const endpoint = resolveEndpoint(options, env, region);
  const nameOf = (setting: string) => (setting === "profile" ? "--profile" : null);
  return createClient({
    endpoint,
    credentials: signIn(settings, { environment: env, region, nameOf }),
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

/** Loaded only if a profile is set without a region. */
async function regionOf(settings: SignInSettings, env: Terminal["env"]): Promise<string | null> {
  if (settings.profile === null) return null;
  const { profileRegion } = await import("../ehpc/sign-in/profile-region");
  return profileRegion(settings, env);
}

/** As in the provider, an endpoint takes precedence over a region, whatever their sources. */
function resolveEndpoint(
  options: Pick<JobOptions, "region" | "endpoint">,
  env: Terminal["env"],
  region: string | null,
): string {
  const endpoint = present(options.endpoint) ?? fromEnvironment("endpoint", env);
  try {
    if (endpoint !== null) return parseEndpoint(endpoint);
    if (region !== null) return endpointOf(region);
  } catch (error) {
    if (!(error instanceof EhpcError)) throw error;
    const setting = endpoint !== null ? "endpoint" : "region";
    const source =
      present(options[setting]) !== null
        ? `--${setting}`
        : variableWith(setting, env) !== null
          ? `the environment variable ${variableWith(setting, env)}`
          : "the region of the profile";
    throw error.givenUp(0, `Correct ${source}.`);
  }
  throw new EhpcError(
    "configuration",
    "Neither a region nor an endpoint is set. Set --region to the region of the cluster, such as cn-hangzhou, or set the environment variable ALIBABA_CLOUD_REGION, or set --profile to a profile with a region.",
    { parameter: "region" },
  );
}
