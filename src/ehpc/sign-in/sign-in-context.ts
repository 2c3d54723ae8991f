import type { Clock } from "../../base/clock";
import type { Log } from "../../base/log";
import type { Secret } from "../../base/secret";
import type { CredentialSource } from "../api/credentials";
import type { Environment } from "../api/environment";
import type { HttpSender } from "../http/http";
import type { SignInSetting } from "./sign-in-error";
import { type Fetch, temporaryCredentials } from "./temporary-credentials";

/** What every way of signing in works with. */
export interface SignInContext {
  environment: Environment;
  /** The way to services of the internet, through the proxy where there is one. */
  sender: Pick<HttpSender, "send">;
  /** The way to this computer's own neighbours: the metadata service is behind no proxy. */
  directSender: Pick<HttpSender, "send">;
  /** The region that is asked; it has an STS of its own. */
  region: string | null;
  clock: Clock;
  log: Log;
  /** Told of every secret that comes in, before it is used. */
  conceal(secret: Secret): void;
  /** How the user writes a setting, such as `"profile" of the provider`; `null` where it has no place. */
  nameOf(setting: SignInSetting): string | null;
}

/** A source that fetches, each of whose secrets is concealed. */
export function fetching(signIn: SignInContext, fetch: Fetch): CredentialSource {
  return temporaryCredentials(async (signal) => {
    const grant = await fetch(signal);
    const { accessKeySecret, securityToken } = grant.credentials;
    for (const secret of [accessKeySecret, securityToken]) {
      if (secret !== null) {
        signIn.conceal(secret);
      }
    }
    return grant;
  }, signIn);
}
