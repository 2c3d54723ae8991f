import { Secret } from "../../base/secret";
import { parseCredentialsUri } from "../../notation/connection-settings";
import { isSessionLength } from "../../notation/ram-role";
import { type AccessKey, type CredentialSource, staticCredentials } from "../api/credentials";
import { assumeRole } from "./assume-role";
import { assumeRoleWithOidc } from "./assume-role-with-oidc";
import { cloudSso } from "./cloud-sso";
import type { CredentialsFile } from "./credentials-file";
import { credentialsUri } from "./credentials-uri";
import { ecsRole } from "./ecs-role";
import { externalProcess } from "./external-process";
import { oauth } from "./oauth";
import { type ProfileFields, profileFields } from "./profile-fields";
import { DEFAULT_SESSION_NAME, DEFAULT_SESSION_SECONDS, type RoleSettings } from "./settings";
import type { SignInContext } from "./sign-in-context";
import type { SignInSetting } from "./sign-in-error";

/** What a profile is turned into a source with. */
interface Context {
  file: CredentialsFile;
  signIn: SignInContext;
  setting: SignInSetting;
  /** The profiles on the way here, for one that leads back to itself. */
  trail: readonly string[];
  /** Whether another role takes the place of the profile's own. */
  roleReplaced: boolean;
}

type Make = (fields: ProfileFields, context: Context) => CredentialSource;

/**
 * Creates the source that a profile describes. Fetches nothing yet, and never writes the file. Throws at once for a profile
 * that cannot work, with its file, name and field.
 *
 * With `roleReplaced`, a profile of the mode RamRoleArn gives its access key alone, as with the `alicloud` provider:
 * there, `assume_role` replaces the profile's role.
 */
export function profileSource(
  file: CredentialsFile,
  name: string,
  signIn: SignInContext,
  setting: SignInSetting,
  { trail = [], roleReplaced = false }: Partial<Pick<Context, "trail" | "roleReplaced">> = {},
): CredentialSource {
  const fields = profileFields(file, name, setting);
  const [field, modes] =
    file.form === "cli" ? (["mode", CLI_MODES] as const) : (["type", INI_TYPES] as const);
  const mode = fields.required(field);
  const make = Object.hasOwn(modes, mode) ? modes[mode] : undefined;
  if (make === undefined) {
    throw fields.error(
      `has the ${field} ${JSON.stringify(mode)}; it must be one of ${Object.keys(modes).join(", ")}.`,
    );
  }
  if (trail.includes(name)) {
    throw fields.error(`refers to itself through "source_profile": ${[...trail, name].join(" -> ")}.`);
  }
  return make(fields, { file, signIn, setting, trail: [...trail, name], roleReplaced });
}

const accessKey: Make = (fields, { signIn }) => keySource(fields, signIn, null);

/** What the `aliyun` command writes (github.com/aliyun/aliyun-cli). */
const CLI_MODES: Readonly<Record<string, Make>> = {
  AK: accessKey,
  StsToken: (fields, { signIn }) => keySource(fields, signIn, fields.keyPart("sts_token")),
  RamRoleArn: (fields, context) => {
    const token = fields.optional("sts_token") === null ? null : fields.keyPart("sts_token");
    const key = keySource(fields, context.signIn, token);
    return context.roleReplaced ? key : role(fields, context, key);
  },
  EcsRamRole: (fields, { signIn, setting }) => ecsRole(signIn, fields.optional("ram_role_name"), setting),
  RamRoleArnWithEcs: (fields, context) =>
    role(fields, context, ecsRole(context.signIn, fields.optional("ram_role_name"), context.setting)),
  ChainableRamRoleArn: (fields, context) => {
    const { file, signIn, setting, trail } = context;
    return role(
      fields,
      context,
      profileSource(file, fields.required("source_profile"), signIn, setting, { trail }),
    );
  },
  OIDC: (fields, { signIn, setting }) => {
    const settings = {
      oidcProviderArn: fields.required("oidc_provider_arn"),
      roleArn: fields.required("ram_role_arn"),
      oidcToken: null,
      oidcTokenFile: fields.required("oidc_token_file"),
      sessionName: fields.optional("ram_session_name") ?? DEFAULT_SESSION_NAME,
      policy: null,
      sessionExpiration: sessionLength(fields, "expired_seconds", "duration_seconds"),
    };
    return assumeRoleWithOidc(signIn, settings, setting, stsPlace(fields));
  },
  CloudSSO: (fields, { signIn, setting }) => cloudSso(signIn, fields, setting),
  OAuth: (fields, { signIn, setting }) => oauth(signIn, fields, setting),
  CredentialsURI: (fields, { signIn, setting }) => {
    const uri = fields.required("credentials_uri");
    if (parseCredentialsUri(uri) === null) {
      throw fields.error('has a "credentials_uri" that is not an http:// or https:// URL.');
    }
    return credentialsUri(signIn, uri, setting);
  },
  External: (fields, { signIn, setting }) =>
    externalProcess(signIn, fields.required("process_command"), fields, setting),
};

/** What Alibaba Cloud's SDKs read. */
const INI_TYPES: Readonly<Record<string, Make>> = {
  access_key: accessKey,
  sts: (fields, { signIn }) => keySource(fields, signIn, fields.keyPart("security_token")),
  ecs_ram_role: (fields, { signIn, setting }) => ecsRole(signIn, fields.optional("role_name"), setting),
  ram_role_arn: (fields, { signIn, setting }) => {
    const settings: RoleSettings = {
      roleArn: fields.required("role_arn"),
      sessionName: fields.optional("role_session_name") ?? DEFAULT_SESSION_NAME,
      policy: fields.optional("policy"),
      sessionExpiration: sessionLength(fields, "session_expiration"),
      externalId: null,
    };
    return assumeRole(signIn, keySource(fields, signIn, null), settings, setting);
  },
};

function keySource(
  fields: ProfileFields,
  signIn: SignInContext,
  securityToken: string | null,
): CredentialSource {
  const key: Required<AccessKey> = {
    accessKeyId: fields.keyPart("access_key_id"),
    accessKeySecret: fields.keyPart("access_key_secret"),
    securityToken,
  };
  for (const secret of [key.accessKeySecret, securityToken]) {
    if (secret) {
      signIn.conceal(new Secret(secret));
    }
  }
  return staticCredentials(key);
}

function role(fields: ProfileFields, { signIn, setting }: Context, base: CredentialSource): CredentialSource {
  const settings: RoleSettings = {
    roleArn: fields.required("ram_role_arn"),
    sessionName: fields.optional("ram_session_name") ?? DEFAULT_SESSION_NAME,
    policy: fields.optional("policy"),
    sessionExpiration: sessionLength(fields, "expired_seconds"),
    externalId: fields.optional("external_id"),
  };
  return assumeRole(signIn, base, settings, setting, stsPlace(fields));
}

/** The seconds in the first of these fields that has some. */
function sessionLength(fields: ProfileFields, ...names: readonly string[]): number {
  for (const name of names) {
    const seconds = fields.seconds(name);
    if (seconds === null) {
      continue;
    }
    if (isSessionLength(seconds)) {
      return seconds;
    }
    throw fields.error(`has a field "${name}" outside the range of STS, 900 to 43200 seconds.`);
  }
  return DEFAULT_SESSION_SECONDS;
}

function stsPlace(fields: ProfileFields) {
  return {
    host: fields.optional("sts_endpoint"),
    region: fields.optional("sts_region"),
    vpc: fields.isTrue("enable_vpc"),
  };
}
