import { Secret } from "../../../src/base/secret";
import { canonicalQuery, canonicalRequest, sha256Hex } from "../../../src/ehpc/api/canonical-request";
import { signatureOf, signRequest } from "../../../src/ehpc/api/sign-request";
import vectors from "./signature-vectors.json";

describe("the signature ACS3-HMAC-SHA256", () => {
  for (const vector of vectors) {
    const { request } = vector;
    const credentials = {
      accessKeyId: request.accessKeyId,
      accessKeySecret: new Secret(request.accessKeySecret),
      securityToken:
        "securityToken" in request && request.securityToken ? new Secret(request.securityToken) : null,
    };
    const query: Record<string, string> = Object.fromEntries(Object.entries(request.query));

    it(`equals the vector ${vector.name}`, () => {
      const { authorization, ...headers } = signRequest(
        { method: "POST", host: request.host, action: request.action, version: request.version, query },
        credentials,
        new Date(request.date),
        request.nonce,
      );
      const canonical = canonicalRequest({
        method: "POST",
        path: "/",
        query,
        headers,
        bodySha256: sha256Hex(""),
      });
      expect(canonical).toBe(vector.canonicalRequest);
      expect(sha256Hex(canonical)).toBe(vector.canonicalSha256);
      expect(signatureOf(canonical, credentials.accessKeySecret)).toBe(vector.signature);
      expect(authorization).toBe(
        `ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=${canonical.split("\n").at(-2)},Signature=${vector.signature}`,
      );
    });
  }

  it("does not come out for the date and nonce that the official page prints beside it", () => {
    const [official] = vectors;
    const { authorization } = signRequest(
      {
        method: "POST",
        host: official?.request.host ?? "",
        action: "RunInstances",
        version: "2014-05-26",
        query: { ImageId: "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd", RegionId: "cn-shanghai" },
      },
      {
        accessKeyId: "YourAccessKeyId",
        accessKeySecret: new Secret("YourAccessKeySecret"),
        securityToken: null,
      },
      new Date("2023-10-26T09:01:01Z"),
      "d410180a5abf7fe235dd9b74aca91fc0",
    );
    expect(authorization).toMatch(/e521358f7776c97df52e6b2891a8bc73026794a071b50c3323388c4e0df64804$/);
  });
});

describe("the canonical query", () => {
  it("is sorted by name and encoded by RFC 3986", () => {
    const query = { b: "1[3].manager", a: "a b*c~'()!", empty: "", ä: "中" };
    expect(canonicalQuery(query)).toBe("a=a%20b%2Ac~%27%28%29%21&b=1%5B3%5D.manager&empty=&%C3%A4=%E4%B8%AD");
  });

  it("replaces a lone surrogate, which has no encoding", () => {
    expect(canonicalQuery({ a: "\ud800" })).toBe("a=%EF%BF%BD");
  });
});
