import { EhpcError, type EhpcErrorDetails } from "../../base/errors";

/** What a user wrote down, or could have, to sign in with. */
export type SignInSetting =
  | "accessKeyId"
  | "profile"
  | "sharedCredentialsFile"
  | "ecsRoleName"
  | "credentialsUri"
  | "assumeRole"
  | "assumeRoleWithOidc";

/** An error of signing in; `parameter` is what to correct. */
export function signInError(
  parameter: SignInSetting,
  message: string,
  details: Omit<EhpcErrorDetails, "parameter"> = {},
): EhpcError {
  return new EhpcError("credentials", message, { ...details, parameter });
}
