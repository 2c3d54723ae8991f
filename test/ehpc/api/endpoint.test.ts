import { endpointOf, parseEndpoint } from "../../../src/ehpc/api/endpoint";

it("follows from the region, listed or not", () => {
  expect(endpointOf("cn-hangzhou")).toBe("https://ehpc.cn-hangzhou.aliyuncs.com");
  expect(endpointOf("cn-wuhan-lr", "vpc")).toBe("https://ehpc-vpc.cn-wuhan-lr.aliyuncs.com");
  expect(endpointOf("xx-nowhere-9")).toBe("https://ehpc.xx-nowhere-9.aliyuncs.com");
});

it.each([
  "",
  "cn",
  "CN-hangzhou",
  "cn hangzhou",
  "cn-hangzhou.evil.example",
  "cn-hangzhou/x",
  "a@b-c",
  "cn-",
])("cannot follow from %j, which is not a region ID", (region) => {
  expect(() => endpointOf(region)).toThrow(
    expect.objectContaining({ kind: "configuration", parameter: "region" }),
  );
});

it.each([
  ["https://ehpc.cn-hangzhou.aliyuncs.com", "https://ehpc.cn-hangzhou.aliyuncs.com"],
  [" https://Example.com/ ", "https://example.com"],
  ["https://example.com:443", "https://example.com"],
  ["https://example.com:8443", "https://example.com:8443"],
  ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
  ["http://127.9.9.9", "http://127.9.9.9"],
  ["http://localhost:1", "http://localhost:1"],
  ["http://[::1]:1", "http://[::1]:1"],
])("may be the URL %s", (text, endpoint) => {
  expect(parseEndpoint(text)).toBe(endpoint);
});

it.each([
  "",
  "example.com",
  "localhost:8080",
  "https://",
  "ftp://example.com",
  "https://example.com/path",
  "https://example.com/?a=b",
  "https://example.com?",
  "https://example.com#x",
  "http://example.com",
  "http://127.0.0.1.example.com",
  "http://localhost.example.com",
  "http://10.0.0.1",
  "http://[::2]",
])("may not be %j", (text) => {
  expect(() => parseEndpoint(text)).toThrow(
    expect.objectContaining({ kind: "configuration", parameter: "endpoint" }),
  );
});

it("does not repeat a password that was written into it", () => {
  for (const text of [
    "https://me:hunter2@example.com",
    "https://example.com/hunter2",
    "https://e.com?x=hunter2",
  ]) {
    expect(() => parseEndpoint(text)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("hunter2") }),
    );
  }
});
