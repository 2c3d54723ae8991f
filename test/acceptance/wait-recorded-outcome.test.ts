import { behind, CLUSTER, completion } from "../support/configuration";
import { errorAt } from "../support/shown-diagnostics";
import { WaitWorkspace } from "../support/wait-workspace";

const SUBMITTED = { OutputLog: "/home/train.o1", CreateTime: "2024-08-16T10:52:48" };

let waiting: WaitWorkspace;

beforeAll(async () => {
  waiting = await WaitWorkspace.create();
  waiting.configure(
    'provider "ehpc" { max_retry_timeout = 1 }',
    completion("train", "1.manager"),
    behind("train"),
  );
  waiting.jobIs("1.manager", "Completed", { info: SUBMITTED });
  await waiting.apply();
});

beforeEach(() => waiting.emulator.update({ clusters: { [CLUSTER]: {} } }));

afterAll(() => waiting.close());

test.each(["invalid-params", "agent-error", "empty-job-info"] as const)(
  "stays when the scheduler has forgotten the job, whichever way the service says so (%s)",
  async (missingJob) => {
    waiting.emulator.update({ missingJob, clusters: { [CLUSTER]: {} } });
    await waiting.planChangesNothing();
    expect(waiting.looksAt("1.manager")).toBeGreaterThan(0);
  },
);

test("stays when the cluster is gone", async () => {
  waiting.emulator.update({ clusters: {} });
  await waiting.planChangesNothing();
});

test.each(["Running", "Failed", "Sleeping"])(
  "stays when the job under this ID is %s by now: another one, or the same once more",
  async (state) => {
    waiting.jobIs("1.manager", state, { info: { OutputLog: "/home/other.o1" } });
    await waiting.planChangesNothing();
  },
);

test("stays when another job under this ID has ended in the same way", async () => {
  waiting.jobIs("1.manager", "Completed", {
    info: { OutputLog: "/home/other.o1", CreateTime: "2026-01-01T00:00:00" },
  });
  await waiting.planChangesNothing();
});

test.each(["", "Unknown", "1970-01-01T00:00:00"])(
  "stays when it was not told when the job was submitted (%j), and another job has its ID now",
  async (CreateTime) => {
    const first = await WaitWorkspace.create();
    try {
      first.configure(completion("train", "7"), behind("train"));
      first.jobIs("7", "Completed", { info: { OutputLog: "/home/first.o7", CreateTime } });
      await first.apply();
      const another = { OutputLog: "/home/other.o7", JobName: "other" };
      for (const submitted of [CreateTime, "2026-01-01T00:00:00"]) {
        first.jobIs("7", "Completed", { info: { ...another, CreateTime: submitted } });
        await first.planChangesNothing();
      }
      await first.apply();
      expect(await first.attributesOf("ehpc_job_completion.train")).toMatchObject({
        job_name: null,
        output_log: "/home/first.o7",
      });
    } finally {
      await first.close();
    }
  },
);

test("stays when the service tells less of the job than before", async () => {
  waiting.emulator.setJob(CLUSTER, "1.manager", { info: { State: "Completed" } });
  await waiting.planChangesNothing();
});

test("stays, with a warning, when the agent on the cluster fails for reasons of its own", async () => {
  waiting.jobIs("1.manager", "Completed", { error: { code: "AgentError" } });
  const { text } = await waiting.plan();
  expect(text).toContain("No changes.");
  expect(text).toContain("Warning: Outcome Not Refreshed");
  expect(text).toContain("its recorded outcome stays unchanged: state Completed (phase succeeded).");
});

test("stays, with a warning, when something on the way answers with a page", async () => {
  waiting.emulator.setJob(CLUSTER, "1.manager", { response: "<html><body>Sign in</body></html>" });
  const { text } = await waiting.plan();
  expect(text).toContain("No changes.");
  expect(text).toContain("Warning: Outcome Not Refreshed");
  expect(text).toContain("an HTML page");
});

test.each([{ JobName: "other" }, { RunasUser: "bob" }])(
  "stays when another job was submitted in the same second and has this ID now (%j)",
  async (other) => {
    const first = await WaitWorkspace.create();
    try {
      first.configure(completion("train", "7"), behind("train"));
      const mine = { ...SUBMITTED, JobName: "train", RunasUser: "alice" };
      first.jobIs("7", "Completed", { info: mine });
      await first.apply();
      first.jobIs("7", "Completed", { info: { ...mine, ...other, OutputLog: "/home/other.o7" } });
      await first.planChangesNothing();
    } finally {
      await first.close();
    }
  },
);

test("takes over what the service tells later of the same outcome", async () => {
  waiting.jobIs("1.manager", "COMPLETED", {
    info: { ...SUBMITTED, LastModifyTime: "2024-08-16T11:00:00" },
  });
  await waiting.apply();
  expect(await waiting.attributesOf("ehpc_job_completion.train")).toMatchObject({
    state: "COMPLETED",
    last_modify_time: "2024-08-16T11:00:00",
  });
});

test("cannot be refreshed while the service fails, and is not lost by that", async () => {
  waiting.jobIs("1.manager", "Completed", { error: { code: "Forbidden.RAM" } });
  const shown = errorAt("ehpc_job_completion.train", await waiting.workspace.fail("plan"));
  expect(shown).toMatchObject({ summary: "Not Authorized" });
  expect(shown.detail).toContain('Could not refresh job "1.manager"');
  await waiting.planChangesNothing("-refresh=false");
});

test("is destroyed without the job and without the service's word on it", async () => {
  const { stdout } = await waiting.workspace.succeed("destroy", "-auto-approve");
  expect(stdout).toContain("2 destroyed");
  expect(await waiting.addresses()).toEqual([]);
  expect(waiting.emulator.calls.every(({ operation }) => operation === "GetJob")).toBe(true);
});
