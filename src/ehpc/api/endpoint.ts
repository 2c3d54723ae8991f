import { isIPv4 } from "node:net";
import { EhpcError } from "../../base/errors";

/** From where an endpoint can be reached: from anywhere, or from inside Alibaba Cloud's virtual private clouds. */
export type Network = "public" | "vpc";

/**
 * The endpoint of E-HPC in a region, such as `https://ehpc.cn-hangzhou.aliyuncs.com`.
 *
 * Regions are not compared with a list, which would be out of date: only the syntax is checked. Throws kind
 * `configuration` with `parameter` `region`.
 */
export function endpointOf(region: string, network: Network = "public"): string {
  if (!/^[a-z]{2,8}(-[a-z0-9]{1,24}){1,4}$/.test(region)) {
    throw new EhpcError(
      "configuration",
      `${JSON.stringify(region.slice(0, 80))} is not a region id; one looks like "cn-hangzhou" or "ap-southeast-1".`,
      { parameter: "region" },
    );
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
  const trimmed = text.trim();
  let url: URL;
  try {
    url = new URL(trimmed);
  } catch {
    throw refused("The endpoint is not a URL; one looks like https://ehpc.cn-hangzhou.aliyuncs.com.");
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw refused(
      "The endpoint does not begin with https://; one looks like https://ehpc.cn-hangzhou.aliyuncs.com.",
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw refused("The endpoint holds a user name or a password; it must be a host and a port alone.");
  }
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "" || /[?#]$/.test(trimmed)) {
    throw refused(
      `The endpoint ${url.origin} is followed by a path or parameters; it must be a host and a port alone.`,
    );
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw refused(
      `The endpoint ${url.origin} is not encrypted; plain http is accepted for this computer only.`,
    );
  }
  return url.origin;
}

/** Whether the host of a URL is this computer: `localhost`, 127.0.0.0/8 or `[::1]`. */
export function isLoopback(hostname: string): boolean {
  if (hostname === "localhost" || hostname === "[::1]") return true;
  return isIPv4(hostname) && hostname.startsWith("127.");
}

function refused(message: string): EhpcError {
  return new EhpcError("configuration", message, { parameter: "endpoint" });
}
