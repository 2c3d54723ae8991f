import { EhpcError } from "../../base/errors";
import { endpointProblem, regionProblem } from "../../notation/endpoint";

/** From where an endpoint can be reached: from anywhere, or from inside Alibaba Cloud's virtual private clouds. */
export type Network = "public" | "vpc";

/**
 * The endpoint of E-HPC in a region, such as `https://ehpc.cn-hangzhou.aliyuncs.com`.
 *
 * Regions are not compared with a list, which would be out of date: only the syntax is checked. Throws kind
 * `configuration` with `parameter` `region`.
 */
export function endpointOf(region: string, network: Network = "public"): string {
  const problem = regionProblem(region);
  if (problem !== undefined) {
    throw new EhpcError("configuration", problem, { parameter: "region" });
  }
  return `https://${network === "vpc" ? "ehpc-vpc" : "ehpc"}.${region}.aliyuncs.com`;
}

/**
 * The URL of an endpoint that replaces the regional one, in its normal form (`https://host` or `https://host:port`).
 *
 * Plain `http` is accepted for this computer only (127.0.0.0/8, `::1`, `localhost`), because requests carry
 * credentials. Throws kind `configuration` with `parameter` `endpoint`; the message does not repeat a text that may
 * hold a password.
 */
export function parseEndpoint(text: string): string {
  const problem = endpointProblem(text);
  if (problem !== undefined) {
    throw new EhpcError("configuration", problem, { parameter: "endpoint" });
  }
  return new URL(text.trim()).origin;
}
