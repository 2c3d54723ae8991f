import { EhpcError } from "../../base/errors";
import { type CredentialSource, present } from "../../ehpc/api/credentials";
import type { Environment } from "../../ehpc/api/environment";
import {
  type GivenSignIn,
  hasAccessKey,
  readSignInSettings,
  type SignInSettings,
} from "../../ehpc/sign-in/settings";
import { type SignInOptions, signIn } from "../../ehpc/sign-in/sign-in";
import type { Diagnostic } from "../../plugin/author/diagnostic";
import { UNKNOWN } from "../../plugin/cty/value";
import type { Unknowable } from "../../plugin/schema/attribute";
import { type Config, correctionOf, refusedArgument, SETTING_OF } from "./refused-argument";

/** The sign-in arguments, completed from the environment. */
export function signInSettings(config: Config, environment: Environment): SignInSettings {
  return refusing(config, environment, () => readSignInSettings(givenSignIn(config), environment));
}

function givenSignIn(config: Config): GivenSignIn {
  const [role] = config.assume_role ?? [];
  const [oidc] = config.assume_role_with_oidc ?? [];
  return {
    accessKeyId: config.access_key,
    accessKeySecret: config.secret_key,
    securityToken: config.security_token,
    profile: config.profile,
    sharedCredentialsFile: config.shared_credentials_file,
    ecsRoleName: config.ecs_role_name,
    credentialsUri: config.credentials_uri,
    assumeRole: role && {
      roleArn: role.role_arn,
      sessionName: role.session_name,
      policy: role.policy,
      sessionExpiration: role.session_expiration,
      externalId: role.external_id,
    },
    assumeRoleWithOidc: oidc && {
      oidcProviderArn: oidc.oidc_provider_arn,
      roleArn: oidc.role_arn,
      oidcToken: oidc.oidc_token,
      oidcTokenFile: oidc.oidc_token_file,
      sessionName: oidc.role_session_name,
      policy: oidc.policy,
      sessionExpiration: oidc.session_expiration,
    },
  };
}

/**
 * The source of the credentials from the provider block and the environment. It is read once here, so an error appears
 * at the provider block and not at each lookup.
 */
export async function resolveCredentials(
  config: Config,
  settings: SignInSettings,
  options: SignInOptions,
  signal: AbortSignal,
): Promise<CredentialSource> {
  const { environment } = options;
  const nameOf: SignInOptions["nameOf"] = (setting) => `"${ARGUMENT_OF[setting]}" of the provider`;
  const source = refusing(config, environment, () => signIn(settings, { ...options, nameOf }));
  try {
    await source(signal);
  } catch (error) {
    throw refusal(error, config, environment, settings);
  }
  return source;
}

/** The token and its file conflict. */
export function contradictoryTokens(config: Unknowable<Config>): readonly Diagnostic[] {
  if (config === UNKNOWN || !Array.isArray(config.assume_role_with_oidc)) {
    return [];
  }
  return config.assume_role_with_oidc.flatMap((oidc, index) => {
    // Terraform never sends null for a block; other clients may.
    if (oidc === UNKNOWN || ![oidc?.oidc_token, oidc?.oidc_token_file].every(isGiven)) {
      return [];
    }
    const path = ["assume_role_with_oidc", index, "oidc_token_file"];
    const detail = 'Both "oidc_token" and "oidc_token_file" are set. Remove one of them.';
    return [{ severity: "error", summary: "Conflicting Tokens", detail, path } as const];
  });
}

function isGiven(value: unknown): boolean {
  return typeof value === "string" && present(value) !== null;
}

const ARGUMENT_OF = {
  accessKeyId: "access_key",
  accessKeySecret: "secret_key",
  securityToken: "security_token",
  profile: "profile",
  sharedCredentialsFile: "shared_credentials_file",
  ecsRoleName: "ecs_role_name",
  credentialsUri: "credentials_uri",
  assumeRole: "assume_role",
  assumeRoleWithOidc: "assume_role_with_oidc",
} as const satisfies Record<string, keyof Config>;

const SET_BOTH =
  'Set "access_key" and "secret_key" of the provider, or the environment variables ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET.';

/** What to do about arguments whose value alone is not the cause. */
const NEXT: Partial<Record<keyof Config, string>> = {
  assume_role:
    'Check "assume_role" or the environment variable ALIBABA_CLOUD_ROLE_ARN: the role must exist, and its trust policy must let these credentials assume it.',
  assume_role_with_oidc:
    'Check "assume_role_with_oidc" or the ALIBABA_CLOUD_OIDC_ environment variables: the role must trust the OIDC provider, and the token must come from that provider and must not have expired.',
  ecs_role_name:
    'Check "ecs_role_name". This machine must be an ECS instance, and the role must be attached to it.',
  credentials_uri: 'Check "credentials_uri". The service at that URL must be running.',
};

function refusing<T>(config: Config, environment: Environment, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw refusal(error, config, environment);
  }
}

/** The diagnostic of a failed sign-in; any other error unchanged. */
export function refusal(
  error: unknown,
  config: Config,
  environment: Environment,
  settings?: SignInSettings,
): unknown {
  if (!(error instanceof EhpcError) || error.kind === "aborted") {
    return error;
  }
  const argument =
    Object.entries(ARGUMENT_OF).find(([setting]) => setting === error.parameter)?.[1] ?? "access_key";
  const nothing = argument === "access_key" && settings !== undefined && !hasAccessKey(settings.accessKey);
  const single = Object.keys(SETTING_OF).find((name): name is keyof typeof SETTING_OF => name === argument);
  const next =
    NEXT[argument] ??
    (nothing || single === undefined ? SET_BOTH : correctionOf(single, config, environment));
  return refusedArgument(error, argument, next);
}
