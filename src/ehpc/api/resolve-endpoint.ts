import { EhpcError } from "../../base/errors";
import { present } from "./credentials";
import { endpointOf, type Network, parseEndpoint } from "./endpoint";
import { type Environment, fromEnvironment } from "./environment";

/** Where E-HPC is reached. */
export interface Place {
  readonly endpoint: string | null | undefined;
  readonly region: string | null;
  /** @default "public" */
  readonly endpointType?: Network;
}

/**
 * The endpoint that is given, else that of the environment, else that of the region: an endpoint comes before a region,
 * from wherever each is given. `null` where there is neither.
 *
 * @param refused what to throw for one of the two that cannot be used
 */
export function resolveEndpoint(
  { endpoint: given, region, endpointType = "public" }: Place,
  environment: Environment,
  refused: (error: EhpcError, setting: "endpoint" | "region") => Error,
): string | null {
  const endpoint = present(given) ?? fromEnvironment("endpoint", environment);
  try {
    if (endpoint !== null) {
      return parseEndpoint(endpoint);
    }
    return region === null ? null : endpointOf(region, endpointType);
  } catch (error) {
    if (!(error instanceof EhpcError)) {
      throw error;
    }
    throw refused(error, endpoint !== null ? "endpoint" : "region");
  }
}
