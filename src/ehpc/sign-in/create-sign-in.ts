import { abortedError, EhpcError } from "../../base/errors";
import { type CredentialSource, staticCredentials } from "../api/credentials";
import { environmentVariables, isOn } from "../api/environment";
import { retry } from "../api/retry";
import { assumeRole } from "./assume-role";
import { assumeRoleWithOidc } from "./assume-role-with-oidc";
import { DEFAULT_FILE, readCredentialsFile } from "./credentials-file";
import { credentialsUri } from "./credentials-uri";
import { ecsRole } from "./ecs-role";
import { profileSource } from "./profile-source";
import { hasAccessKey, type SignInSettings } from "./settings";
import type { SignInContext } from "./sign-in-context";
import { type SignInSetting, signInError } from "./sign-in-error";

/** For how long the first exchange is tried again after passing faults, in milliseconds. */
const FIRST_EXCHANGE_MS = 10_000;

/**
 * Signs in: finds the first source that is set, asks it once, and gives it. Where a role is to be assumed, the source is
 * that of the role's credentials.
 *
 * In this order, that of the `alicloud` provider: an OIDC role that was written down, an access key, the profile, the
 * ECS instance's role, the OIDC role of the environment, the credentials URI; last the credentials file's current
 * profile. A source that is set and fails is an error and not passed over, since the next would sign in as somebody
 * else.
 *
 * Throws `EhpcError`: kind `credentials`, with `parameter` naming the setting to correct, and one that lists every place
 * where nothing is set; kind `configuration` for an endpoint that cannot be used; kind `aborted`.
 */
export async function createSignIn(
  settings: SignInSettings,
  signIn: SignInContext,
  signal: AbortSignal,
): Promise<CredentialSource> {
  const base = await baseSource(settings, signIn);
  const { assumeRole: role } = settings;
  const source = role === null ? base : assumeRole(signIn, base, role, "assumeRole");
  if (signal.aborted) {
    throw abortedError();
  }
  const { clock, log } = signIn;
  await retry(() => source(signal), {
    maxRetryMs: FIRST_EXCHANGE_MS,
    signal,
    clock,
    log,
    random: Math.random,
  });
  return source;
}

async function baseSource(settings: SignInSettings, signIn: SignInContext): Promise<CredentialSource> {
  const { accessKey, profile, ecsRoleName, oidc, oidcFromEnvironment, credentialsUri: uri } = settings;
  const path = settings.sharedCredentialsFile ?? DEFAULT_FILE;
  const fileSetting = settings.sharedCredentialsFile === null ? "profile" : "sharedCredentialsFile";
  const roleReplaced = settings.assumeRole !== null;
  if (oidc !== null) {
    return assumeRoleWithOidc(signIn, oidc);
  }
  if (hasAccessKey(accessKey)) {
    return staticCredentials(accessKey);
  }
  if (profile !== null) {
    const file = await readCredentialsFile(path, signIn.environment, fileSetting);
    return profileSource(file, profile, signIn, "profile", { roleReplaced });
  }
  if (ecsRoleName !== null) {
    return ecsRole(signIn, ecsRoleName, "ecsRoleName");
  }
  if (isComplete(oidcFromEnvironment)) {
    return assumeRoleWithOidc(signIn, oidcFromEnvironment);
  }
  if (uri !== null) {
    return credentialsUri(signIn, uri);
  }
  return currentProfile(settings, path, signIn);
}

function isComplete({
  oidcProviderArn,
  roleArn,
  oidcToken,
  oidcTokenFile,
}: SignInSettings["oidcFromEnvironment"]) {
  return oidcProviderArn !== null && roleArn !== null && (oidcToken ?? oidcTokenFile) !== null;
}

/** The last resort; a file that nobody named may be missing. */
async function currentProfile(
  settings: SignInSettings,
  path: string,
  signIn: SignInContext,
): Promise<CredentialSource> {
  const named = settings.sharedCredentialsFile !== null;
  if (!named && isOn("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", signIn.environment)) {
    throw nothingFound(settings, signIn, "disabled by ALIBABA_CLOUD_CLI_PROFILE_DISABLED");
  }
  const setting = named ? "sharedCredentialsFile" : "profile";
  const file = await readCredentialsFile(path, signIn.environment, setting).catch((error: unknown) => {
    if (named || !(error instanceof EhpcError)) {
      throw error;
    }
    throw nothingFound(settings, signIn, error.message.replace(/\.$/, ""));
  });
  return profileSource(file, file.current, signIn, setting, { roleReplaced: settings.assumeRole !== null });
}

/** One line for each place, with why it gave nothing. */
function nothingFound(settings: SignInSettings, signIn: SignInContext, aboutFile: string): EhpcError {
  const { oidcFromEnvironment: oidc, accessKey } = settings;
  const variables = environmentVariables;
  const unset = (setting: SignInSetting, names: readonly string[]) => {
    const argument = signIn.nameOf(setting);
    const all = names.join(", ");
    return argument === null ? `none of ${all} is set` : `neither ${argument} nor any of ${all} is set`;
  };
  const isSet = (value: string | null) => (value === null ? "is not set" : "is set");
  const keyVariables = [...variables.accessKeyId, ...variables.accessKeySecret];
  const block = signIn.nameOf("assumeRoleWithOidc");
  const lines = [
    `access key: ${unset("accessKeyId", keyVariables)}${accessKey.securityToken === null ? "" : "; a security token alone is not enough"}`,
    `profile: ${unset("profile", variables.profile)}`,
    `role of the ECS instance: ${unset("ecsRoleName", variables.ecsRoleName)}`,
    [
      `OIDC token: ${block === null ? "" : `${block} is not set, `}ALIBABA_CLOUD_OIDC_PROVIDER_ARN ${isSet(oidc.oidcProviderArn)}`,
      `ALIBABA_CLOUD_ROLE_ARN ${isSet(oidc.roleArn)}`,
      `ALIBABA_CLOUD_OIDC_TOKEN ${isSet(oidc.oidcToken)}`,
      `ALIBABA_CLOUD_OIDC_TOKEN_FILE ${isSet(oidc.oidcTokenFile)}`,
    ].join(", "),
    `credentials URI: ${unset("credentialsUri", variables.credentialsUri)}`,
    `current profile of the aliyun command: ${aboutFile}`,
  ];
  const list = lines.map((line) => `\n  - ${line}.`).join("");
  return signInError("accessKeyId", `There are no credentials. Checked, in this order:${list}\n`);
}
