import type { Client } from "../../../src/ehpc/api/client";
import { createClient } from "../../../src/ehpc/api/create-client";
import { staticCredentials } from "../../../src/ehpc/api/credentials";
import type { Scenario } from "../../../src/emulator/scenario/scenario";
import { type Serving, serve, stopServing } from "../serving";

const scenario: Scenario = { clusters: { c: { jobs: { 1: { info: { State: "Running" } } } } } };
const scripted = { accessKeySecret: "scripted-secret", securityToken: "scripted-token" };
const closers: Client[] = [];

afterEach(async () => {
  for (const client of closers.splice(0)) {
    client.close();
  }
  await stopServing();
});

/** What GetJob says with these credentials: the state, or the code of its refusal. */
async function readWith(
  { emulator: { endpoint }, clock }: Serving,
  key: Parameters<typeof staticCredentials>[0],
): Promise<string | null> {
  const client = createClient({ endpoint, credentials: staticCredentials(key), maxRetryMs: 0, clock });
  closers.push(client);
  return client.getJob({ clusterId: "c", jobId: "1" }).then(
    ({ job }) => job.state,
    (error) => error.code,
  );
}

it("accepts issued credentials until they expire, and the access key at all times", async () => {
  const serving = await serve(scenario);
  const { emulator, client, clock } = serving;
  const issued = emulator.issueCredentials({ lifetimeSeconds: 60 });
  expect(issued.expiration.getTime()).toBe(clock.now().getTime() + 60_000);
  expect(await readWith(serving, issued)).toBe("Running");
  await clock.advance(59_999);
  expect(await readWith(serving, issued)).toBe("Running");
  await clock.advance(1);
  expect(await readWith(serving, issued)).toBe("InvalidSecurityToken.Expired");
  expect((await client.getJob({ clusterId: "c", jobId: "1" })).job.state).toBe("Running");
  expect(emulator.calls.map(({ code }) => code)).toEqual([null, null, "InvalidSecurityToken.Expired", null]);
});

it("issues other credentials each time, which outlive a change of the scenario", async () => {
  const serving = await serve(scenario);
  const one = serving.emulator.issueCredentials({ lifetimeSeconds: 60 });
  const other = serving.emulator.issueCredentials({ lifetimeSeconds: 0 });
  expect(new Set([one, other].flatMap((key) => Object.values(key).map(String))).size).toBe(8);
  serving.emulator.update(scenario);
  expect(await readWith(serving, one)).toBe("Running");
  expect(await readWith(serving, other)).toBe("InvalidSecurityToken.Expired");
});

it("refuses issued credentials without their token, with another, and with another secret", async () => {
  const serving = await serve(scenario);
  const issued = serving.emulator.issueCredentials({ lifetimeSeconds: 60 });
  const { accessKeyId, accessKeySecret } = issued;
  expect(await readWith(serving, { accessKeyId, accessKeySecret })).toBe("MissingSecurityToken");
  expect(await readWith(serving, { ...issued, securityToken: "x" })).toBe("InvalidSecurityToken.Malformed");
  expect(await readWith(serving, { ...issued, accessKeySecret: "x" })).toBe("SignatureDoesNotMatch");
});

it("expires revoked credentials at once, and no others", async () => {
  const serving = await serve(scenario);
  const { emulator } = serving;
  const [one, other] = [60, 60].map((lifetimeSeconds) => emulator.issueCredentials({ lifetimeSeconds }));
  emulator.revokeCredentials(one?.accessKeyId ?? "");
  emulator.revokeCredentials(emulator.accessKeyId);
  emulator.revokeCredentials("unknown");
  expect(await readWith(serving, one ?? {})).toBe("InvalidSecurityToken.Expired");
  expect(await readWith(serving, other ?? {})).toBe("Running");
  expect(await readWith(serving, emulator)).toBe("Running");
});

it("accepts the scenario's credentials for their lifetime, from its beginning", async () => {
  const serving = await serve({
    ...scenario,
    credentials: { "STS.a": { ...scripted, lifetimeSeconds: 30 } },
  });
  const { emulator, clock } = serving;
  const read = () => readWith(serving, { accessKeyId: "STS.a", ...scripted });
  expect(await read()).toBe("Running");
  await clock.advance(30_000);
  expect(await read()).toBe("InvalidSecurityToken.Expired");
  emulator.update({ ...scenario, credentials: { "STS.a": { ...scripted, lifetimeSeconds: 30 } } });
  expect(await read()).toBe("Running");
  emulator.update(scenario);
  expect(await read()).toBe("InvalidAccessKeyId.NotFound");
});

it("asks the scenario's token of the access key alone", async () => {
  const serving = await serve({ ...scenario, securityToken: "T" });
  const { emulator } = serving;
  expect(await readWith(serving, emulator)).toBe("MissingSecurityToken");
  expect(await readWith(serving, { ...emulator, securityToken: "T" })).toBe("Running");
  expect(await readWith(serving, emulator.issueCredentials({ lifetimeSeconds: 60 }))).toBe("Running");
});
