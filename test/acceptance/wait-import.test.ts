import { CLUSTER, completion } from "../support/configuration";
import { WaitWorkspace } from "../support/wait-workspace";

let waiting: WaitWorkspace;

beforeAll(async () => {
  waiting = await WaitWorkspace.create({ attached: true });
});

afterEach(async () => {
  for (const address of await waiting.addresses()) {
    await waiting.workspace.succeed("state", "rm", address);
  }
});

afterAll(() => waiting.close());

const declared = (jobId: string, ...more: string[]) =>
  waiting.configure(completion("train", jobId, "interval = null", ...more));

const importing = (id: string) =>
  waiting.workspace.run("import", "-no-color", "ehpc_job_completion.train", id);

async function refused(id: string): Promise<string> {
  const { status, text } = await importing(id);
  expect(status).toBe(1);
  expect(await waiting.addresses()).toEqual([]);
  return text;
}

test("a job that has succeeded is imported with its outcome, and nothing is to be changed then", async () => {
  declared("1[3].manager");
  waiting.jobIs("1[3].manager", "Completed", { info: { OutputLog: "/home/train.o1" } });
  expect(await importing(`${CLUSTER}:1[3].manager`)).toMatchObject({ status: 0 });
  await waiting.planChangesNothing();
  expect(await waiting.attributesOf("ehpc_job_completion.train")).toMatchObject({
    id: `${CLUSTER}:1[3].manager`,
    cluster_id: CLUSTER,
    job_id: "1[3].manager",
    found: true,
    succeeded: true,
    output_log: "/home/train.o1",
  });
  waiting.emulator.removeJob(CLUSTER, "1[3].manager");
  await waiting.planChangesNothing();
});

test("a job that has failed is imported as an end, but opens no gate that asks for success", async () => {
  declared("2.manager", 'until = "finished"');
  waiting.jobIs("2.manager", "Failed");
  expect(await importing(`${CLUSTER}:2.manager`)).toMatchObject({ status: 0 });
  await waiting.planChangesNothing();
  declared("2.manager");
  expect((await waiting.plan()).text).toContain('until = "finished" -> null');
  expect((await waiting.failingApply()).text).toContain("Error: Job Failed");
});

test.each(["Running", "Pending", "Sleeping"])("a job that is %s has no outcome to import", async (state) => {
  declared("3.manager");
  waiting.jobIs("3.manager", state);
  const text = await refused(`${CLUSTER}:3.manager`);
  expect(text).toContain("Error: Job Not Finished");
  expect(text).toContain(`is in state ${state}, so it has no outcome to import.`);
});

test("a job that does not exist cannot be imported", async () => {
  declared("404.manager");
  expect(await refused(`${CLUSTER}:404.manager`)).toContain("Cannot import non-existent remote object");
  expect(await refused("ehpc-hz-elsewhere:404.manager")).toContain("Error: Cluster Not Found");
});

test.each(["1.manager", `${CLUSTER}:`, ":1.manager", `${CLUSTER}/1.manager`, `${CLUSTER}:1 2`, `a b:1`])(
  "%j is not of the form of an ID",
  async (id) => {
    declared("1.manager");
    const calls = waiting.emulator.calls.length;
    const text = await refused(id);
    expect(text).toContain("Error: Invalid Import ID");
    expect(text).toContain("<cluster_id>:<job_id>, such as ehpc-hz-FYUr32abcd:1.manager");
    expect(waiting.emulator.calls).toHaveLength(calls);
  },
);

test("an ID of several tasks cannot be imported, and the import says how to name one", async () => {
  declared("36_1");
  const text = await refused(`${CLUSTER}:36_[1-3%2]`);
  expect(text).toContain("Error: Invalid Import ID");
  expect(text).toContain('Use "36" for the whole array, or the ID of one task, such as "36_1".');
});

test("an import block does the same in a plan and an apply", async () => {
  waiting.configure(
    completion("train", "5.manager", "interval = null"),
    `import {\n to = ehpc_job_completion.train\n id = "${CLUSTER}:5.manager"\n }`,
  );
  waiting.jobIs("5.manager", "Completed");
  expect((await waiting.apply()).stdout).toContain("1 imported, 0 added, 0 changed, 0 destroyed");
});
