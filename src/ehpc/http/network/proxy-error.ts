import { EhpcError } from "../../../base/errors";
import { errorOfTransport } from "../transport-error";
import type { ProxyServer } from "./proxy-server";

/** What a proxy's refusal of a tunnel means, by its status; of any other, it is the status alone. */
const REASONS: Readonly<Record<number, string>> = {
  401: "it requires a user name and a password",
  403: "it does not allow this host",
  407: "it requires a user name and a password",
  502: "it could not reach the endpoint",
  503: "it is temporarily unavailable",
  504: "the endpoint did not respond to it in time",
};

/** The error of a proxy that answered a request for a tunnel with anything but success. */
export function refusedByProxy(proxy: ProxyServer, status: number): EhpcError {
  const asked = status === 407 || status === 401;
  const reason =
    asked && proxy.authorization !== null ? "it does not accept the user name and password" : REASONS[status];
  const message = `The proxy ${proxy.label} refused to open a tunnel to the endpoint: ${reason === undefined ? "" : `${reason}, `}HTTP ${status}.`;
  // No httpStatus: that one is the service's.
  return new EhpcError("proxy", message, { transient: status >= 500 || status < 200 });
}

/** The error of a proxy that could not be reached, or with which the connection broke before the tunnel was there. */
export function brokenProxy(proxy: ProxyServer, error: unknown): EhpcError {
  const { code, kind, transient } = errorOfTransport(error);
  const reason = (kind === "unreachable" && code !== null ? HOW[code] : undefined) ?? WHAT[kind] ?? "failed";
  const message = `The proxy ${proxy.label} ${reason}${code === null ? "" : ` (${code})`}.`;
  return new EhpcError("proxy", message, { code, transient });
}

const WHAT: Readonly<Partial<Record<EhpcError["kind"], string>>> = {
  "unknown-host": "has a host name that does not exist",
  unreachable: "cannot be reached",
  tls: "has a certificate or TLS version that is not accepted",
  timeout: "did not respond in time",
  "bad-answer": "does not send valid HTTP",
};

const HOW: Readonly<Record<string, string>> = {
  ECONNREFUSED: "refused the connection",
  ECONNRESET: "closed the connection",
  EPIPE: "closed the connection",
};

/** The same failure of a request that went through a proxy, which may have a part in it. */
export function throughProxy(error: EhpcError, proxy: ProxyServer): EhpcError {
  if (error.kind === "proxy" || error.kind === "aborted") {
    return error;
  }
  return error.givenUp(error.attempts, `The request went through the proxy ${proxy.label}.`);
}
