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
  region: ["ALICLOUD_REGION", "ALIBABA_CLOUD_REGION"],
  endpoint: ["EHPC_ENDPOINT"],
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
