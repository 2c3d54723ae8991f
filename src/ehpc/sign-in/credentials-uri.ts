import URICredentialsProvider from "@alicloud/credentials/dist/src/providers/uri";
import { Secret } from "../../base/secret";
import { parseCredentialsUri } from "../../notation/connection-settings";
import type { CredentialSource } from "../api/credentials";
import { libraryGrant } from "./library-grant";
import { fetching, type SignInContext } from "./sign-in-context";
import { type SignInSetting, signInError } from "./sign-in-error";

/** A source that fetches credentials from a URL, such as a sidecar's on this computer. Throws where it is no URL. */
export function credentialsUri(
  signIn: SignInContext,
  uri: string,
  setting: SignInSetting = "credentialsUri",
): CredentialSource {
  const url = parseCredentialsUri(uri);
  if (url === null) {
    throw signInError(setting, "The credentials URI is not an http:// or https:// URL.");
  }
  const secrets = secretParts(url);
  const attempted = `fetch credentials from the credentials URI at ${url.origin}`;
  return fetching(signIn, (signal) =>
    libraryGrant({ attempted, setting, secrets, sender: signIn.sender, origin: null, signal }, () => {
      return URICredentialsProvider.builder().withCredentialsURI(url.href).build();
    }),
  );
}

/** Shorter parts let nobody in, and would be found in many words. */
const SHORTEST_SECRET = 4;

/** What of a URL may be what lets one in, and is not shown where the other side repeats it. */
function secretParts({ pathname, search, searchParams, username, password }: URL): Secret[] {
  const parts = [search.slice(1), ...searchParams.values(), pathname.slice(1), username, password];
  return parts.filter((part) => part.length >= SHORTEST_SECRET).map((part) => new Secret(part));
}
