import type { Environment } from "../api/environment";
import { DEFAULT_FILE, readCredentialsFile } from "./credentials-file";
import { profileFields } from "./profile-fields";
import type { SignInSettings } from "./settings";

/**
 * The region of the profile that was named, which serves where none is given elsewhere; `null` where no profile was
 * named or it has none. Throws as signing in with that profile does.
 */
export async function profileRegion(
  { profile, sharedCredentialsFile }: SignInSettings,
  environment: Environment,
): Promise<string | null> {
  if (profile === null) {
    return null;
  }
  const setting = sharedCredentialsFile === null ? "profile" : "sharedCredentialsFile";
  const file = await readCredentialsFile(sharedCredentialsFile ?? DEFAULT_FILE, environment, setting);
  return profileFields(file, profile, "profile").optional("region_id");
}
