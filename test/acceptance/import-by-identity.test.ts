import { allClis, knows, RESOURCE_IDENTITY } from "../support/cli";
import { CLUSTER, completion } from "../support/configuration";
import { WaitWorkspace } from "../support/wait-workspace";

const clis = allClis().filter((cli) => knows(cli, RESOURCE_IDENTITY));

const importing = (address: string, jobId: string) => `import {
  to = ${address}
  identity = {
    cluster_id = "${CLUSTER}"
    job_id     = "${jobId}"
  }
}`;

if (clis.length === 0) {
  const names = allClis().map(({ name }) => name);
  test(`NOT TESTED: import by identity, which ${names.join(", ")} do not know`, () => {});
}

// By a loop, because describe.each refuses an empty list.
for (const cli of clis) {
  describe(`with ${cli.name}`, () => {
    let waiting: WaitWorkspace;

    beforeAll(async () => {
      waiting = await WaitWorkspace.create({ cli });
    });

    afterAll(() => waiting.close());

    test("an outcome is imported by the identity of its job", async () => {
      waiting.jobIs("1.manager", "Completed");
      waiting.configure(
        completion("train", "1.manager", "interval = null"),
        importing("ehpc_job_completion.train", "1.manager"),
      );
      expect((await waiting.apply()).stdout).toContain("1 imported, 0 added, 0 changed, 0 destroyed");
      await waiting.planChangesNothing();
    });

    test("an identity that no job has is refused", async () => {
      waiting.configure(
        completion("many", "36_1", "interval = null"),
        importing("ehpc_job_completion.many", "36_[1-3]"),
      );
      const { text } = await waiting.workspace.fail("plan", "-no-color");
      expect(text).toContain("Error: Invalid Import Identity");
      expect(text).toContain('Use "36" for the whole array');
    });
  });
}
