import { type Environment, environmentVariables } from "../ehpc/api/environment";
import type { Emulator } from "./emulator";

/** Any region works, but a client needs one. */
const REGION = "cn-hangzhou";

/** Environment variables to set and to unset, for a client that is to use an emulator. */
export interface ClientEnvironment {
  readonly set: Readonly<Record<string, string>>;
  /** Variables in the client's environment that would take precedence over the ones in `set`. */
  readonly unset: readonly string[];
}

/** What has to change in `environment` for its programs to use the emulator. */
export function clientEnvironment(emulator: Emulator, environment: Environment): ClientEnvironment {
  const set: Readonly<Record<string, string>> = {
    EHPC_ENDPOINT: emulator.endpoint,
    ALIBABA_CLOUD_ACCESS_KEY_ID: emulator.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: emulator.accessKeySecret,
    ALIBABA_CLOUD_REGION: REGION,
  };
  const unset = Object.values(environmentVariables)
    .flat()
    .filter((name) => !Object.hasOwn(set, name) && environment[name] !== undefined);
  return { set, unset };
}
