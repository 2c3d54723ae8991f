import { type AccessKey, type CredentialSource, present, staticCredentials } from "./credentials";

/** The process's environment variables, or a test's. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The variables of each setting, in the order in which the `alicloud` Terraform provider asks them; the first that is
 * set and not blank counts. Each setting is looked up by itself, as that provider does.
 */
export const environmentVariables = {
  accessKeyId: ["ALICLOUD_ACCESS_KEY", "ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABACLOUD_ACCESS_KEY_ID"],
  accessKeySecret: [
    "ALICLOUD_SECRET_KEY",
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    "ALIBABACLOUD_ACCESS_KEY_SECRET",
  ],
  securityToken: ["ALICLOUD_SECURITY_TOKEN", "ALIBABA_CLOUD_SECURITY_TOKEN", "ALIBABACLOUD_SECURITY_TOKEN"],
  profile: ["ALICLOUD_PROFILE", "ALIBABA_CLOUD_PROFILE"],
  sharedCredentialsFile: ["ALICLOUD_SHARED_CREDENTIALS_FILE", "ALIBABA_CLOUD_CREDENTIALS_FILE"],
  ecsRoleName: ["ALICLOUD_ECS_ROLE_NAME", "ALIBABA_CLOUD_ECS_METADATA"],
  credentialsUri: ["ALICLOUD_CREDENTIALS_URI", "ALIBABA_CLOUD_CREDENTIALS_URI"],
  roleArn: ["ALICLOUD_ASSUME_ROLE_ARN", "ALIBABA_CLOUD_ROLE_ARN"],
  roleSessionName: ["ALICLOUD_ASSUME_ROLE_SESSION_NAME", "ALIBABA_CLOUD_ROLE_SESSION_NAME"],
  roleSessionExpiration: ["ALICLOUD_ASSUME_ROLE_SESSION_EXPIRATION"],
  oidcProviderArn: ["ALIBABA_CLOUD_OIDC_PROVIDER_ARN"],
  oidcRoleArn: ["ALIBABA_CLOUD_ROLE_ARN"],
  oidcToken: ["ALIBABA_CLOUD_OIDC_TOKEN"],
  oidcTokenFile: ["ALIBABA_CLOUD_OIDC_TOKEN_FILE"],
  oidcSessionName: ["ALIBABA_CLOUD_ROLE_SESSION_NAME"],
  stsEndpoint: ["ALIBABA_CLOUD_ENDPOINT_STS", "STS_ENDPOINT"],
  stsRegion: ["ALIBABA_CLOUD_STS_REGION"],
  metadataEndpoint: ["EHPC_METADATA_ENDPOINT"],
  oauthEndpoint: ["EHPC_OAUTH_ENDPOINT"],
  region: ["ALICLOUD_REGION", "ALIBABA_CLOUD_REGION"],
  endpoint: ["EHPC_ENDPOINT"],
  connectTimeout: ["CLIENT_CONNECT_TIMEOUT"],
  readTimeout: ["CLIENT_READ_TIMEOUT"],
  maxRetryTimeout: ["MAX_RETRY_TIMEOUT"],
} as const satisfies Record<string, readonly string[]>;

/** The value of a setting in `environment`, trimmed; `null` where no variable of it is set. */
export function fromEnvironment(
  setting: keyof typeof environmentVariables,
  environment: Environment,
): string | null {
  const name = variableWith(setting, environment);
  return name === null ? null : present(environment[name]);
}

/** The variable that {@link fromEnvironment} takes a setting from; `null` where none is set. */
export function variableWith(
  setting: keyof typeof environmentVariables,
  environment: Environment,
): string | null {
  return environmentVariables[setting].find((name) => present(environment[name]) !== null) ?? null;
}

/** Whether a switch in `environment` is on: its value is `true`, in any case. */
export function isOn(variable: string, environment: Environment): boolean {
  return present(environment[variable])?.toLowerCase() === "true";
}

/** The access key in `environment`; a part that is not set is `null`. Lay given parts over it to complete them. */
export function accessKeyFromEnvironment(environment: Environment): Required<AccessKey> {
  return {
    accessKeyId: fromEnvironment("accessKeyId", environment),
    accessKeySecret: fromEnvironment("accessKeySecret", environment),
    securityToken: fromEnvironment("securityToken", environment),
  };
}

/** A source that yields the access key in `environment`, and rejects as {@link staticCredentials} does. */
export function credentialsFromEnvironment(environment: Environment): CredentialSource {
  return staticCredentials(accessKeyFromEnvironment(environment));
}
