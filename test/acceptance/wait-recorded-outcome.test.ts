import { behind, CLUSTER, completion } from "../support/configuration";
import { errorAt } from "../support/shown-diagnostics";
import { WaitWorkspace } from "../support/wait-workspace";

let waiting: WaitWorkspace;

beforeAll(async () => {
  waiting = await WaitWorkspace.create();
  waiting.configure(completion("train", "1.manager"), behind("train"));
  waiting.jobIs("1.manager", "Completed", { info: { OutputLog: "/home/train.o1" } });
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

test("takes over what the service tells later of the same outcome", async () => {
  waiting.jobIs("1.manager", "COMPLETED", {
    info: { OutputLog: "/home/train.o1", LastModifyTime: "2024-08-16T11:00:00" },
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
