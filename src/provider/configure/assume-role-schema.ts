import {
  oidcProviderArnProblem,
  policyProblem,
  roleArnProblem,
  sessionLengthProblem,
  sessionNameProblem,
} from "../../notation/ram-role";
import { integer, optional, refine, string } from "../../plugin/schema/attribute";
import { optionalBlock } from "../../plugin/schema/block";

const roleArn = refine(string, roleArnProblem);
const oidcProviderArn = refine(string, oidcProviderArnProblem);
const sessionName = refine(string, sessionNameProblem);
const sessionExpiration = refine(integer, sessionLengthProblem);
const policy = refine(string, policyProblem);

const POLICY = "JSON policy that further restricts what the role may do.";
const EXPIRATION = "Session duration in seconds, from 900 to 43200. It cannot exceed the role's own maximum.";

/** `assume_role { … }`, as the `alicloud` provider has it. */
export const assumeRole = optionalBlock(
  {
    role_arn: optional(
      roleArn,
      "ARN of the role. An empty string assumes no role. Environment: `ALICLOUD_ASSUME_ROLE_ARN`, `ALIBABA_CLOUD_ROLE_ARN` (with an OIDC token, the second one names the role of the token).",
    ),
    session_name: optional(
      sessionName,
      "Name of the session. Audit logs show it. Environment: `ALICLOUD_ASSUME_ROLE_SESSION_NAME`, `ALIBABA_CLOUD_ROLE_SESSION_NAME`. Default: `terraform`.",
    ),
    policy: optional(policy, POLICY),
    session_expiration: optional(
      sessionExpiration,
      `${EXPIRATION} The session is renewed while Terraform runs. Environment: \`ALICLOUD_ASSUME_ROLE_SESSION_EXPIRATION\`. Default: \`3600\`.`,
    ),
    external_id: optional(string, "External ID that the role's trust policy requires."),
  },
  "Role to assume with the credentials that the provider finds, whatever their source.",
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
      "OIDC token. It is not renewed while Terraform runs; use `oidc_token_file` for a token that is. Environment: `ALIBABA_CLOUD_OIDC_TOKEN`.",
      { sensitive: true },
    ),
    oidc_token_file: optional(
      string,
      "File that contains the OIDC token. It is read for each session. Environment: `ALIBABA_CLOUD_OIDC_TOKEN_FILE`.",
    ),
    role_session_name: optional(
      sessionName,
      "Name of the session. Environment: `ALIBABA_CLOUD_ROLE_SESSION_NAME`. Default: `terraform`.",
    ),
    policy: optional(policy, POLICY),
    session_expiration: optional(sessionExpiration, `${EXPIRATION} Default: \`3600\`.`),
  },
  "Role to assume with a token from an OIDC provider. It needs no access key and takes precedence over every other source.",
);
