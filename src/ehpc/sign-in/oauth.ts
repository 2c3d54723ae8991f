import OAuthCredentialsProvider from "@alicloud/credentials/dist/src/providers/oauth";
import { Secret } from "../../base/secret";
import type { CredentialSource } from "../api/credentials";
import { fromEnvironment } from "../api/environment";
import { libraryGrant } from "./library-grant";
import type { ProfileFields } from "./profile-fields";
import { secureOrigin } from "./secure-origin";
import { fetching, type SignInContext } from "./sign-in-context";
import type { SignInSetting } from "./sign-in-error";

/** Where a browser signs in, by the site that an account belongs to. */
const SITES: Readonly<Record<string, string>> = {
  CN: "https://oauth.aliyun.com",
  INTL: "https://oauth.alibabacloud.com",
};

/**
 * A source that trades the access token of an OAuth sign-in, which `aliyun configure` left in a profile, for
 * credentials.
 *
 * An access token that has expired is not renewed: each renewal makes the stored refresh token worthless. The
 * file would have to be rewritten, and several runs of a provider would lock each other and the `aliyun` command out.
 */
export function oauth(
  signIn: SignInContext,
  fields: ProfileFields,
  setting: SignInSetting,
): CredentialSource {
  const site = fields.required("oauth_site_type").toUpperCase();
  const known = Object.hasOwn(SITES, site) ? SITES[site] : undefined;
  if (known === undefined) {
    throw fields.error('has an "oauth_site_type" that is neither CN nor INTL.');
  }
  const origin = secureOrigin(fromEnvironment("oauthEndpoint", signIn.environment) ?? known) ?? known;
  const token = new Secret(fields.required("oauth_access_token"));
  const expires = fields.seconds("oauth_access_token_expire") ?? 0;
  signIn.conceal(token);
  return fetching(signIn, async (signal) => {
    if (expires * 1_000 <= signIn.clock.now().getTime()) {
      throw fields.error(
        "has an OAuth sign-in with an expired access token. Run any aliyun command with this profile to renew it. The provider does not renew it, because that would rewrite the file.",
      );
    }
    const exchange = {
      attempted: `get credentials from the OAuth sign-in at ${origin}`,
      setting,
      secrets: [token],
      sender: signIn.sender,
      origin,
      signal,
    };
    return libraryGrant(exchange, () => {
      // Without a refresh token the library does not renew.
      return OAuthCredentialsProvider.builder()
        .withClientId("unused")
        .withSignInUrl(origin)
        .withAccessToken(token.reveal())
        .withAccessTokenExpire(expires)
        .build();
    });
  });
}
