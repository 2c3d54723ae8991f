import RAMRoleARNCredentialsProvider from "@alicloud/credentials/dist/src/providers/ram_role_arn";
import { disable } from "debug";
import type { CredentialSource } from "../api/credentials";
import { secretsOf } from "./exchange";
import { libraryGrant } from "./library-grant";
import type { RoleSettings } from "./settings";
import { fetching, type SignInContext } from "./sign-in-context";
import type { SignInSetting } from "./sign-in-error";
import { type StsPlace, stsEndpoint } from "./sts-endpoint";

// The library would write what it signs, the base's STS token included, where DEBUG=sign is set.
disable();

/**
 * A source of the credentials of a role, assumed by the credentials of another source (STS, AssumeRole). Throws kind
 * `configuration` for an STS endpoint that cannot be used.
 */
export function assumeRole(
  signIn: SignInContext,
  base: CredentialSource,
  role: RoleSettings,
  setting: SignInSetting,
  place: StsPlace = {},
): CredentialSource {
  const origin = stsEndpoint(signIn.environment, signIn.region, place);
  return fetching(signIn, async (signal) => {
    const credentials = await base(signal);
    const exchange = {
      attempted: `assume the role ${role.roleArn} at ${origin}`,
      setting,
      secrets: secretsOf(credentials),
      sender: signIn.sender,
      origin,
      signal,
    };
    return libraryGrant(exchange, () => {
      const builder = RAMRoleARNCredentialsProvider.builder()
        .withCredentialsProvider({
          getProviderName: () => "base",
          getCredentials: async () => ({
            accessKeyId: credentials.accessKeyId,
            accessKeySecret: credentials.accessKeySecret.reveal(),
            securityToken: credentials.securityToken?.reveal() ?? "",
            providerName: "base",
          }),
        })
        .withRoleArn(role.roleArn)
        .withRoleSessionName(role.sessionName)
        .withDurationSeconds(role.sessionExpiration)
        .withStsEndpoint(new URL(origin).host);
      if (role.policy !== null) {
        builder.withPolicy(role.policy);
      }
      if (role.externalId !== null) {
        builder.withExternalId(role.externalId);
      }
      return builder.build();
    });
  });
}
