import { isSessionLength } from "../../ehpc/sign-in/settings";
import { optional } from "../../plugin/schema/attribute";
import { integer, refine, string } from "../../plugin/schema/attribute-type";
import { optionalBlock } from "../../plugin/schema/block";

const roleArn = refine(string, (text) =>
  /^(?:acs:ram::\d+:role\/\S+)?$/i.test(text.trim())
    ? undefined
    : 'must be the ARN of a RAM role; one looks like "acs:ram::1234567890123456:role/reader".',
);

const oidcProviderArn = refine(string, (text) =>
  /^acs:ram::\d+:oidc-provider\/\S+$/i.test(text.trim())
    ? undefined
    : 'must be the ARN of an OIDC provider; one looks like "acs:ram::1234567890123456:oidc-provider/ci".',
);

const sessionName = refine(string, (text) =>
  /^(?:[\w.@-]{2,64})?$/.test(text.trim())
    ? undefined
    : "must have 2 to 64 letters, digits, or characters out of . @ - _.",
);

const sessionExpiration = refine(integer, (seconds) =>
  isSessionLength(seconds) ? undefined : "must be from 900 to 43200 (seconds).",
);

const policy = refine(string, (text) =>
  text.trim() === "" || isJsonObject(text) ? undefined : "must be a policy in JSON; jsonencode() writes one.",
);

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

const POLICY = "Policy in JSON that narrows what the role may do.";
const EXPIRATION = "Seconds that a session lasts, from 900 to 43200, within what the role allows.";

/** `assume_role { … }`, as the `alicloud` provider has it. */
export const assumeRole = optionalBlock(
  {
    role_arn: optional(
      roleArn,
      "ARN of the role. An empty text assumes none. Environment: `ALICLOUD_ASSUME_ROLE_ARN`, `ALIBABA_CLOUD_ROLE_ARN` (the latter is the role of the token where an OIDC token signs in).",
    ),
    session_name: optional(
      sessionName,
      "Name of the session, which audit logs show. Environment: `ALICLOUD_ASSUME_ROLE_SESSION_NAME`, `ALIBABA_CLOUD_ROLE_SESSION_NAME`. Default: `terraform`.",
    ),
    policy: optional(policy, POLICY),
    session_expiration: optional(
      sessionExpiration,
      `${EXPIRATION} Sessions are renewed as long as Terraform runs. Environment: \`ALICLOUD_ASSUME_ROLE_SESSION_EXPIRATION\`. Default: \`3600\`.`,
    ),
    external_id: optional(string, "External ID that the role's trust policy asks for."),
  },
  "Role to assume with the credentials that were found, from whichever source.",
);

/** `assume_role_with_oidc { … }`, as the `alicloud` provider has it. */
export const assumeRoleWithOidc = optionalBlock(
  {
    oidc_provider_arn: optional(
      oidcProviderArn,
      "ARN of the OIDC provider that issued the token. Environment: `ALIBABA_CLOUD_OIDC_PROVIDER_ARN`.",
    ),
    role_arn: optional(roleArn, "ARN of the role. Environment: `ALIBABA_CLOUD_ROLE_ARN`."),
    oidc_token: optional(
      string,
      "The token. It is used for as long as Terraform runs; a file can be renewed meanwhile. Environment: `ALIBABA_CLOUD_OIDC_TOKEN`.",
      { sensitive: true },
    ),
    oidc_token_file: optional(
      string,
      "File with the token, read for each session. Environment: `ALIBABA_CLOUD_OIDC_TOKEN_FILE`.",
    ),
    role_session_name: optional(
      sessionName,
      "Name of the session. Environment: `ALIBABA_CLOUD_ROLE_SESSION_NAME`. Default: `terraform`.",
    ),
    policy: optional(policy, POLICY),
    session_expiration: optional(sessionExpiration, `${EXPIRATION} Default: \`3600\`.`),
  },
  "Role to assume with the token of an OIDC provider, without any access key. It comes before every other source.",
);
