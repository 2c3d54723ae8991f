import URICredentialsProvider from "@alicloud/credentials/dist/src/providers/uri";
import type { CredentialSource } from "../credentials";
import { libraryGrant } from "./library-grant";
import { parseCredentialsUri } from "./parse-credentials-uri";
import { signInError } from "./sign-in-error";
import { fetching, type SignInTools } from "./tools";

/** A source that fetches credentials from a URL, such as a sidecar's on this computer. Throws where it is no URL. */
export function credentialsUri(tools: SignInTools, uri: string): CredentialSource {
  const url = parseCredentialsUri(uri);
  if (url === null) {
    throw signInError(
      "credentialsUri",
      "The credentials URI is not a URL that begins with http:// or https://.",
    );
  }
  // Its path and parameters may be what lets one in.
  const attempted = `fetch credentials from the credentials URI at ${url.origin}`;
  return fetching(tools, (signal) =>
    libraryGrant(
      { attempted, setting: "credentialsUri", secrets: [], sender: tools.sender, origin: null, signal },
      () => {
        return URICredentialsProvider.builder().withCredentialsURI(url.href).build();
      },
    ),
  );
}
