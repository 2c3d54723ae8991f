import { abortedError, EhpcError } from "../../../../src/base/errors";
import { Secret } from "../../../../src/base/secret";
import { brokenProxy, refusedByProxy, throughProxy } from "../../../../src/ehpc/http/network/proxy-error";
import type { ProxyServer } from "../../../../src/ehpc/http/network/proxy-server";

const label = "http://proxy:3128 (from HTTPS_PROXY)";
const proxy: ProxyServer = { secure: false, host: "proxy", port: 3128, authorization: null, label };

test.each([
  [407, false, "it requires a user name and a password, HTTP 407."],
  [403, false, "it does not allow this host, HTTP 403."],
  [418, false, "HTTP 418."],
  [502, true, "it could not reach the endpoint, HTTP 502."],
  [503, true, "it is temporarily unavailable, HTTP 503."],
  [504, true, "the endpoint did not respond to it in time, HTTP 504."],
])("a refusal with %d; worth another try: %p", (status, transient, end) => {
  const error = refusedByProxy(proxy, status);
  expect(error).toMatchObject({ kind: "proxy", transient, httpStatus: null });
  expect(error.message).toBe(`The proxy ${label} refused to open a tunnel to the endpoint: ${end}`);
});

test("a user name and password that are not accepted are spoken of, not shown", () => {
  const { message } = refusedByProxy({ ...proxy, authorization: new Secret("Basic x") }, 407);
  expect(message).toContain("it does not accept the user name and password, HTTP 407.");
});

test.each([
  ["ECONNREFUSED", true, "refused the connection (ECONNREFUSED)."],
  ["ECONNRESET", true, "closed the connection (ECONNRESET)."],
  ["ENOTFOUND", false, "has a host name that does not exist (ENOTFOUND)."],
  ["EHOSTUNREACH", true, "cannot be reached (EHOSTUNREACH)."],
  ["ETIMEDOUT", true, "did not respond in time (ETIMEDOUT)."],
  ["EPROTO", false, "has a certificate or TLS version that is not accepted (EPROTO)."],
  ["HPE_INVALID_CONSTANT", false, "does not send valid HTTP (HPE_INVALID_CONSTANT)."],
])("a proxy with %s; worth another try: %p", (code, transient, end) => {
  const error = brokenProxy(proxy, Object.assign(new Error("secret text"), { code }));
  expect(error).toMatchObject({ kind: "proxy", code, transient, message: `The proxy ${label} ${end}` });
});

test("a failure behind the proxy names it too; the proxy's own and an interruption stay as they are", () => {
  const failure = throughProxy(new EhpcError("tls", "Not trusted."), proxy);
  expect(failure).toMatchObject({
    kind: "tls",
    message: `Not trusted. The request went through the proxy ${label}.`,
  });
  for (const own of [abortedError(), refusedByProxy(proxy, 407)]) {
    expect(throughProxy(own, proxy)).toBe(own);
  }
});
