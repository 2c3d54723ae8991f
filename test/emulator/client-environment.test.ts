import { accessKeyFromEnvironment, fromEnvironment } from "../../src/ehpc/api/environment";
import { clientEnvironment } from "../../src/emulator/client-environment";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator();
});

afterAll(() => emulator.close());

test.each([
  {},
  { ALICLOUD_ACCESS_KEY: "x", ALICLOUD_SECRET_KEY: "y", ALICLOUD_SECURITY_TOKEN: "t", ALICLOUD_REGION: "r" },
  { ALIBABA_CLOUD_SECURITY_TOKEN: "t", EHPC_ENDPOINT: "https://ehpc.example.com", UNRELATED: "kept" },
])("a client's environment leads to the emulator, whatever was in it: %j", (before) => {
  const { set, unset } = clientEnvironment(emulator, before);
  const after: Record<string, string | undefined> = { ...before, ...set };
  for (const name of unset) {
    delete after[name];
  }
  expect(fromEnvironment("endpoint", after)).toBe(emulator.endpoint);
  expect(accessKeyFromEnvironment(after)).toEqual({
    accessKeyId: emulator.accessKeyId,
    accessKeySecret: emulator.accessKeySecret,
    securityToken: null,
  });
  expect(unset).not.toContain("UNRELATED");
});
