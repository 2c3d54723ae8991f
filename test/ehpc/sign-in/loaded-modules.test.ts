import { readSignInSettings } from "../../../src/ehpc/sign-in/settings";
import { signIn } from "../../../src/ehpc/sign-in/sign-in";
import { grantServer, membersOf } from "../../support/grant-servers";

const { signal } = new AbortController();

/** The modules of `@alicloud/credentials` that are loaded by now. */
const loaded = () => Object.keys(require.cache).filter((file) => file.includes("@alicloud/credentials"));

function ask(environment: Record<string, string>) {
  return signIn(readSignInSettings({}, environment), { environment })(signal);
}

test("an access key loads no credentials library, and credentials that are fetched do", async () => {
  await ask({ ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "secret" });
  expect(loaded()).toEqual([]);
  const expiration = new Date(Date.now() + 3_600_000);
  const granted = { accessKeyId: "STS.1", accessKeySecret: "secret", securityToken: "token", expiration };
  const server = await grantServer(() => ({ body: membersOf(granted) }));
  try {
    await ask({ ALIBABA_CLOUD_CREDENTIALS_URI: server.origin });
  } finally {
    await server.close();
  }
  expect(loaded()).not.toEqual([]);
});
