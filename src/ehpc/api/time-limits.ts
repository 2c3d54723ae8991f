import { EhpcError } from "../../base/errors";
import type { ClientOptions } from "./client-options";
import { type Environment, environmentVariables, fromEnvironment } from "./environment";

/** The limits of requests as users write them. */
export interface GivenTimeLimits {
  /** Milliseconds. */
  connectTimeout?: number | null;
  /** Milliseconds. */
  readTimeout?: number | null;
  /** Seconds; 0 is the default, as in the `alicloud` provider. */
  maxRetryTimeout?: number | null;
}

/**
 * Returns the given limits, or else the ones of the environment variables that the `alicloud` provider reads. Leaves out
 * limits that are not set.
 *
 * @throws EhpcError of kind `configuration`, with the limit in `parameter`, for a variable that is no number
 */
export function timeLimits(
  given: GivenTimeLimits,
  environment: Environment,
): Pick<ClientOptions, "connectTimeoutMs" | "readTimeoutMs" | "maxRetryMs"> {
  const connectTimeoutMs = given.connectTimeout ?? fromVariable("connectTimeout", 1, environment);
  const readTimeoutMs = given.readTimeout ?? fromVariable("readTimeout", 1, environment);
  const maxRetrySeconds = given.maxRetryTimeout ?? fromVariable("maxRetryTimeout", 0, environment);
  return {
    ...(connectTimeoutMs !== null && { connectTimeoutMs }),
    ...(readTimeoutMs !== null && { readTimeoutMs }),
    ...(maxRetrySeconds && { maxRetryMs: maxRetrySeconds * 1_000 }),
  };
}

function fromVariable(
  setting: keyof GivenTimeLimits,
  least: number,
  environment: Environment,
): number | null {
  const text = fromEnvironment(setting, environment);
  if (text === null) {
    return null;
  }
  const number = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least) {
    return number;
  }
  const [variable] = environmentVariables[setting];
  const unit = setting === "maxRetryTimeout" ? "seconds" : "milliseconds";
  throw new EhpcError(
    "configuration",
    `The environment variable ${variable} must be a whole number of ${unit}, at least ${least}.`,
    { parameter: setting },
  );
}
