import { clisWith, QUERIES } from "../support/cli";
import { CLUSTER } from "../support/configuration";
import { example } from "../support/examples";
import { WaitWorkspace } from "../support/wait-workspace";

const clis = clisWith("terraform query over jobs", QUERIES);

test("CLIs that know queries are named", () => {
  process.stdout.write(
    `Queries of jobs are tested with ${clis.map(({ name }) => name).join(", ") || "no CLI"}.\n`,
  );
});

const INFO = {
  JobName: "train",
  CommandLine: "-- /bin/train --model large",
  JobQueue: "comp",
  RunasUser: "testuser",
  Priority: "3",
  OutputLog: "/home/train.o1",
  CreateTime: "2024-08-16T10:00:00",
  Resources: { Nodes: "2", Cores: "4", Memory: "1gb" },
  Variables: '{"DATA":"/data"}',
};

for (const cli of clis) {
  describe(`with ${cli.name}`, () => {
    let waiting: WaitWorkspace;

    beforeAll(async () => {
      waiting = await WaitWorkspace.create({ cli, attached: true });
      waiting.configure('provider "ehpc" {}');
      waiting.jobIs("1.manager", "Running", { info: INFO });
      waiting.jobIs("2.manager", "Completed", { info: INFO });
      waiting.jobIs("3.manager", "Running", { info: { ...INFO, RunasUser: "alice", JobName: "test" } });
      waiting.workspace.write(
        "jobs.tfquery.hcl",
        example("list-resources/ehpc_job/list-resource.tfquery.hcl"),
      );
    });

    afterAll(() => waiting.close());

    const found = (stdout: string) =>
      stdout.match(/^list\..*$/gm)?.map((line) => line.replace(/ +/g, " ").trim());

    test("the documented query finds what it says", async () => {
      const { stdout } = await waiting.workspace.succeed("query", "-no-color");
      expect(found(stdout)).toEqual([
        `list.ehpc_job.unfinished cluster_id=${CLUSTER},job_id=1.manager train, Running`,
      ]);
      expect(waiting.looksAt("1.manager")).toBe(0);
    });

    test("the configuration that it writes imports the job, and plans no change, also after its end", async () => {
      await waiting.workspace.succeed("query", "-no-color", "-generate-config-out=found.tf");
      expect(waiting.workspace.read("found.tf")).toMatch(/command_line += "-- \/bin\/train --model large"/);
      const { text } = await waiting.plan();
      expect(text).toContain("Plan: 1 to import, 0 to add, 0 to change, 0 to destroy.");
      await waiting.apply();
      await waiting.planChangesNothing();
      waiting.jobIs("1.manager", "Completed", { info: INFO });
      await waiting.planChangesNothing();
      expect(await waiting.attributesOf("ehpc_job.unfinished_0")).toMatchObject({
        job_id: "1.manager",
        queue: "comp",
        variables: { DATA: "/data" },
      });
    });

    test("an argument that cannot be is shown at its line", async () => {
      waiting.workspace.write(
        "jobs.tfquery.hcl",
        `list "ehpc_job" "x" {
          provider = ehpc
          config {
            cluster_id = "${CLUSTER}"
            status     = "done"
          }
        }`,
      );
      const { text } = await waiting.workspace.fail("query", "-no-color");
      expect(text).toContain('The argument "status" must be one of "all", "finished", "unfinished"');
      expect(text).toContain('5: status = "done"');
    });
  });
}
