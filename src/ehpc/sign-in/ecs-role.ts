import ECSRAMRoleCredentialsProvider from "@alicloud/credentials/dist/src/providers/ecs_ram_role";
import { EhpcError } from "../../base/errors";
import type { CredentialSource } from "../api/credentials";
import { parseEndpoint } from "../api/endpoint";
import { type Environment, fromEnvironment, isOn } from "../api/environment";
import { libraryGrant } from "./library-grant";
import { fetching, type SignInContext } from "./sign-in-context";
import { type SignInSetting, signInError } from "./sign-in-error";

/** The metadata service of ECS instances; it answers on an instance alone. */
const METADATA_SERVICE = "http://100.100.100.200";

/**
 * A source of the credentials of an ECS instance's role: the metadata service is asked with a token (IMDSv2), and
 * without one where that fails, unless `ALIBABA_CLOUD_IMDSV1_DISABLED=true`. Throws where
 * `ALIBABA_CLOUD_ECS_METADATA_DISABLED=true` forbids to ask.
 *
 * @param roleName `null` for whichever role the instance has
 */
export function ecsRole(
  signIn: SignInContext,
  roleName: string | null,
  setting: SignInSetting,
): CredentialSource {
  const { environment } = signIn;
  if (isOn("ALIBABA_CLOUD_ECS_METADATA_DISABLED", environment)) {
    throw signInError(
      setting,
      "The role of the ECS instance cannot be used: ALIBABA_CLOUD_ECS_METADATA_DISABLED disables the metadata service.",
    );
  }
  if (roleName !== null && !/^[\w.@-]+$/.test(roleName)) {
    throw signInError(
      setting,
      "The name of the ECS instance's role contains characters that a role name cannot have.",
    );
  }
  const origin = metadataService(environment);
  const role = roleName === null ? "the role of this ECS instance" : `the ECS role ${roleName}`;
  const attempted = `get credentials of ${role} from the metadata service ${origin}`;
  return fetching(signIn, (signal) =>
    libraryGrant({ attempted, setting, secrets: [], sender: signIn.directSender, origin, signal }, () => {
      const builder = ECSRAMRoleCredentialsProvider.builder()
        .withDisableIMDSv1(isOn("ALIBABA_CLOUD_IMDSV1_DISABLED", environment))
        .withConnectTimeout(2_000)
        .withReadTimeout(5_000);
      if (roleName !== null) {
        builder.withRoleName(roleName);
      }
      return builder.build();
    }),
  );
}

function metadataService(environment: Environment): string {
  const named = fromEnvironment("metadataEndpoint", environment);
  if (named === null) {
    return METADATA_SERVICE;
  }
  try {
    return parseEndpoint(named);
  } catch (error) {
    if (!(error instanceof EhpcError)) {
      throw error;
    }
    throw new EhpcError("configuration", `${error.message} Correct EHPC_METADATA_ENDPOINT.`, {
      parameter: "ecsRoleName",
    });
  }
}
