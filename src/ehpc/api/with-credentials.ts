import { EhpcError } from "../../base/errors";
import type { CredentialSource, Credentials } from "./credentials";

/**
 * Makes a call with the credentials of a source. Where the service refuses them as expired and the source can get
 * others, the call is made once more with those: credentials may be withdrawn before their time, and clocks differ.
 */
export async function withCredentials<T>(
  source: CredentialSource,
  signal: AbortSignal,
  call: (credentials: Credentials) => Promise<T>,
): Promise<T> {
  const credentials = await source(signal);
  try {
    return await call(credentials);
  } catch (error) {
    if (!isExpiry(error) || source.expired?.(credentials) !== true) throw error;
    return call(await source(signal));
  }
}

function isExpiry(error: unknown): boolean {
  return error instanceof EhpcError && error.code?.startsWith("InvalidSecurityToken.Expired") === true;
}
