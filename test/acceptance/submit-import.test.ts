import { CLUSTER, submittedJob } from "../support/configuration";
import { WaitWorkspace } from "../support/wait-workspace";

let waiting: WaitWorkspace;

beforeAll(async () => {
  waiting = await WaitWorkspace.create({ attached: true });
});

afterAll(() => waiting.close());

const importing = (id: string) => waiting.workspace.run("import", "-no-color", "ehpc_job.train", id);

test("a job that runs is imported with all that the scheduler shows, and nothing is to be changed then", async () => {
  waiting.jobIs("1.manager", "Running", {
    info: {
      JobName: "train",
      CommandLine: "/home/train.sh",
      JobQueue: "gpu",
      RunasUser: "trainer",
      Priority: "3",
      OutputLog: "/home/train.o1",
      Resources: { Nodes: 1, Cores: 2, Memory: "1gb", Gpus: 1 },
      Variables: [
        { Name: "EPOCHS", Value: "20" },
        { Name: "EHPC_SUBMISSION_TOKEN", Value: "m-1" },
      ],
    },
  });
  waiting.configure(submittedJob("train"));
  expect(await importing(`${CLUSTER}:1.manager`)).toMatchObject({ status: 0 });
  await waiting.planChangesNothing();
  expect(await waiting.attributesOf("ehpc_job.train")).toMatchObject({
    id: `${CLUSTER}:1.manager`,
    job_id: "1.manager",
    queue: "gpu",
    run_as_user: "trainer",
    priority: 3,
    output_log: "/home/train.o1",
    resources: { nodes: 1, cores: 2, memory: "1gb", gpus: 1 },
    variables: { EPOCHS: "20" },
    marker: "m-1",
    token: null,
  });
});

test("the same arguments in the configuration change nothing, and another one replaces the job", async () => {
  const same = ['queue = "gpu"', "priority = 3", 'variables = { EPOCHS = "20" }'];
  waiting.configure(
    submittedJob("train", ...same, 'resources = { nodes = 1, cores = 2, memory = "1gb", gpus = 1 }'),
  );
  await waiting.planChangesNothing();
  waiting.configure(submittedJob("train", 'queue = "other"'));
  expect((await waiting.plan()).text).toContain("must be replaced");
});

test("a destroy stops it", async () => {
  await waiting.workspace.succeed("destroy", "-auto-approve", "-no-color");
  expect(waiting.emulator.calls.filter(({ operation }) => operation === "StopJobs")).toHaveLength(1);
});

test.each(["404.manager", ""])("%j names no job that could be imported", async (jobId) => {
  waiting.configure(submittedJob("train"));
  const { status, text } = await importing(`${CLUSTER}:${jobId}`);
  expect(status).toBe(1);
  expect(text).toContain(
    jobId === "" ? "Error: Invalid Import ID" : "Cannot import non-existent remote object",
  );
});
