import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { ACTIONS, clisWith } from "../support/cli";
import { sampleWorkspace } from "../support/sample-workspace";
import type { Workspace } from "../support/workspace";

const clis = clisWith("actions", ACTIONS);

test("CLIs that know actions are named", () => {
  process.stdout.write(`Actions are tested with ${clis.map(({ name }) => name).join(", ") || "no CLI"}.\n`);
});

for (const cli of clis) {
  describe(`with ${cli.name}`, () => {
    let workspace: Workspace;

    beforeAll(async () => {
      workspace = sampleWorkspace({}, cli);
      await workspace.init();
    });

    afterAll(() => workspace.remove());

    beforeEach(() => rmSync(announcements(), { force: true }));

    const announcements = () => path.join(workspace.dir, "things/announcements.json");
    const announced = () => (existsSync(announcements()) ? readFileSync(announcements(), "utf8") : "");
    const announcing = (...lines: readonly string[]) =>
      `action "sample_announce" "x" {\n  config {\n    ${lines.join("\n    ")}\n  }\n}\n`;
    const invoke = ["apply", "-auto-approve", "-no-color", "-invoke=action.sample_announce.x"] as const;

    test("an action that is asked for is done, and its progress printed", async () => {
      workspace.write("main.tf", announcing('text = "hello"'));
      const { stdout } = await workspace.succeed(...invoke);
      expect(announced()).toBe("hello\n");
      expect(stdout).toMatch(
        /Action started: action\.sample_announce\.x[\s\S]+Announcing hello\.[\s\S]+Announced hello\.\nIn two lines\.[\s\S]+Action complete/,
      );
    });

    test("an apply that does not ask for an action does not do it", async () => {
      workspace.write("main.tf", announcing('text = "hello"'));
      await workspace.succeed("apply", "-auto-approve", "-no-color");
      expect(announced()).toBe("");
    });

    test("an action is done around the change of a resource, with what is known only then", async () => {
      workspace.write(
        "main.tf",
        `${announcing("text = terraform_data.x.output")}
        resource "terraform_data" "x" { input = "later" }
        resource "terraform_data" "y" {
          input = 1
          lifecycle {
            action_trigger {
              events  = [after_create]
              actions = [action.sample_announce.x]
            }
          }
        }`,
      );
      expect((await workspace.succeed("plan", "-no-color")).text).toContain("1 to invoke");
      await workspace.succeed("apply", "-auto-approve", "-no-color");
      expect(announced()).toBe("later\n");
      expect((await workspace.succeed("plan", "-no-color")).stdout).toContain("No changes");
    });

    test("an argument that is not acceptable is refused at validate, at its line", async () => {
      workspace.write("main.tf", announcing('text = "much too long"'));
      const { text } = await workspace.fail("validate", "-no-color");
      expect(text).toContain('The argument "text" must have at most 8 characters.');
      expect(text).toContain('3: text = "much too long"');
    });

    test("an action that fails ends the apply with its diagnostic", async () => {
      workspace.write("main.tf", announcing('text = "hello"', 'way = "fail"'));
      const { text } = await workspace.fail(...invoke);
      expect(text).toContain("Cannot Announce");
      expect(text).toContain("The test asked for that.");
      expect(announced()).toBe("");
    });

    test("an action that fails as none should is told as a defect, without its message", async () => {
      workspace.write("main.tf", announcing('text = "hello"', 'way = "throw"'));
      const { text } = await workspace.fail(...invoke);
      expect(text).toContain("Provider Defect");
      expect(text).not.toContain("hunter2");
    });

    test("a warning is shown", async () => {
      workspace.write("main.tf", announcing('text = "hello"', 'way = "warn"'));
      expect((await workspace.succeed(...invoke)).text).toContain("Odd Text");
    });

    test("Ctrl-C ends an action", async () => {
      workspace.write("main.tf", announcing('text = "hello"', 'way = "hang"'));
      const { process: child, finished } = workspace.start(invoke, { detached: true });
      await new Promise<void>((resolve) => {
        child.stdout?.on("data", (chunk) => String(chunk).includes("Announcing") && resolve());
      });
      process.kill(-(child.pid ?? 0), "SIGINT");
      const { status, text } = await finished;
      expect(status).toBe(1);
      expect(text).toContain("Request Interrupted");
      expect(text).not.toContain("Plugin did not respond");
    });
  });
}
