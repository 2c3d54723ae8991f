import {
  oidcProviderArnProblem,
  policyProblem,
  roleArnProblem,
  sessionLengthProblem,
  sessionNameProblem,
} from "../../notation/ram-role";
import { optional } from "../../plugin/schema/attribute";
import { integer, refine, string } from "../../plugin/schema/attribute-type";
import { optionalBlock } from "../../plugin/schema/block";

const roleArn = refine(string, roleArnProblem);
const oidcProviderArn = refine(string, oidcProviderArnProblem);
const sessionName = refine(string, sessionNameProblem);
const sessionExpiration = refine(integer, sessionLengthProblem);
const policy = refine(string, policyProblem);

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
