import { readFile } from "node:fs/promises";
import { Secret } from "../../base/secret";
import { type CredentialSource, present } from "../api/credentials";
import { fileProblem, homePath } from "./home-path";
import { postExchange } from "./post-exchange";
import type { OidcSettings } from "./settings";
import { fetching, type SignInContext } from "./sign-in-context";
import { type SignInSetting, signInError } from "./sign-in-error";
import { type StsPlace, stsEndpoint } from "./sts-endpoint";

/**
 * A source of the credentials of a role, assumed with an OIDC token (STS, AssumeRoleWithOIDC, which is not signed).
 *
 * It is our own: that of `@alicloud/credentials` takes the token from a file only.
 */
export function assumeRoleWithOidc(
  signIn: SignInContext,
  settings: OidcSettings,
  setting: SignInSetting = "assumeRoleWithOidc",
  place: StsPlace = {},
): CredentialSource {
  const oidcProviderArn = required(settings.oidcProviderArn, "oidc_provider_arn", setting);
  const roleArn = required(settings.roleArn, "role_arn", setting);
  required(settings.oidcToken ?? settings.oidcTokenFile, "oidc_token or oidc_token_file", setting);
  const origin = stsEndpoint(signIn.environment, signIn.region, place);
  return fetching(signIn, async (signal) => {
    const token = await readToken(settings, signIn, setting);
    signIn.conceal(token);
    const exchange = {
      attempted: `assume the role ${roleArn} with an OIDC token at ${origin}`,
      setting,
      secrets: [token],
    };
    const form = new URLSearchParams({
      OIDCProviderArn: oidcProviderArn,
      OIDCToken: token.reveal(),
      RoleArn: roleArn,
      RoleSessionName: settings.sessionName,
      DurationSeconds: String(settings.sessionExpiration),
      ...(settings.policy !== null && { Policy: settings.policy }),
    });
    const timestamp = `${signIn.clock.now().toISOString().slice(0, 19)}Z`;
    const query = new URLSearchParams({
      Action: "AssumeRoleWithOIDC",
      Format: "JSON",
      Timestamp: timestamp,
      Version: "2015-04-01",
    });
    const request = {
      url: `${origin}/?${query}`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: form.toString(),
      signal,
    };
    return postExchange(signIn.sender, exchange, request, "Credentials");
  });
}

function required(value: string | null, name: string, setting: SignInSetting): string {
  if (value !== null) {
    return value;
  }
  throw signInError(setting, `A role with an OIDC token requires ${name}, which is not set.`);
}

async function readToken(
  { oidcToken, oidcTokenFile }: OidcSettings,
  { environment }: SignInContext,
  setting: SignInSetting,
): Promise<Secret> {
  if (oidcToken !== null) {
    return new Secret(oidcToken);
  }
  const file = homePath(oidcTokenFile ?? "", environment);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw signInError(setting, `The OIDC token file ${file} ${fileProblem(error)}.`);
  }
  const token = present(text);
  if (token === null) {
    throw signInError(setting, `The OIDC token file ${file} is empty.`);
  }
  return new Secret(token);
}
