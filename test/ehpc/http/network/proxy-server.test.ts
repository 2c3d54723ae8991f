import { inspect } from "node:util";
import { EhpcError } from "../../../../src/base/errors";
import { proxyFor } from "../../../../src/ehpc/http/network/proxy-server";

const endpoint = "https://ehpc.cn-hangzhou.aliyuncs.com";

test.each([
  ["http://proxy:3128", "proxy", 3128, false, "http://proxy:3128 (from HTTPS_PROXY)"],
  ["proxy:3128", "proxy", 3128, false, "http://proxy:3128 (from HTTPS_PROXY)"],
  ["http://proxy", "proxy", 80, false, "http://proxy (from HTTPS_PROXY)"],
  ["https://proxy/", "proxy", 443, true, "https://proxy (from HTTPS_PROXY)"],
  [" http://[::1]:8080 ", "::1", 8080, false, "http://[::1]:8080 (from HTTPS_PROXY)"],
])("%j is a proxy", (HTTPS_PROXY, host, port, secure, label) => {
  expect(proxyFor(endpoint, { HTTPS_PROXY })).toEqual({ host, port, secure, label, authorization: null });
});

test("the spelling in lower case counts where the other is not set or blank", () => {
  const environment = { HTTPS_PROXY: " ", https_proxy: "http://lower:1" };
  expect(proxyFor(endpoint, environment)?.label).toBe("http://lower:1 (from https_proxy)");
  expect(proxyFor(endpoint, { ...environment, HTTPS_PROXY: "http://upper:1" })?.host).toBe("upper");
});

test.each([
  ["nothing is set", endpoint, {}],
  ["only HTTP_PROXY is set", endpoint, { HTTP_PROXY: "http://p:1", http_proxy: "http://p:1" }],
  ["NO_PROXY names the endpoint", endpoint, { HTTPS_PROXY: "p:1", NO_PROXY: "aliyuncs.com" }],
  ["no_proxy names the endpoint", endpoint, { HTTPS_PROXY: "p:1", no_proxy: "*" }],
  ["the endpoint is this computer, by http", "http://127.0.0.1:1", { HTTPS_PROXY: "p:1", HTTP_PROXY: "p:1" }],
  ["the endpoint is this computer, by https", "https://localhost:1", { HTTPS_PROXY: "p:1" }],
  ["the endpoint is this computer, by IPv6", "https://[::1]:1", { HTTPS_PROXY: "p:1" }],
])("no proxy is taken where %s", (_, target, environment) => {
  expect(proxyFor(target, environment)).toBeNull();
});

test("a user name and a password are sent as they are, and never shown", () => {
  const proxy = proxyFor(endpoint, { HTTPS_PROXY: "http://me:p%40ss%25@proxy:3128" });
  expect(proxy?.authorization?.reveal()).toBe(`Basic ${Buffer.from("me:p@ss%").toString("base64")}`);
  const shown = inspect(proxy) + JSON.stringify(proxy);
  expect(shown).not.toMatch(/p@ss|p%40ss|Basic/);
  expect(proxy?.label).toBe("http://proxy:3128 (from HTTPS_PROXY)");
});

test.each(["socks5://me:s3cret@proxy:1", "http://", "http://me:s3cret@:99999", "://s3cret"])(
  "%j is refused without being repeated",
  (HTTPS_PROXY) => {
    const refusal = refusalOf({ HTTPS_PROXY });
    expect(refusal).toMatchObject({ kind: "proxy", parameter: "HTTPS_PROXY", transient: false });
    expect(refusal.message).toContain(
      "The environment variable HTTPS_PROXY does not contain the URL of a proxy",
    );
    expect(refusal.message).not.toContain("s3cret");
  },
);

test("a password that is not percent-encoded is refused with what to write", () => {
  const refusal = refusalOf({ HTTPS_PROXY: "http://me:100%s3cret@proxy:1" });
  expect(refusal.message).toMatch(/HTTPS_PROXY.*write % as %25/);
  expect(refusal.message).not.toContain("s3cret");
});

test.each(["http://me:12/s3cret@proxy:1", "http://me:12?s3cret@proxy:1", "http://me:1#s3cret@proxy:1"])(
  "%j, whose password would be taken for a port, is refused with what to write",
  (HTTPS_PROXY) => {
    const refusal = refusalOf({ HTTPS_PROXY });
    expect(refusal.message).toMatch(/HTTPS_PROXY is not percent-encoded.* \/ as %2F, \? as %3F, # as %23/);
    expect(refusal.message).not.toMatch(/s3cret|me:1/);
  },
);

function refusalOf(environment: Record<string, string>): EhpcError {
  try {
    proxyFor(endpoint, environment);
  } catch (error) {
    if (error instanceof EhpcError) {
      return error;
    }
  }
  throw new Error("not refused");
}
