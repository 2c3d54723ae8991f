import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ACTIONS, clisWith } from "../support/cli";
import { CLUSTER } from "../support/configuration";
import { example } from "../support/examples";
import { WaitWorkspace } from "../support/wait-workspace";
import { zipEntries } from "../support/zip-entries";

const clis = clisWith("the actions ehpc_job_submit and ehpc_job_stop", ACTIONS);
const PASSWORD = "hunter2hunter2";

test("CLIs that know actions are named", () => {
  process.stdout.write(
    `ehpc_job_submit is tested with ${clis.map(({ name }) => name).join(", ") || "no CLI"}.\n`,
  );
});

for (const cli of clis) {
  describe(`with ${cli.name}`, () => {
    let waiting: WaitWorkspace;

    beforeAll(async () => {
      waiting = await WaitWorkspace.create({
        cli,
        scenario: {
          clusters: { [CLUSTER]: { submitted: { job: { life: [{ at: 0, State: "Running" }] } } } },
        },
      });
    });

    afterAll(() => waiting.close());

    const invoke = (action: string) =>
      waiting.workspace.succeed("apply", "-auto-approve", "-no-color", `-invoke=action.${action}`);

    test("the documented actions submit a job and stop one", async () => {
      waiting.jobIs("1.manager", "Running");
      waiting.configure(
        example("actions/ehpc_job_submit/action.tf"),
        example("actions/ehpc_job_stop/action.tf"),
      );
      expect((await invoke("ehpc_job_submit.clean")).stdout).toContain("The job is submitted: its ID is ");
      expect(waiting.emulator.submissions).toMatchObject([{ jobName: "clean" }]);
      expect((await invoke("ehpc_job_stop.train")).stdout).toContain(
        `Job "1.manager" of cluster "${CLUSTER}" does not run any more.`,
      );
    });

    test("a password reaches the service, and is in no plan, output or state", async () => {
      waiting.configure(
        `variable "password" {
          ephemeral = true
          default   = "${PASSWORD}"
        }
        action "ehpc_job_submit" "x" {
          config {
            cluster_id           = "${CLUSTER}"
            job_name             = "secret"
            command_line         = "-- /bin/true"
            run_as_user          = "alice"
            run_as_user_password = var.password
          }
        }`,
      );
      const planned = await waiting.plan("-out=saved", "-invoke=action.ehpc_job_submit.x");
      const { stdout } = await invoke("ehpc_job_submit.x");
      expect(stdout).toContain("The job is submitted");
      const plan = zipEntries(readFileSync(path.join(waiting.workspace.dir, "saved")));
      const withoutConfig = [...plan].filter(([name]) => !name.startsWith("tfconfig/"));
      for (const text of [planned.text, stdout, ...withoutConfig.map(([, bytes]) => String(bytes))]) {
        expect(text).not.toContain(PASSWORD);
      }
      expect(readdirSync(waiting.workspace.dir).filter((name) => name.startsWith("crash"))).toEqual([]);
    });
  });
}
