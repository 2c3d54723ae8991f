import { existsSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { Client, JobRequest } from "../../src/ehpc/api/client";
import { createClient } from "../../src/ehpc/api/create-client";
import { staticCredentials } from "../../src/ehpc/api/credentials";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator/emulator";

let emulator: Emulator;
let client: Client;

afterEach(async () => {
  client.close();
  await emulator.close();
  expect(folders()).toEqual([]);
});

const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith("ehpc-job-"));

async function running(options: EmulatorOptions = {}) {
  emulator = await startEmulator({ run: true, scenario: { clusters: { c: {} } }, ...options });
  const { endpoint, accessKeyId, accessKeySecret } = emulator;
  client = createClient({ endpoint, credentials: staticCredentials({ accessKeyId, accessKeySecret }) });
}

const submit = async (commandLine: string, further: Partial<JobRequest> = {}) =>
  (await client.createJob({ clusterId: "c", jobName: "train", commandLine, ...further })).jobId;
const stateOf = async (jobId: string) => (await client.getJob({ clusterId: "c", jobId })).job.state;

async function logOf(jobId: string) {
  const { stdout, stderr } = await client.getJobLog({
    clusterId: "c",
    jobId,
    logType: "all",
    offset: 0,
    size: 100_000,
  });
  return [String(stdout ?? ""), String(stderr ?? "")];
}

/** Waits until something is so; the computer may be slow. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) {
    await sleep(20);
  }
}

const ended = (jobId: string) =>
  until(async () => !["Pending", "Running"].includes((await stateOf(jobId)) ?? ""));

it("runs the command of a job in a folder of its own, with its variables and nothing else", async () => {
  process.env.EMULATOR_TEST_SECRET = "outer";
  await running();
  const jobId = await submit(
    '-- echo "$EPOCHS $SLURM_JOB_ID$EMULATOR_TEST_SECRET"; echo bad >&2; pwd; ls -A',
    {
      variables: { EPOCHS: "3" },
    },
  );
  delete process.env.EMULATOR_TEST_SECRET;
  await ended(jobId);
  expect(await stateOf(jobId)).toBe("Completed");
  const [stdout = "", stderr] = await logOf(jobId);
  expect(stdout).toMatch(/^3 1\n\/.*\/ehpc-job-\w+\n$/);
  expect(stderr).toBe("bad\n");
  expect(existsSync(stdout.split("\n")[1] ?? "")).toBe(false);
});

it.each([
  ["slurm", "Failed"],
  ["pbs", "FAILED"],
] as const)("a command that fails is a failed job of %s", async (scheduler, state) => {
  await running({ scenario: { clusters: { c: { scheduler } } } });
  const jobId = await submit("exit 3", { postCommandLine: "-- echo after" });
  await until(async () => (await stateOf(jobId)) === state);
  expect((await logOf(jobId))[0]).toBe("after\n");
});

it("shows what a job has written while it runs, and kills it with all its children when it is stopped", async () => {
  await running();
  const jobId = await submit("-- echo begun; sleep 1000 & sleep 1000");
  await until(async () => (await logOf(jobId))[0] === "begun\n");
  expect(await stateOf(jobId)).toBe("Running");
  await client.stopJobs({ clusterId: "c", jobIds: [jobId] });
  await until(async () => folders().length === 0);
  expect(await stateOf(jobId)).toBe("CANCELLED");
});

it("ends a job whose time is up: its own, or the emulator's", async () => {
  await running({ runLimitSeconds: 0.2 });
  const jobId = await submit("sleep 1000");
  await ended(jobId);
  expect(await stateOf(jobId)).toBe("TIMEOUT");
  emulator.update({ clusters: { c: {} } });
  const own = await submit("sleep 1000", { wallTimeSeconds: 1 });
  await ended(own);
  expect(await stateOf(own)).toBe("TIMEOUT");
});

it("runs each task of an array with its index", async () => {
  await running();
  const jobId = await submit("test $SLURM_ARRAY_TASK_ID -ne 3 && echo $SLURM_ARRAY_TASK_ID", {
    arrayRequest: "1-6:1",
  });
  const tasks = [1, 2, 3, 4, 5, 6].map((index) => `${jobId}_${index}`);
  await Promise.all(tasks.map(ended));
  const states = await Promise.all(tasks.map(stateOf));
  expect(states).toEqual(["Completed", "Completed", "Failed", "Completed", "Completed", "Completed"]);
  expect((await logOf(`${jobId}_5`))[0]).toBe("5\n");
});

it("kills what still runs when the emulator is closed, or gets another scenario", async () => {
  await running();
  await submit("sleep 1000");
  await submit("sleep 1000");
  await until(async () => folders().length === 2);
  emulator.update({ clusters: { c: {} } });
  await until(async () => folders().length === 0);
  await Promise.all(Array.from({ length: 6 }, () => submit("sleep 1000")));
  await emulator.close();
  expect(folders()).toEqual([]);
});

it("plays jobs whose life the scenario gives, and runs nothing unless told to", async () => {
  await running({
    scenario: { clusters: { c: { submitted: { jobs: { train: { life: [{ at: 0, State: "Failed" }] } } } } } },
  });
  expect(await stateOf(await submit("exit 0"))).toBe("Failed");
  client.close();
  await emulator.close();
  await running({ run: false });
  await submit("-- echo really");
  expect(folders()).toEqual([]);
});
