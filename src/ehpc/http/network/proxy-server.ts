import { EhpcError } from "../../../base/errors";
import { Secret } from "../../../base/secret";
import { isLoopback } from "../../../notation/endpoint";
import { present } from "../../api/credentials";
import type { Environment } from "../../api/environment";
import { isExempt } from "./no-proxy";

/** A proxy that stands between this computer and the endpoint. */
export interface ProxyServer {
  /** Whether the connection to the proxy itself is encrypted. */
  readonly secure: boolean;
  /** A name or an address, an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  /** The value of Proxy-Authorization; `null` for a proxy that asks for nothing. */
  readonly authorization: Secret | null;
  /** What may be shown: scheme, host and port, and the variable that names them. */
  readonly label: string;
}

const VARIABLES = ["HTTPS_PROXY", "https_proxy"] as const;
const EXEMPTIONS = ["NO_PROXY", "no_proxy"] as const;

/**
 * The proxy that `environment` names for an endpoint; `null` where the endpoint is reached directly.
 *
 * HTTPS_PROXY and NO_PROXY count, upper case before lower case, as in Go's programs, Terraform among them. HTTP_PROXY
 * does not: plain http is used for this computer only, and this computer is always reached directly. Throws kind
 * `proxy` for a value that names no proxy; the message does not repeat it, since it may hold a password.
 */
export function proxyFor(endpoint: string, environment: Environment): ProxyServer | null {
  const { protocol, hostname, port } = new URL(endpoint);
  if (protocol !== "https:" || isLoopback(hostname)) {
    return null;
  }
  const variable = VARIABLES.find((name) => present(environment[name]) !== null);
  if (variable === undefined) {
    return null;
  }
  const exempt = EXEMPTIONS.map((name) => present(environment[name])).find((list) => list !== null);
  const destination = { host: withoutBrackets(hostname), port: Number(port || 443) };
  if (exempt != null && isExempt(exempt, destination)) {
    return null;
  }
  return readProxy(variable, present(environment[variable]) ?? "");
}

function readProxy(variable: string, text: string): ProxyServer {
  const url = parse(text.includes("://") ? text : `http://${text}`);
  if (url === null || url.hostname === "" || (url.protocol !== "http:" && url.protocol !== "https:")) {
    const message = `The environment variable ${variable} does not contain the URL of a proxy; an example is http://proxy.example.com:3128.`;
    throw new EhpcError("proxy", message, { parameter: variable });
  }
  const secure = url.protocol === "https:";
  return {
    secure,
    host: withoutBrackets(url.hostname),
    port: Number(url.port || (secure ? 443 : 80)),
    authorization: authorizationOf(url, variable),
    label: `${url.protocol}//${url.host} (from ${variable})`,
  };
}

/** Basic authentication (RFC 7617) from what stands before the host, which is percent-encoded there. */
function authorizationOf(url: URL, variable: string): Secret | null {
  const { username, password, pathname, search, hash } = url;
  // One of / ? # in a password ends the host early: part of the password would be taken for the port.
  const cut = `${pathname}${search}${hash}`.includes("@");
  if (username === "" && password === "" && !cut) {
    return null;
  }
  try {
    if (cut) {
      throw new URIError("Part of the password is after the host.");
    }
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return new Secret(`Basic ${Buffer.from(pair, "utf8").toString("base64")}`);
  } catch {
    const message = `The user name or password of the proxy in the environment variable ${variable} is not percent-encoded. In a URL, write % as %25, @ as %40, / as %2F, ? as %3F, # as %23.`;
    throw new EhpcError("proxy", message, { parameter: variable });
  }
}

function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, "");
}
