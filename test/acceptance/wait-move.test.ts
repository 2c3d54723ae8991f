import { allClis, knows, STATE_MOVES } from "../support/cli";
import { CLUSTER, completion } from "../support/configuration";
import { WaitWorkspace } from "../support/wait-workspace";

/** A gate that is decided at plan, as JobGate makes it, and what comes after it. */
const atPlan = (jobId: string, requires = "succeeded") => `resource "null_resource" "trained" {
    triggers = {
      cluster_id = "${CLUSTER}"
      job_id     = "${jobId}"
      requires   = "${requires}"
    }
  }
  resource "terraform_data" "publish" { depends_on = [null_resource.trained] }`;

/** The same gate as CDK Terrain has it. */
const inData = (jobId: string) =>
  atPlan(jobId).replaceAll("null_resource", "terraform_data").replace("triggers =", "triggers_replace =");

/** The same gate with a wait. */
const atApply = (
  jobId: string,
  ...more: string[]
) => `${completion("trained", jobId, "interval = null", ...more)}
  resource "terraform_data" "publish" { depends_on = [ehpc_job_completion.trained] }
  moved {
    from = null_resource.trained
    to   = ehpc_job_completion.trained
  }`;

const clis = allClis().filter((cli) => knows(cli, STATE_MOVES));

if (clis.length === 0) {
  const names = allClis().map(({ name }) => name);
  test(`NOT TESTED: moves between types, which ${names.join(", ")} do not know`, () => {});
}

// By a loop, because describe.each refuses an empty list.
for (const cli of clis) {
  describe(`with ${cli.name}`, () => {
    let waiting: WaitWorkspace;

    beforeAll(async () => {
      waiting = await WaitWorkspace.create({ cli });
    });

    afterEach(() => waiting.workspace.succeed("destroy", "-auto-approve", "-no-color"));

    afterAll(() => waiting.close());

    async function gateWas(jobId: string, requires?: string): Promise<void> {
      waiting.configure(atPlan(jobId, requires));
      await waiting.apply();
    }

    test("a gate that is given a wait keeps its place, and nothing is replaced", async () => {
      waiting.jobIs("1.manager", "Completed", { info: { OutputLog: "/home/train.o1" } });
      await gateWas("1.manager");
      waiting.configure(atApply("1.manager"));
      const { text } = await waiting.plan();
      expect(text).toContain("null_resource.trained has moved to ehpc_job_completion.trained");
      expect(text).toContain("Plan: 0 to add, 0 to change, 0 to destroy.");
      const { stdout } = await waiting.apply();
      expect(stdout).toContain("0 added, 0 changed, 0 destroyed");
      expect(await waiting.attributesOf("ehpc_job_completion.trained")).toMatchObject({
        id: `${CLUSTER}:1.manager`,
        succeeded: true,
        output_log: "/home/train.o1",
        until: null,
      });
      await waiting.planChangesNothing();
      waiting.emulator.removeJob(CLUSTER, "1.manager");
      await waiting.planChangesNothing();
    });

    test("a gate of CDK Terrain that is given a wait keeps its place, too", async () => {
      waiting.jobIs("7.manager", "Completed");
      waiting.configure(inData("7.manager"));
      await waiting.apply();
      waiting.configure(atApply("7.manager").replace("null_resource.trained", "terraform_data.trained"));
      expect((await waiting.apply()).stdout).toContain("0 added, 0 changed, 0 destroyed");
      await waiting.planChangesNothing();
    });

    test("a gate that asks for either end moves with a failed job", async () => {
      waiting.jobIs("2.manager", "Failed");
      await gateWas("2.manager", "finished");
      waiting.configure(atApply("2.manager", 'until = "finished"'));
      expect((await waiting.apply()).stdout).toContain("0 added, 0 changed, 0 destroyed");
      await waiting.planChangesNothing();
    });

    test("a gate whose job has failed since does not count as open", async () => {
      waiting.jobIs("3.manager", "Completed");
      await gateWas("3.manager");
      waiting.jobIs("3.manager", "Failed");
      waiting.configure(atApply("3.manager"));
      expect((await waiting.failingApply()).text).toContain("Error: Job Failed");
    });

    test("a gate whose job runs again waits for it", async () => {
      waiting.jobIs("4.manager", "Completed");
      await gateWas("4.manager");
      waiting.jobIs("4.manager", "Running");
      waiting.configure(atApply("4.manager"));
      const apply = await waiting.applyWaitingFor("4.manager");
      waiting.jobIs("4.manager", "Completed");
      expect((await apply.finished).stdout).toContain("1 added, 0 changed, 0 destroyed");
    });

    test("a gate that moves without a refresh stays shut, and the next apply reads its job", async () => {
      waiting.jobIs("6.manager", "Completed");
      await gateWas("6.manager");
      waiting.configure(atApply("6.manager"));
      const { text } = await waiting.workspace.fail("apply", "-auto-approve", "-no-color", "-refresh=false");
      expect(text).toContain("Error: Outcome Not Read");
      expect((await waiting.apply()).stdout).toContain("0 added, 0 changed, 0 destroyed");
      await waiting.planChangesNothing();
    });

    test("a null resource that is no gate of one job is refused with what to do", async () => {
      waiting.jobIs("5.manager", "Completed");
      waiting.configure('resource "null_resource" "trained" {}');
      await waiting.apply();
      waiting.configure(atApply("5.manager"));
      const { text } = await waiting.workspace.fail("plan", "-no-color");
      expect(text).toContain("Error: Move Not Supported");
      expect(text).toContain(
        "Only the gate of one job, as JobGate makes it, can become an ehpc_job_completion.",
      );
      waiting.configure('resource "null_resource" "trained" {}');
    });
  });
}
