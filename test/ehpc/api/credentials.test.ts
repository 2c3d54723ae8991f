import { inspect } from "node:util";
import { staticCredentials } from "../../../src/ehpc/api/credentials";
import {
  accessKeyFromEnvironment,
  credentialsFromEnvironment,
  fromEnvironment,
} from "../../../src/ehpc/api/environment";

const signal = new AbortController().signal;

it("yields a whole access key, trimmed", async () => {
  const credentials = await staticCredentials({
    accessKeyId: " id ",
    accessKeySecret: "se\n",
    securityToken: "",
  })(signal);
  expect(credentials.accessKeyId).toBe("id");
  expect(credentials.accessKeySecret.reveal()).toBe("se");
  expect(credentials.securityToken).toBeNull();
});

it("yields the STS token of temporary credentials", async () => {
  const credentials = await staticCredentials({ accessKeyId: "i", accessKeySecret: "s", securityToken: "t" })(
    signal,
  );
  expect(credentials.securityToken?.reveal()).toBe("t");
});

it.each([
  ["nothing", {}, "accessKeyId", "neither"],
  ["the secret alone", { accessKeySecret: "s" }, "accessKeyId", "but its ID is not"],
  ["the id alone", { accessKeyId: "i", accessKeySecret: " " }, "accessKeySecret", "its secret is not"],
  ["an id with a blank in it", { accessKeyId: "i d", accessKeySecret: "s" }, "accessKeyId", "access key ID"],
  [
    "a secret with a line break in it",
    { accessKeyId: "i", accessKeySecret: "zq\nzq" },
    "accessKeySecret",
    "secret",
  ],
  [
    "a token outside ASCII",
    { accessKeyId: "i", accessKeySecret: "s", securityToken: "tök" },
    "securityToken",
    "token",
  ],
])(
  "refuses %s, and says what is missing or wrong without repeating it",
  async (_what, key, parameter, says) => {
    const error: unknown = await staticCredentials(key)(signal).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "EhpcError", kind: "credentials", parameter, transient: false });
    expect(error).toHaveProperty("message", expect.stringContaining(says));
    expect(inspect(error)).not.toMatch(/zq|tök/);
  },
);

describe("the environment", () => {
  it("is asked in the order of the alicloud provider", () => {
    const environment = {
      ALIBABACLOUD_ACCESS_KEY_ID: "third",
      ALIBABA_CLOUD_ACCESS_KEY_ID: "second",
      ALICLOUD_ACCESS_KEY: "first",
      ALIBABA_CLOUD_REGION: "cn-b",
      ALICLOUD_REGION: "",
    };
    expect(fromEnvironment("accessKeyId", environment)).toBe("first");
    expect(fromEnvironment("accessKeyId", { ...environment, ALICLOUD_ACCESS_KEY: " " })).toBe("second");
    expect(fromEnvironment("region", environment)).toBe("cn-b");
    expect(fromEnvironment("endpoint", environment)).toBeNull();
  });

  it("gives a whole key, each part looked up by itself", async () => {
    const environment = {
      ALICLOUD_ACCESS_KEY: "id",
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: "secret",
      ALIBABACLOUD_SECURITY_TOKEN: "token",
    };
    expect(accessKeyFromEnvironment(environment)).toEqual({
      accessKeyId: "id",
      accessKeySecret: "secret",
      securityToken: "token",
    });
    const credentials = await credentialsFromEnvironment(environment)(signal);
    expect(credentials.accessKeySecret.reveal()).toBe("secret");
  });
});
