import type { SubmittedJobs } from "../../src/emulator/scenario/scenario";
import { allClis } from "../support/cli";
import { behind, CLUSTER, completion, lookup, submittedJob } from "../support/configuration";
import { errorAt } from "../support/shown-diagnostics";
import { WaitWorkspace } from "../support/wait-workspace";

/** The lives of jobs by their name. */
const SUBMITTED: SubmittedJobs = {
  jobs: {
    train: {
      life: [
        { at: 0, State: "Pending" },
        { at: 0.7, State: "Running" },
        { at: 1.4, State: "Completed" },
      ],
    },
    fail: {
      life: [
        { at: 0, State: "Running" },
        { at: 0.7, State: "Failed", stderr: "out of memory\n" },
      ],
    },
    serve: { life: [{ at: 0, State: "Running" }] },
  },
};

const idOf = (name: string) => `\${ehpc_job.${name}.job_id}`;

describe.each(allClis().map((cli) => [cli.name, cli] as const))("with %s", (_, cli) => {
  let waiting: WaitWorkspace;

  beforeAll(async () => {
    waiting = await WaitWorkspace.create({
      cli,
      scenario: { clusters: { [CLUSTER]: { submitted: SUBMITTED } } },
    });
  });

  afterAll(() => waiting.close());

  const calls = (operation: string) =>
    waiting.emulator.calls.filter((call) => call.operation === operation).length;
  const destroy = () => waiting.workspace.succeed("destroy", "-auto-approve", "-no-color");

  describe("a job that is waited for", () => {
    beforeAll(() =>
      waiting.configure(
        submittedJob("train", 'output_log = "/home/train.out"', "resources = { cores = 2 }"),
        completion("train", idOf("train")),
        behind("train"),
        lookup("train", idOf("train"), "depends_on = [ehpc_job_completion.train]"),
      ),
    );

    test("a plan says what is submitted, without asking the service", async () => {
      const { text } = await waiting.plan();
      expect(text).toContain("# ehpc_job.train will be created");
      expect(text).toMatch(/job_id = \(known after apply\)/);
      expect(waiting.emulator.calls).toHaveLength(0);
    });

    test("an apply submits it once, waits for its end, and publishes", async () => {
      const { stdout } = await waiting.apply();
      expect(stdout).toContain("3 added, 0 changed, 0 destroyed");
      expect(waiting.emulator.submissions).toHaveLength(1);
      const [{ jobId, marker }] = waiting.emulator.submissions as never as [
        { jobId: string; marker: string },
      ];
      expect(await waiting.attributesOf("ehpc_job.train")).toMatchObject({
        id: `${CLUSTER}:${jobId}`,
        job_id: jobId,
        marker,
        found: true,
        job_name: "train",
        command_line: "/home/train.sh",
        output_log: "/home/train.out",
        resources: { nodes: 1, cores: 2, memory: null, gpus: null },
        queue: "comp",
      });
      expect(await waiting.attributesOf("ehpc_job_completion.train")).toMatchObject({
        state: "Completed",
        output_log: "/home/train.out",
      });
    });

    test("a second plan has no changes, and a refresh shows the end", async () => {
      await waiting.planChangesNothing();
      await waiting.apply("-refresh-only");
      expect(await waiting.attributesOf("ehpc_job.train")).toMatchObject({
        state: "Completed",
        succeeded: true,
      });
    });

    test("a plan has no changes either when the scheduler has forgotten the job", async () => {
      waiting.configure(
        submittedJob("train", 'output_log = "/home/train.out"', "resources = { cores = 2 }"),
        completion("train", idOf("train")),
        behind("train"),
      );
      waiting.emulator.removeJob(CLUSTER, String((await waiting.attributesOf("ehpc_job.train")).job_id));
      await waiting.planChangesNothing();
      await waiting.apply("-refresh-only");
      expect(await waiting.attributesOf("ehpc_job.train")).toMatchObject({
        state: "Completed",
        succeeded: true,
        found: false,
      });
      await waiting.planChangesNothing();
      expect(waiting.emulator.submissions).toHaveLength(1);
    });

    test("a destroy stops nothing that has ended", async () => {
      await destroy();
      expect(calls("StopJobs")).toBe(0);
      expect(await waiting.addresses()).toEqual([]);
    });
  });

  test("a job that fails fails the apply, and the next apply submits nothing", async () => {
    const before = waiting.emulator.submissions.length;
    waiting.configure(submittedJob("fail"), completion("fail", idOf("fail")), behind("fail"));
    const shown = errorAt("ehpc_job_completion.fail", await waiting.failingApply());
    expect(shown.summary).toBe("Job Failed");
    expect(shown.detail).toContain("out of memory");
    await waiting.failingApply();
    expect(waiting.emulator.submissions).toHaveLength(before + 1);
    expect(await waiting.addresses()).toEqual(["ehpc_job.fail"]);
    await destroy();
  });

  test("a job that still runs is stopped by a destroy, which waits for its end", async () => {
    waiting.configure(submittedJob("serve"));
    await waiting.apply();
    const jobId = String((await waiting.attributesOf("ehpc_job.serve")).job_id);
    await destroy();
    expect(calls("StopJobs")).toBe(1);
    waiting.configure(lookup("serve", jobId));
    await waiting.apply();
    expect(await waiting.attributesOf("data.ehpc_job.serve")).toMatchObject({ state: "CANCELLED" });
  });

  test("with keep it goes on", async () => {
    const before = calls("StopJobs");
    waiting.configure(submittedJob("serve", 'on_destroy = "keep"'));
    await waiting.apply();
    await destroy();
    expect(calls("StopJobs")).toBe(before);
  });

  test("a job that was forgotten before its end was seen is not submitted again, and a warning says so", async () => {
    waiting.configure(submittedJob("serve"));
    await waiting.apply();
    const before = waiting.emulator.submissions.length;
    waiting.emulator.removeJob(CLUSTER, String((await waiting.attributesOf("ehpc_job.serve")).job_id));
    const { text } = await waiting.plan();
    expect(text).toContain("Warning: Job Forgotten");
    expect(text).toContain("was last seen in state Running");
    expect(text).toContain("No changes");
    await waiting.apply();
    expect(waiting.emulator.submissions).toHaveLength(before);
    await destroy();
  });
});
