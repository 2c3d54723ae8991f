import { present } from "../api/credentials";
import { type Environment, fromEnvironment } from "../api/environment";
import type { SignInSettings } from "./settings";

/**
 * The region that is given, else that of the environment, else that of the profile that signs in; `null` where there is
 * none. Throws `EhpcError` for a profile that cannot be read.
 */
export async function resolveRegion(
  given: string | null | undefined,
  environment: Environment,
  settings: SignInSettings,
): Promise<string | null> {
  const region = present(given) ?? fromEnvironment("region", environment);
  if (region !== null || settings.profile === null) {
    return region;
  }
  const { profileRegion } = await import("./profile-region");
  return profileRegion(settings, environment);
}
