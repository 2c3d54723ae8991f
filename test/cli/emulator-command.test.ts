import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createClient } from "../../src/ehpc/api/create-client";
import { credentialsFromEnvironment, fromEnvironment } from "../../src/ehpc/api/environment";
import { createTerminal, type RecordedTerminal, runIn } from "./terminal";

let terminal: RecordedTerminal;

beforeEach(() => {
  terminal = createTerminal();
});
afterEach(() => {
  terminal.interrupt();
  terminal.remove();
});

/** What a shell has after reading standard output. */
function environmentIn(output: string): Record<string, string> {
  return Object.fromEntries(
    [...output.matchAll(/^export (\w+)='([^']*)'$/gm)].map(([, name, value]) => [name, value]),
  );
}

async function readJob(environment: Record<string, string>, clusterId: string, jobId: string) {
  const endpoint = fromEnvironment("endpoint", environment) ?? "";
  const client = createClient({
    endpoint,
    credentials: credentialsFromEnvironment(environment),
    maxRetryMs: 0,
  });
  try {
    return (await client.getJob({ clusterId, jobId })).job;
  } finally {
    client.close();
  }
}

it("prints an environment with which a client reads the quick start's job, and ends with 0 on Ctrl-C", async () => {
  const ended = runIn(terminal, "emulator");
  await terminal.firstOutput;
  const environment = environmentIn(terminal.written.out);
  expect((await readJob(environment, "ehpc-hz-FYUr32abcd", "1.manager")).state).toBe("Pending");
  expect(fromEnvironment("region", environment)).toBe("cn-hangzhou");
  terminal.interrupt();
  expect(await ended).toBe(0);
  await expect(readJob(environment, "ehpc-hz-FYUr32abcd", "1.manager")).rejects.toMatchObject({
    kind: "unreachable",
  });
});

it("unsets variables that would come before the printed ones", async () => {
  terminal.remove();
  terminal = createTerminal({
    ALICLOUD_ACCESS_KEY: "real",
    ALIBABA_CLOUD_SECURITY_TOKEN: "real",
    PATH: "/bin",
  });
  const ended = runIn(terminal, "emulator");
  await terminal.firstOutput;
  terminal.interrupt();
  expect(await ended).toBe(0);
  expect(terminal.written.out).toMatch(/^unset ALICLOUD_ACCESS_KEY ALIBABA_CLOUD_SECURITY_TOKEN\n/);
  expect(terminal.written.out).not.toContain("real");
});

it("plays a scenario file, and answers with the response file that it names byte for byte", async () => {
  mkdirSync(terminal.workingDirectory);
  const file = join(terminal.workingDirectory, "scenario.json");
  const answer = '{ "RequestId":"R-1",\n\n  "JobInfo": {"JobId": 7, "State":"Weird "}, "Success":"true" }\n';
  writeFileSync(join(terminal.workingDirectory, "answer.json"), answer);
  writeFileSync(
    file,
    JSON.stringify({ clusters: { c: { jobs: { "7": { responseFile: "answer.json" } } } } }),
  );
  const ended = runIn(terminal, "emulator", "--scenario", file);
  await terminal.firstOutput;
  expect(await readJob(environmentIn(terminal.written.out), "c", "7")).toMatchObject({
    jobId: "7",
    state: "Weird",
  });
  terminal.interrupt();
  expect(await ended).toBe(0);
});

describe("ends with 2 and says why", () => {
  it("when the port is not a port", async () => {
    expect(await runIn(terminal, "emulator", "--port", "70000")).toBe(2);
    expect(terminal.written.note).toContain("The port must be a number from 0 to 65535.");
  });

  it("when the port is taken", async () => {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(await runIn(terminal, "emulator", "--port", String(port))).toBe(2);
    expect(terminal.written.note).toBe(
      `The emulator cannot listen on 127.0.0.1, port ${port} (EADDRINUSE).\n`,
    );
    server.close();
    await once(server, "close");
  });

  it("when the scenario is missing", async () => {
    expect(await runIn(terminal, "emulator", "--scenario", "/no/such/file.json")).toBe(2);
    expect(terminal.written.note).toContain("/no/such/file.json");
  });

  it("when the scenario is wrong, with the place in it", async () => {
    mkdirSync(terminal.workingDirectory);
    const file = join(terminal.workingDirectory, "scenario.json");
    writeFileSync(file, '{"clusters":{"c":{"jobs":{"1[3].m":{"life":[{"at":0},{"at":0}]}}}}}');
    expect(await runIn(terminal, "emulator", "--scenario", file)).toBe(2);
    expect(terminal.written.note).toBe(
      `${file}: scenario.clusters["c"].jobs["1[3].m"].life[1].at must be later than the stage before.\n`,
    );
  });

  it.each([[["emulate"]], [["emulator", "--colour"]], [[]]])("for the arguments %j", async (args) => {
    expect(await runIn(terminal, ...args)).toBe(2);
    expect(terminal.written.out).toBe("");
    expect(terminal.written.note).not.toBe("");
  });
});

it("ends with 0 for help and version", async () => {
  expect(await runIn(terminal, "--help")).toBe(0);
  expect(terminal.written.out).toContain("emulator");
  expect(await runIn(terminal, "--version")).toBe(0);
});

it.each(["SIGINT", "SIGTERM"] as const)(
  "ends as a process on %s, also when nobody reads its output",
  async (signal) => {
    const child = spawn(process.execPath, ["--import", "tsx", "src/cli/main.ts", "emulator"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    await once(child.stdout, "data");
    child.stdout.destroy();
    child.kill(signal);
    expect(await once(child, "exit")).toEqual([0, null]);
  },
);
