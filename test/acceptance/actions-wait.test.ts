import { ACTIONS, clisWith } from "../support/cli";
import { CLUSTER, TIME_FOR_A_LOOK } from "../support/configuration";
import { example } from "../support/examples";
import { childrenOf, ended } from "../support/processes";
import { WaitWorkspace } from "../support/wait-workspace";
import type { Running } from "../support/workspace";

const clis = clisWith("the action ehpc_job_wait", ACTIONS);

test("CLIs that know actions are named", () => {
  process.stdout.write(
    `ehpc_job_wait is tested with ${clis.map(({ name }) => name).join(", ") || "no CLI"}.\n`,
  );
});

const ADDRESS = "action.ehpc_job_wait.train";

/** The action in Terraform's language, which looks at the job often. */
function waitFor(jobId: string, ...more: readonly string[]): string {
  return `action "ehpc_job_wait" "train" {
    config {
      cluster_id = "${CLUSTER}"
      job_id     = ${jobId}
      interval   = "300ms"
      ${more.join("\n      ")}
    }
  }`;
}

const TRIGGERED = `resource "terraform_data" "train" {
  input = "1.manager"
  lifecycle {
    action_trigger {
      events  = [after_create]
      actions = [${ADDRESS}]
    }
  }
}`;

/** What the action says, line by line. */
function said(stdout: string): string[] {
  const [, ...printed] = stdout.split("Action started: ");
  return printed
    .join("")
    .split("\n")
    .flatMap((line) => {
      const [, message] = /^Action action\.ehpc_job_wait\.train(?: \([^)]*\))?: (.*)$/.exec(line) ?? [];
      return message ?? (line.startsWith("  ") ? line : []);
    });
}

/** Resolves when a command has printed a text. */
function printed({ process }: Running, text: string): Promise<void> {
  let all = "";
  return new Promise((resolve) => {
    process.stdout?.on("data", (chunk: string) => {
      all += chunk;
      if (all.includes(text)) {
        resolve();
      }
    });
  });
}

for (const cli of clis) {
  describe(`with ${cli.name}`, () => {
    let waiting: WaitWorkspace;

    beforeEach(async () => {
      waiting = await WaitWorkspace.create({ cli, scenario: { lifeBegins: "first-read" } });
    });

    afterEach(() => waiting.close());

    const invoke = ["apply", "-auto-approve", "-no-color", `-invoke=${ADDRESS}`] as const;

    test("the documented action waits in the apply that first knows the job, and not again", async () => {
      waiting.jobIs("1.manager", "Completed", { stdout: "epoch 1\n" });
      waiting.configure(example("actions/ehpc_job_wait/action.tf"));
      expect((await waiting.apply()).stdout).toContain("epoch 1");
      const looks = waiting.looksAt("1.manager");
      expect(looks).toBeGreaterThan(0);
      await waiting.planChangesNothing();
      expect(waiting.looksAt("1.manager")).toBe(looks);
    });

    test("an action that is asked for waits, and shows each state and what the job writes", async () => {
      const info = { JobQueue: "comp", JobName: "train", CreateTime: "2024-08-16T10:00:00" };
      waiting.jobIs("1.manager", "Pending", { info });
      waiting.configure(waitFor('"1.manager"', "follow_log = true"));
      const apply = waiting.workspace.start(invoke);
      await printed(apply, "submitted before it");
      let written = "\u001b[31mepoch 1\u001b[0m\n10%\r100%\n";
      waiting.jobIs("1.manager", "Running", { info, stdout: written });
      await printed(apply, "epoch 1");
      written += "epoch 2\nlast words";
      waiting.jobIs("1.manager", "Completed", { info, stdout: written });
      const { stdout } = await apply.finished;
      const lines = said(stdout);
      expect(lines[0]).toBe(
        `Waiting for job "1.manager" of cluster "${CLUSTER}" until it has succeeded, at most 24h.`,
      );
      expect(lines.filter((line) => line.startsWith("State: "))).toEqual([
        "State: Pending.",
        expect.stringMatching(/^State: Running, after \d+s in Pending\.$/),
      ]);
      expect(lines[2]).toBe("No pending job of queue comp was submitted before it.");
      expect(lines.filter((line) => line.startsWith("  "))).toEqual([
        "  epoch 1",
        "  100%",
        "  epoch 2",
        "  last words",
      ]);
      expect(lines.at(-1)).toBe(
        `Job "1.manager" of cluster "${CLUSTER}" has succeeded. Its state is Completed.`,
      );
    });

    test("a failed job fails the action with the diagnostic of a gate", async () => {
      waiting.jobIs("1.manager", "Running", {
        life: [{ at: 0.7, State: "Failed", stderr: "out of memory\n" }],
      });
      waiting.configure(waitFor('"1.manager"'));
      const { text } = await waiting.workspace.fail(...invoke);
      expect(text).toContain("Job Failed");
      expect(text).toContain(`Job "1.manager" of cluster "${CLUSTER}" has failed. state: Failed`);
      expect(text).toContain("Last lines of its standard error: out of memory");
    });

    test('a failed job is an end with until = "finished", and a time-out is told', async () => {
      waiting.jobIs("1.manager", "Failed");
      waiting.configure(waitFor('"1.manager"', 'until = "finished"'));
      const { stdout } = await waiting.workspace.succeed(...invoke);
      expect(said(stdout).at(-1)).toContain("has ended. Its state is Failed.");
      waiting.jobIs("1.manager", "Running");
      waiting.configure(waitFor('"1.manager"', `timeout = "${TIME_FOR_A_LOOK}"`));
      const { text } = await waiting.workspace.fail(...invoke);
      expect(text).toContain("Job Wait Timed Out");
    });

    test("a trigger waits once, for a job that is known only then", async () => {
      waiting.jobIs("1.manager", "Running", { life: [{ at: 0.7, State: "Completed" }] });
      waiting.configure(waitFor("terraform_data.train.output"), TRIGGERED);
      const { stdout } = await waiting.apply();
      expect(said(stdout).at(-1)).toContain("has succeeded");
      const looks = waiting.looksAt("1.manager");
      expect(looks).toBeGreaterThan(1);
      await waiting.planChangesNothing();
      await waiting.apply();
      expect(waiting.looksAt("1.manager")).toBe(looks);
    });

    test("an argument that cannot be is refused at validate", async () => {
      waiting.configure(waitFor('"1.manager"', 'until = "started"'));
      const refused = await waiting.workspace.fail("validate", "-no-color");
      expect(refused.text).toContain('The argument "until" must be one of "finished", "succeeded"');
    });

    test("Ctrl-C ends the wait with a diagnostic, and leaves no process", async () => {
      waiting.jobIs("1.manager", "Running", { stdout: "one\n" });
      waiting.configure(waitFor('"1.manager"', "follow_log = true"));
      const apply = waiting.workspace.start(invoke, { detached: true });
      await waiting.whileRunning(apply, () => waiting.looksAt("1.manager") < 2);
      const pid = apply.process.pid ?? 0;
      const providers = childrenOf(pid);
      const since = performance.now();
      process.kill(-pid, "SIGINT");
      const { status, text } = await apply.finished;
      await ended(`${cli.name}, Ctrl-C during an action`, since, [pid, ...providers]);
      expect(status).toBe(1);
      expect(text).toContain("Request Interrupted");
      expect(text).not.toContain("Plugin did not respond");
    });
  });
}
