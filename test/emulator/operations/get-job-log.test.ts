import { stderrTail } from "../../../src/ehpc/job-log/log-tail";
import { quickStart } from "../../../src/emulator/scenario/quick-start";
import type { Scenario, ScenarioJob } from "../../../src/emulator/scenario/scenario";
import { serve, stopServing } from "../serving";

afterEach(stopServing);

const job = { clusterId: "c", jobId: "1" };
const whole = { ...job, logType: "all", offset: 0, size: 10_240 } as const;

function ofJob(one: ScenarioJob): Scenario {
  return { clusters: { c: { jobs: { 1: one } } } };
}

const writing: ScenarioJob = {
  stdout: "submitted\n",
  life: [
    { at: 10, State: "Running", stdout: "epoch 1\n" },
    { at: 20, stdout: "epoch 2\n", stderr: "größe?\n" },
    { at: 30, State: "Failed", stderr: "out of memory\n" },
  ],
};

it("gives what a job has written so far, and its size", async () => {
  const { client, clock } = await serve(ofJob(writing));
  const texts = async () => {
    const { stdout, stderr, stdoutSize, stderrSize } = await client.getJobLog(whole);
    expect([stdoutSize, stderrSize]).toEqual([stdout.length, stderr.length]);
    return [stdout.toString(), stderr.toString()];
  };
  expect(await texts()).toEqual(["submitted\n", ""]);
  await clock.advance(10_000);
  expect(await texts()).toEqual(["submitted\nepoch 1\n", ""]);
  await clock.advance(20_000);
  expect(await texts()).toEqual(["submitted\nepoch 1\nepoch 2\n", "größe?\nout of memory\n"]);
});

it("counts offset and size in bytes, and the size of the file all the same", async () => {
  const { client, clock } = await serve(ofJob(writing));
  await clock.advance(30_000);
  const { stderr, stderrSize } = await client.getJobLog({ ...whole, offset: 3, size: 4 });
  // The ö of two bytes is cut.
  expect(stderr).toEqual(Buffer.from("größe").subarray(3, 7));
  expect(stderrSize).toBe(Buffer.byteLength("größe?\nout of memory\n"));
  expect((await client.getJobLog({ ...whole, offset: 1_000 })).stderr).toHaveLength(0);
});

it.each([
  ["stdout", "submitted\n", "", 10, null],
  ["stderr", "", "late\n", null, 5],
] as const)("gives %s alone where that is asked for", async (logType, out, err, outSize, errSize) => {
  const { client } = await serve(ofJob({ stdout: "submitted\n", stderr: "late\n" }));
  const { stdout, stderr, stdoutSize, stderrSize } = await client.getJobLog({ ...whole, logType });
  expect([stdout.toString(), stderr.toString()]).toEqual([out, err]);
  expect([stdoutSize, stderrSize]).toEqual([outSize, errSize]);
});

it("gives no more than 400 KiB at once", async () => {
  const { client } = await serve(ofJob({ stdout: "x".repeat(500 * 1024) }));
  const { stdout, stdoutSize } = await client.getJobLog({ ...whole, size: 1024 * 1024 });
  expect([stdout.length, stdoutSize]).toEqual([400 * 1024, 500 * 1024]);
});

it("gives at most as much at once as the scenario says, and cuts or refuses the rest", async () => {
  const jobs = { 1: { stdout: "0123456789" } };
  const cut = await serve({ clusters: { c: { logLimit: { bytes: 4 }, jobs } } });
  expect(String((await cut.client.getJobLog({ ...whole, offset: 3 })).stdout)).toBe("3456");
  const refusing = await serve({ clusters: { c: { logLimit: { bytes: 4, beyond: "refused" }, jobs } } });
  await expect(refusing.client.getJobLog({ ...whole, size: 5 })).rejects.toMatchObject({
    code: "InvalidParams",
  });
  expect(String((await refusing.client.getJobLog({ ...whole, size: 4 })).stdout)).toBe("0123");
});

it("gives a log that grows while its job runs", async () => {
  const { client, clock } = await serve(
    ofJob({
      life: [
        { at: 0, State: "Running", stdout: { text: "line {line}\n", everySeconds: 2 } },
        { at: 5, State: "Completed", stdout: { base64: "/w==" } },
      ],
    }),
  );
  const size = async () => (await client.getJobLog(whole)).stdoutSize;
  expect(await size()).toBe(14);
  await clock.advance(4_000);
  expect(await size()).toBe(42);
  await clock.advance(60_000);
  const { stdout } = await client.getJobLog({ ...whole, offset: 28 });
  expect(stdout).toEqual(Buffer.from("line 00000003\n\xff", "latin1"));
});

it("refuses logs when the scenario has none", async () => {
  const { client } = await serve({ clusters: { c: { logsAvailable: false, jobs: { 1: writing } } } });
  await expect(client.getJobLog(whole)).rejects.toMatchObject({ code: "InvalidParams", httpStatus: 400 });
  expect((await client.getJob(job)).job.jobId).toBe("1");
});

it.each(["invalid-params", "agent-error"] as const)(
  "has no log of a missing job (%s)",
  async (missingJob) => {
    const { client } = await serve({ missingJob, clusters: { c: {} } });
    await expect(client.getJobLog(whole)).rejects.toMatchObject({ kind: "job-not-found" });
  },
);

it("returns an empty response for a missing job with missingJob empty-job-info", async () => {
  const { client } = await serve({ missingJob: "empty-job-info", clusters: { c: {} } });
  expect(await client.getJobLog(whole)).toMatchObject({ stdoutSize: null, stderrSize: null });
});

it("has the log of the quick start that the example of logs searches for", async () => {
  const { client, clock } = await serve(quickStart);
  const trained = { clusterId: "ehpc-hz-FYUr32abcd", jobId: "1.manager" };
  await client.getJob(trained);
  await clock.advance(5_000);
  const { stdout } = await client.getJobLog({ ...whole, ...trained });
  expect(stdout.toString()).toBe("epoch 1\nmodel saved\n");
});

describe("the tail of standard error", () => {
  const signal = new AbortController().signal;

  it("explains the failure of the quick start", async () => {
    const { client, clock } = await serve(quickStart);
    const failing = { clusterId: "ehpc-hz-FYUr32abcd", jobId: "2.manager" };
    await client.getJob(failing);
    await clock.advance(5_000);
    expect(await stderrTail(client, failing, { lines: 20, signal })).toEqual([
      "evaluate: 812 of 1000 samples read",
      "evaluate: samples/812.npz: No space left on device",
    ]);
  });

  it("is the end of a long log", async () => {
    const lines = Array.from({ length: 9_000 }, (_, index) => `${index} größer`);
    const { client, emulator } = await serve(ofJob({ stderr: lines.join("\n") }));
    expect(await stderrTail(client, job, { lines: 20, signal })).toEqual(lines.slice(-20));
    expect(emulator.calls).toHaveLength(2);
  });

  it("is refused when the cluster has no logs", async () => {
    const { client } = await serve({
      clusters: { c: { jobs: { 1: { error: { code: "Forbidden.RAM", operation: "GetJobLog" } } } } },
    });
    expect(await stderrTail(client, job, { lines: 20, signal })).toBeNull();
    expect((await client.getJob(job)).job.jobId).toBe("1");
  });
});
