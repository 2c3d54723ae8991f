import CloudSSOCredentialsProvider from "@alicloud/credentials/dist/src/providers/cloud_sso";
import type { CredentialSource } from "../credentials";
import { Secret } from "../secret";
import { libraryGrant } from "./library-grant";
import type { ProfileFields } from "./profile-fields";
import { secureOrigin } from "./secure-origin";
import type { SignInSetting } from "./sign-in-error";
import { fetching, type SignInTools } from "./tools";

/**
 * A source that trades the token of a CloudSSO sign-in, which `aliyun configure` left in a profile, for credentials.
 * The token cannot be renewed here: that takes a person and a browser.
 */
export function cloudSso(
  tools: SignInTools,
  fields: ProfileFields,
  setting: SignInSetting,
): CredentialSource {
  const signInUrl = fields.required("cloud_sso_sign_in_url");
  const origin = secureOrigin(signInUrl);
  if (origin === null) throw fields.error('has a field "cloud_sso_sign_in_url" that is not an https:// URL.');
  const accountId = fields.required("cloud_sso_account_id");
  const accessConfig = fields.required("cloud_sso_access_config");
  const token = new Secret(fields.required("access_token"));
  const expires = fields.seconds("cloud_sso_access_token_expire") ?? 0;
  tools.conceal(token);
  return fetching(tools, async (signal) => {
    if (expires * 1_000 <= tools.clock.now().getTime()) {
      throw fields.error("has a CloudSSO sign-in that has expired. Sign in again with the aliyun command.");
    }
    const exchange = {
      attempted: `get credentials from CloudSSO at ${origin}`,
      setting,
      secrets: [token],
      sender: tools.sender,
      origin: null,
      signal,
    };
    return libraryGrant(exchange, () => {
      return CloudSSOCredentialsProvider.builder()
        .withSignInUrl(signInUrl)
        .withAccountId(accountId)
        .withAccessConfig(accessConfig)
        .withAccessToken(token.reveal())
        .withAccessTokenExpire(expires)
        .build();
    });
  });
}
