import { isIPv4 } from "node:net";

/**
 * The problem of a region ID, as a sentence, or `undefined`. Only the syntax is checked: a list of regions would be out
 * of date.
 */
export function regionProblem(text: string): string | undefined {
  return /^[a-z]{2,8}(-[a-z0-9]{1,24}){1,4}$/.test(text)
    ? undefined
    : `${JSON.stringify(text.slice(0, 80))} is not a region ID; examples are "cn-hangzhou" and "ap-southeast-1".`;
}

/**
 * The problem of an endpoint URL, as a sentence, or `undefined`. The sentence does not repeat parts that may contain a
 * password. Plain `http` is accepted only for loopback addresses (127.0.0.0/8, `::1`, `localhost`), because requests
 * carry credentials.
 */
export function endpointProblem(text: string): string | undefined {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed)) {
    return "The endpoint is not a URL; an example is https://ehpc.cn-hangzhou.aliyuncs.com.";
  }
  const url = new URL(trimmed);
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    return "The endpoint does not begin with https://; an example is https://ehpc.cn-hangzhou.aliyuncs.com.";
  }
  if (url.username !== "" || url.password !== "") {
    return "The endpoint contains a user name or a password; it must be only a host and a port.";
  }
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "" || /[?#]$/.test(trimmed)) {
    return `The endpoint ${url.origin} has a path or parameters; it must be only a host and a port.`;
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    return `The endpoint ${url.origin} is not encrypted; plain http is accepted only for loopback addresses.`;
  }
  return undefined;
}

/** Whether the host of a URL is this computer: `localhost`, 127.0.0.0/8 or `[::1]`. */
export function isLoopback(hostname: string): boolean {
  if (hostname === "localhost" || hostname === "[::1]") {
    return true;
  }
  return isIPv4(hostname) && hostname.startsWith("127.");
}
