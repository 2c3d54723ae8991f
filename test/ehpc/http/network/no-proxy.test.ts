import { isExempt } from "../../../../src/ehpc/http/network/no-proxy";

const name = { host: "ehpc.cn-hangzhou.aliyuncs.com", port: 443 };

test.each([
  ["*"],
  ["aliyuncs.com"],
  [".aliyuncs.com"],
  ["*.aliyuncs.com"],
  ["EHPC.cn-hangzhou.Aliyuncs.com"],
  ["ehpc.cn-hangzhou.aliyuncs.com:443"],
  ["example.com, aliyuncs.com ,"],
])("%j names the endpoint", (list) => expect(isExempt(list, name)).toBe(true));

test.each([
  [""],
  [","],
  ["."],
  ["*."],
  ["yuncs.com"],
  [".ehpc.cn-hangzhou.aliyuncs.com"],
  ["aliyuncs.com:8443"],
  ["aliyuncs.com.example"],
  ["0.0.0.0/0"],
  ["10.0.0.1"],
])("%j does not name the endpoint", (list) => expect(isExempt(list, name)).toBe(false));

test.each([
  ["10.1.2.3", "10.1.2.3", true],
  ["10.1.2.3", "10.1.2.3:443", true],
  ["10.1.2.3", "10.1.2.3:80", false],
  ["10.1.2.3", "10.0.0.0/8", true],
  ["11.1.2.3", "10.0.0.0/8", false],
  ["10.1.2.3", "10.0.0.0/33", false],
  ["10.1.2.3", "2.3", false],
  ["fd00::1", "fd00::/8", true],
  ["fd00::1", "[fd00::1]:443", true],
  ["fd00::1", "fd00:0::1", true],
  ["fd00::1", "fd00::2", false],
])("the address %s and %j: %p", (host, list, exempt) => {
  expect(isExempt(list, { host, port: 443 })).toBe(exempt);
});
