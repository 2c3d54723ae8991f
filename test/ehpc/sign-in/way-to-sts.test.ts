import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readSignInSettings } from "../../../src/ehpc/sign-in/settings";
import { signIn } from "../../../src/ehpc/sign-in/sign-in";
import { createCertificateAuthority } from "../../support/certificate-authority";
import { type ConnectProxy, startConnectProxy } from "../../support/connect-proxy";
import { type GrantServer, grantServer, stsAnswer } from "../../support/grant-servers";
import { startTlsFront, type TlsFront } from "../../support/tls-front";

/** In a company, STS is behind the proxy only, with certificates of the company's own authority. */
const HOSTS = ["sts.aliyuncs.com", "sts.cn-hangzhou.aliyuncs.com", "sts-vpc.cn-beijing.aliyuncs.com"];
const authority = createCertificateAuthority();

let folder: string;
let sts: GrantServer;
let fronts: TlsFront[];
let proxy: ConnectProxy;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "ehpc-sts-"));
  writeFileSync(path.join(folder, "ca.pem"), authority.certificate);
  const expiration = new Date(Date.now() + 3_600_000);
  const granted = { accessKeyId: "STS.1", accessKeySecret: "secret", securityToken: "token", expiration };
  sts = await grantServer(() => stsAnswer(granted));
  fronts = await Promise.all(HOSTS.map((host) => startTlsFront(sts.origin, authority.issue(host))));
});

beforeEach(async () => {
  const routes = Object.fromEntries(
    HOSTS.map((host, index) => [`${host}:443`, fronts[index]?.address ?? ""]),
  );
  proxy = await startConnectProxy({ routes, login: "me:s3cret" });
});

afterEach(() => proxy.close());

afterAll(async () => {
  await Promise.all([sts, ...fronts].map((server) => server.close()));
  rmSync(folder, { recursive: true });
});

function assume(region: string | null, env: Record<string, string> = {}) {
  const environment = {
    HTTPS_PROXY: `http://me:s3cret@${proxy.address}`,
    SSL_CERT_FILE: path.join(folder, "ca.pem"),
    ...env,
  };
  const assumeRole = { roleArn: "acs:ram::1234567890123456:role/reader" };
  const given = { accessKeyId: "LTAI", accessKeySecret: "base", assumeRole };
  return signIn(readSignInSettings(given, environment), { environment, region })(
    new AbortController().signal,
  );
}

test.each([
  ["of all regions where none is known", null, {}, HOSTS[0]],
  ["of the region", "cn-hangzhou", {}, HOSTS[1]],
  [
    "inside the VPC of the region that the environment names",
    "cn-hangzhou",
    { ALIBABA_CLOUD_STS_REGION: "cn-beijing", ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED: "true" },
    HOSTS[2],
  ],
  ["that the environment names by its host", "cn-hangzhou", { STS_ENDPOINT: HOSTS[0] ?? "" }, HOSTS[0]],
])("STS %s is asked, through the proxy", async (_, region, env, host) => {
  expect(await assume(region, env)).toMatchObject({ accessKeyId: "STS.1" });
  expect(proxy.asked).toEqual([`${host}:443`]);
});

test("a proxy that refuses is named, without its password", async () => {
  const refused = assume("cn-hangzhou", { HTTPS_PROXY: `http://me:0ther@${proxy.address}` });
  await expect(refused).rejects.toMatchObject({ kind: "credentials", parameter: "assumeRole" });
  await refused.catch(({ message }) => {
    expect(message).toContain(`The proxy http://${proxy.address} (from HTTPS_PROXY) refused`);
    expect(message).not.toContain("0ther");
  });
});
