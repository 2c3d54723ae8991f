import { present, staticCredentials } from "../ehpc/credentials";
import { endpointOf, parseEndpoint } from "../ehpc/endpoint";
import {
  accessKeyFromEnvironment,
  type Environment,
  environmentVariables,
  fromEnvironment,
  variableWith,
} from "../ehpc/environment";
import { EhpcError } from "../ehpc/errors";
import { DiagnosticError } from "../plugin/diagnostic";
import type { ArgumentsOf } from "../plugin/schema/attribute";
import type { providerAttributes } from "./provider-schema";

type Config = ArgumentsOf<typeof providerAttributes>;

/** What is wrong with an argument by itself; one that is not known yet is looked at when it is. */
export function refusals(argument: "endpoint" | "region", value: unknown, parse: (text: string) => string) {
  const text = typeof value === "string" ? present(value) : null;
  if (text === null) return [];
  try {
    parse(text);
    return [];
  } catch (error) {
    if (error instanceof EhpcError) return refused(error, argument, `Correct "${argument}".`).diagnostics;
    throw error;
  }
}

/** The endpoint that the configuration means, else the environment. Each refusal names where the value came from. */
export function resolveEndpoint(config: Config, environment: Environment): string {
  const endpoint = present(config.endpoint) ?? fromEnvironment("endpoint", environment);
  const region = present(config.region) ?? fromEnvironment("region", environment);
  try {
    if (endpoint !== null) return parseEndpoint(endpoint);
    if (region !== null) return endpointOf(region);
  } catch (error) {
    if (!(error instanceof EhpcError)) throw error;
    const argument = endpoint !== null ? "endpoint" : "region";
    throw refused(error, argument, wayOut(argument, config, environment));
  }
  throw new DiagnosticError({
    summary: "No Region",
    detail:
      'The provider does not know where to ask. Set "region" (such as "cn-hangzhou", the region of the cluster) or the environment variable ALIBABA_CLOUD_REGION.',
    path: ["region"],
  });
}

/** The access key of the configuration, each missing part completed from the environment. */
export async function resolveCredentials(config: Config, environment: Environment, signal: AbortSignal) {
  const fallback = accessKeyFromEnvironment(environment);
  const accessKeyId = present(config.access_key) ?? fallback.accessKeyId;
  const accessKeySecret = present(config.secret_key) ?? fallback.accessKeySecret;
  const securityToken = present(config.security_token) ?? fallback.securityToken;
  const source = staticCredentials({ accessKeyId, accessKeySecret, securityToken });
  try {
    // Asked for once here, so that a missing key is told at the provider block and not at each lookup.
    await source(signal);
  } catch (error) {
    if (!(error instanceof EhpcError)) throw error;
    const argument = ARGUMENT_OF[error.parameter ?? ""] ?? "access_key";
    const nothing = accessKeyId === null && accessKeySecret === null;
    throw refused(error, argument, nothing ? SET_BOTH : wayOut(argument, config, environment));
  }
  return source;
}

const SET_BOTH =
  'Set "access_key" and "secret_key" of the provider, or the environment variables ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET.';

/** The arguments that can come from the environment, and the settings that `ehpc/` knows them as. */
const SETTING_OF = {
  access_key: "accessKeyId",
  secret_key: "accessKeySecret",
  security_token: "securityToken",
  region: "region",
  endpoint: "endpoint",
} as const satisfies Partial<Record<keyof Config, keyof typeof environmentVariables>>;

type Argument = keyof typeof SETTING_OF;

const ARGUMENT_OF: Readonly<Record<string, Argument>> = {
  accessKeyId: "access_key",
  accessKeySecret: "secret_key",
  securityToken: "security_token",
};

/** What to do about an argument: correct it where its value came from, or set it. */
function wayOut(argument: Argument, config: Config, environment: Environment): string {
  if (present(config[argument]) !== null) return `Correct "${argument}".`;
  const setting = SETTING_OF[argument];
  const source = variableWith(setting, environment);
  if (source !== null) return `Correct the environment variable ${source}.`;
  const variables: readonly string[] = environmentVariables[setting];
  const usual = variables.find((name) => !name.startsWith("ALICLOUD_"));
  return `Set "${argument}" of the provider or the environment variable ${usual}.`;
}

function refused(error: EhpcError, argument: Argument, next: string): DiagnosticError {
  return new DiagnosticError({
    summary: error.kind === "credentials" ? "No Usable Credentials" : "Invalid Provider Configuration",
    detail: `${error.message} ${next}`,
    path: [argument],
  });
}
