import type { EhpcError } from "../../base/errors";
import { present } from "../../ehpc/api/credentials";
import { type Environment, environmentVariables, variableWith } from "../../ehpc/api/environment";
import { DiagnosticError } from "../../plugin/author/diagnostic";
import type { ArgumentsOf } from "../../plugin/schema/attribute";
import type { providerAttributes } from "./provider-schema";

/** The provider block. */
export type Config = ArgumentsOf<typeof providerAttributes>;

/** The text arguments that can also come from the environment, and their names in `ehpc/`. */
export const SETTING_OF = {
  access_key: "accessKeyId",
  secret_key: "accessKeySecret",
  security_token: "securityToken",
  profile: "profile",
  shared_credentials_file: "sharedCredentialsFile",
  ecs_role_name: "ecsRoleName",
  credentials_uri: "credentialsUri",
  region: "region",
  endpoint: "endpoint",
} as const satisfies Partial<Record<keyof Config, keyof typeof environmentVariables>>;

/** What to do about an argument: correct its source, or set it. */
export function correctionOf(
  argument: keyof typeof SETTING_OF,
  config: Config,
  environment: Environment,
): string {
  if (present(config[argument]) !== null) {
    return `Correct "${argument}".`;
  }
  const setting = SETTING_OF[argument];
  const source = variableWith(setting, environment);
  if (source !== null) {
    return `Correct the environment variable ${source}.`;
  }
  const variables: readonly string[] = environmentVariables[setting];
  const usual = variables.find((name) => !name.startsWith("ALICLOUD_"));
  return `Set "${argument}" of the provider or the environment variable ${usual}.`;
}

/** The diagnostic for an invalid provider block. */
export function refusedArgument(error: EhpcError, argument: keyof Config, next: string): DiagnosticError {
  return new DiagnosticError({
    summary: error.kind === "credentials" ? "No Usable Credentials" : "Invalid Provider Configuration",
    // A message with a list ends with a line break.
    detail: `${error.message}${error.message.endsWith("\n") ? "" : " "}${next}`,
    path: [argument],
  });
}
