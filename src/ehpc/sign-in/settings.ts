import { EhpcError } from "../../base/errors";
import { isSessionLength } from "../../notation/ram-role";
import { type AccessKey, present } from "../api/credentials";
import {
  accessKeyFromEnvironment,
  type Environment,
  environmentVariables,
  fromEnvironment,
} from "../api/environment";

/** A role that is assumed with other credentials. */
export interface RoleSettings {
  roleArn: string;
  sessionName: string;
  policy: string | null;
  /** Seconds; 900 to 43200, within what the role allows. */
  sessionExpiration: number;
  externalId: string | null;
}

/** A role that is assumed with the token of an OIDC provider, without any access key. */
export interface OidcSettings {
  oidcProviderArn: string | null;
  roleArn: string | null;
  /** Comes before the file. */
  oidcToken: string | null;
  /** Read again for each exchange: what writes it renews the token. */
  oidcTokenFile: string | null;
  sessionName: string;
  policy: string | null;
  /** Seconds. */
  sessionExpiration: number;
}

/** What a user wrote down. Blank texts count as absent. */
export interface GivenSignIn extends AccessKey {
  profile?: string | null;
  sharedCredentialsFile?: string | null;
  ecsRoleName?: string | null;
  credentialsUri?: string | null;
  /** An empty `roleArn` means that no role is assumed, whatever the environment says. */
  assumeRole?: { [Name in keyof RoleSettings]?: RoleSettings[Name] | null } | null;
  assumeRoleWithOidc?: { [Name in keyof OidcSettings]?: OidcSettings[Name] | null } | null;
}

/** What signing in goes by: what was written down, completed from the environment. */
export interface SignInSettings {
  accessKey: Required<AccessKey>;
  profile: string | null;
  sharedCredentialsFile: string | null;
  ecsRoleName: string | null;
  credentialsUri: string | null;
  assumeRole: RoleSettings | null;
  /** Written down: it signs in by itself then, whatever access key there may be. */
  oidc: OidcSettings | null;
  /** Of the environment alone. */
  oidcFromEnvironment: OidcSettings;
}

/** The length of sessions in seconds, as STS has it where nobody asks for another. */
export const DEFAULT_SESSION_SECONDS = 3_600;
/** The name of sessions where nobody gives another, as the `alicloud` provider has it. */
export const DEFAULT_SESSION_NAME = "terraform";

/** Completes what is given from the environment. Throws kind `configuration` for a session length that is none. */
export function readSignInSettings(given: GivenSignIn, environment: Environment): SignInSettings {
  const from = (setting: keyof typeof environmentVariables) => fromEnvironment(setting, environment);
  const fallback = accessKeyFromEnvironment(environment);
  return {
    accessKey: {
      accessKeyId: present(given.accessKeyId) ?? fallback.accessKeyId,
      accessKeySecret: present(given.accessKeySecret) ?? fallback.accessKeySecret,
      securityToken: present(given.securityToken) ?? fallback.securityToken,
    },
    profile: present(given.profile) ?? from("profile"),
    sharedCredentialsFile: present(given.sharedCredentialsFile) ?? from("sharedCredentialsFile"),
    ecsRoleName: present(given.ecsRoleName) ?? from("ecsRoleName"),
    credentialsUri: present(given.credentialsUri) ?? from("credentialsUri"),
    assumeRole: readRole(given.assumeRole ?? {}, environment, hasToken(given, environment)),
    oidc: given.assumeRoleWithOidc ? readOidc(given.assumeRoleWithOidc, environment) : null,
    oidcFromEnvironment: readOidc({}, environment),
  };
}

function readRole(
  given: NonNullable<GivenSignIn["assumeRole"]>,
  environment: Environment,
  besideToken: boolean,
): RoleSettings | null {
  const roleArn = present(given.roleArn ?? roleArnFromEnvironment(environment, besideToken));
  if (roleArn === null) {
    return null;
  }
  return {
    roleArn,
    sessionName:
      present(given.sessionName) ?? fromEnvironment("roleSessionName", environment) ?? DEFAULT_SESSION_NAME,
    policy: present(given.policy),
    sessionExpiration: given.sessionExpiration ?? expirationFromEnvironment(environment),
    externalId: present(given.externalId),
  };
}

/** Beside an OIDC token, ALIBABA_CLOUD_ROLE_ARN names the role of the token, which cannot assume itself again. */
function roleArnFromEnvironment(environment: Environment, besideToken: boolean): string | null {
  const [own] = environmentVariables.roleArn;
  return besideToken ? present(environment[own]) : fromEnvironment("roleArn", environment);
}

function hasToken(given: GivenSignIn, environment: Environment): boolean {
  return given.assumeRoleWithOidc != null || fromEnvironment("oidcProviderArn", environment) !== null;
}

function expirationFromEnvironment(environment: Environment): number {
  const text = fromEnvironment("roleSessionExpiration", environment);
  if (text === null) {
    return DEFAULT_SESSION_SECONDS;
  }
  const seconds = Number(text);
  if (isSessionLength(seconds)) {
    return seconds;
  }
  const [variable] = environmentVariables.roleSessionExpiration;
  throw new EhpcError(
    "configuration",
    `The environment variable ${variable} must be a whole number of seconds from 900 to 43200.`,
    { parameter: "assumeRole" },
  );
}

function readOidc(
  given: NonNullable<GivenSignIn["assumeRoleWithOidc"]>,
  environment: Environment,
): OidcSettings {
  const from = (setting: keyof typeof environmentVariables) => fromEnvironment(setting, environment);
  const token = present(given.oidcToken);
  const tokenFile = present(given.oidcTokenFile);
  const written = token !== null || tokenFile !== null;
  return {
    oidcProviderArn: present(given.oidcProviderArn) ?? from("oidcProviderArn"),
    roleArn: present(given.roleArn) ?? from("oidcRoleArn"),
    oidcToken: written ? token : from("oidcToken"),
    oidcTokenFile: written ? tokenFile : from("oidcTokenFile"),
    sessionName: present(given.sessionName) ?? from("oidcSessionName") ?? DEFAULT_SESSION_NAME,
    policy: present(given.policy),
    sessionExpiration: given.sessionExpiration ?? DEFAULT_SESSION_SECONDS,
  };
}

/** Whether the access key alone signs in: then nothing has to be fetched. */
export function isStatic({ accessKey, assumeRole, oidc }: SignInSettings): boolean {
  return assumeRole === null && oidc === null && hasAccessKey(accessKey);
}

/** Whether any part of an access key is set: half a key is a mistake to report, not to ignore. */
export function hasAccessKey({ accessKeyId, accessKeySecret }: Required<AccessKey>): boolean {
  return accessKeyId !== null || accessKeySecret !== null;
}
