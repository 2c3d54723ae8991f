import { Secret } from "../../base/secret";
import type { CredentialSource } from "../api/credentials";
import { postExchange } from "./post-exchange";
import type { ProfileFields } from "./profile-fields";
import { secureOrigin } from "./secure-origin";
import { fetching, type SignInContext } from "./sign-in-context";
import type { SignInSetting } from "./sign-in-error";

/**
 * A source that trades the token of a CloudSSO sign-in, which `aliyun configure` left in a profile, for credentials.
 * The token cannot be renewed here: that takes a person and a browser.
 *
 * It is our own: that of `@alicloud/credentials` 2.4.7 does not send the account and the access configuration.
 */
export function cloudSso(
  signIn: SignInContext,
  fields: ProfileFields,
  setting: SignInSetting,
): CredentialSource {
  const origin = secureOrigin(fields.required("cloud_sso_sign_in_url"));
  if (origin === null) {
    throw fields.error('has a "cloud_sso_sign_in_url" that is not an https:// URL.');
  }
  const asked = {
    AccountId: fields.required("cloud_sso_account_id"),
    AccessConfigurationId: fields.required("cloud_sso_access_config"),
  };
  const token = new Secret(fields.required("access_token"));
  const expires = fields.seconds("cloud_sso_access_token_expire") ?? 0;
  const exchange = { attempted: `get credentials from CloudSSO at ${origin}`, setting, secrets: [token] };
  signIn.conceal(token);
  return fetching(signIn, async (signal) => {
    if (expires * 1_000 <= signIn.clock.now().getTime()) {
      throw fields.error("has an expired CloudSSO sign-in. Sign in again with the aliyun command.");
    }
    const request = {
      url: `${origin}/cloud-credentials`,
      headers: {
        accept: "application/json",
        "content-type": "application/json",
        authorization: `Bearer ${token.reveal()}`,
      },
      body: JSON.stringify(asked),
      signal,
    };
    return postExchange(signIn.sender, exchange, request, "CloudCredential");
  });
}
