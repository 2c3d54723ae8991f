import type { CredentialSource, Credentials } from "./credentials";
import { isExpiry } from "./expiry";

/**
 * Makes a call with the credentials of a source. Where the service refuses them as expired and the source can get
 * others, the call is made once more with those: credentials may be withdrawn before their time, and clocks differ. If
 * those are refused as expired, too, the error is `replaceable`.
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
    if (!isExpiry(error) || error.outcomeUnknown || source.expired?.(credentials) !== true) {
      throw error;
    }
    const others = await source(signal);
    try {
      return await call(others);
    } catch (again) {
      throw isExpiry(again) && source.expired(others) ? again.ofReplaceable() : again;
    }
  }
}
