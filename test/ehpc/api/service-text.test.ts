import { Secret } from "../../../src/base/secret";
import { serviceText } from "../../../src/ehpc/api/service-text";

const credentials = {
  accessKeyId: "AK",
  accessKeySecret: new Secret("s3cr+t/value"),
  securityToken: new Secret("T0ken=="),
};

it.each([
  ["plain", "plain"],
  [" two\r\n lines\t", "two lines"],
  ["bell\u0007 \u001b[31mred\u202e\u200b", "bell [31mred"],
  ["", null],
  [" \u0000 ", null],
  [null, null],
])("shows %j as %j", (text, shown) => {
  expect(serviceText(text, credentials)).toBe(shown);
});

it("is cut at 500 characters, and never inside one", () => {
  const shown = serviceText("😀".repeat(800), null) ?? "";
  expect([...shown]).toHaveLength(500);
  expect(shown).toBe(`${"😀".repeat(499)}…`);
});

it("hides secrets in either form", () => {
  const text = `a s3cr+t/value b ${encodeURIComponent("s3cr+t/value")} c T0ken== d T0ken%3D%3D`;
  expect(serviceText(text, credentials)).toBe("a *** b *** c *** d ***");
});

it.each([
  ["percent-encoded in lower case", "s3cr%2bt%2fvalue"],
  ["within JSON, with slashes escaped", "s3cr+t\\/value"],
  ["in Base64", Buffer.from("s3cr+t/value").toString("base64")],
  ["in Base64 without padding", Buffer.from("T0ken==").toString("base64").replace(/=/g, "")],
])("hides a secret %s", (_what, form) => {
  expect(serviceText(`a ${form}; b`, credentials)).toMatch(/^a \*\*\*=*; b$/);
});

it.each([
  ["a quote and a backslash within JSON", 'a"b\\c', JSON.stringify('a"b\\c').slice(1, -1)],
  ["marks encoded by RFC 3986", "(a*b)'c!", "%28a%2Ab%29%27c%21"],
  ["Base64 for URLs", "??>>??>>", Buffer.from("??>>??>>").toString("base64url")],
])("hides a secret that has %s", (_what, secret, form) => {
  const key = { ...credentials, accessKeySecret: new Secret(secret) };
  expect(serviceText(`a ${form} b`, key)).toBe("a *** b");
});

it("hides a short secret as it is, and no text that merely has its encoding in it", () => {
  const short = { ...credentials, accessKeySecret: new Secret("+") };
  expect(serviceText("a + b %2B Kw", short)).toBe("a *** b %2B Kw");
});

it.each([
  "The signature does not match. server string to sign is:ACS3-HMAC-SHA256 abcdef",
  "The signature does not match. Server canonical request is: POST\n/\nClusterId=c\nx-acs-security-token:zzz",
  "The signature does not match, CanonicalRequest: POST / zzz",
])("ends before what the service signed: %j", (text) => {
  expect(serviceText(text, null)).toMatch(/^The signature does not match[.]?$/);
});

it("hides a signature", () => {
  expect(
    serviceText("Authorization: ACS3 Credential=AK,SignedHeaders=host,Signature=0123abcd, bad", null),
  ).toBe("Authorization: ACS3 Credential=AK,SignedHeaders=host,Signature=***, bad");
});

it("is quick with a text of megabytes", () => {
  for (const piece of [",", " ", "server ", "a", "Signature="]) {
    expect([...(serviceText(piece.repeat(2_000_000), credentials) ?? "")].length).toBeLessThanOrEqual(500);
  }
});
