import { EhpcError } from "../../base/errors";
import { present } from "../../ehpc/api/credentials";
import type { Environment } from "../../ehpc/api/environment";
import { resolveEndpoint } from "../../ehpc/api/resolve-endpoint";
import { timeLimits } from "../../ehpc/api/time-limits";
import { resolveRegion } from "../../ehpc/sign-in/resolve-region";
import type { SignInSettings } from "../../ehpc/sign-in/settings";
import { DiagnosticError } from "../../plugin/author/diagnostic";
import { type Config, correctionOf, refusedArgument } from "./refused-argument";
import { refusal } from "./resolve-credentials";

/** The problems of a single argument. An unknown value is checked later, when it is known. */
export function refusals(argument: "endpoint" | "region", value: unknown, parse: (text: string) => string) {
  const text = typeof value === "string" ? present(value) : null;
  if (text === null) {
    return [];
  }
  try {
    parse(text);
    return [];
  } catch (error) {
    if (error instanceof EhpcError) {
      return refusedArgument(error, argument, `Correct "${argument}".`).diagnostics;
    }
    throw error;
  }
}

/** The region from the configuration, else from the environment, else from the sign-in profile. */
export async function regionOf(
  config: Config,
  environment: Environment,
  settings: SignInSettings,
): Promise<string | null> {
  try {
    return await resolveRegion(config.region, environment, settings);
  } catch (error) {
    throw refusal(error, config, environment);
  }
}

/**
 * The endpoint from the configuration, else from the environment, else the endpoint of the region. Each error names the
 * source of the value.
 */
export function endpointIn(config: Config, environment: Environment, region: string | null): string {
  const place = { endpoint: config.endpoint, region, endpointType: config.endpoint_type ?? undefined };
  const endpoint = resolveEndpoint(place, environment, (error, argument) =>
    refusedArgument(error, argument, correctionOf(argument, config, environment)),
  );
  if (endpoint !== null) {
    return endpoint;
  }
  throw new DiagnosticError({
    summary: "Missing Region",
    detail:
      'The provider has neither a region nor an endpoint. Set "region" to the region of the cluster, such as "cn-hangzhou", or set the environment variable ALIBABA_CLOUD_REGION.',
    path: ["region"],
  });
}

/** The time limits of requests from the configuration, else from the environment. */
export function resolveTimeLimits(config: Config, environment: Environment): ReturnType<typeof timeLimits> {
  const given = {
    connectTimeout: config.client_connect_timeout,
    readTimeout: config.client_read_timeout,
    maxRetryTimeout: config.max_retry_timeout,
  };
  try {
    return timeLimits(given, environment);
  } catch (error) {
    if (!(error instanceof EhpcError)) {
      throw error;
    }
    const argument = LIMITS.find(([, setting]) => setting === error.parameter)?.[0] ?? "max_retry_timeout";
    throw refusedArgument(
      error,
      argument,
      `Correct or unset the variable, or set "${argument}" of the provider.`,
    );
  }
}

const LIMITS = [
  ["client_connect_timeout", "connectTimeout"],
  ["client_read_timeout", "readTimeout"],
  ["max_retry_timeout", "maxRetryTimeout"],
] as const;
