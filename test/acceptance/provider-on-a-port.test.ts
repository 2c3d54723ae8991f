import { allClis } from "../support/cli";
import { sampleWorkspace } from "../support/sample-workspace";

// A provider as it listens on Windows, where there is no Terraform to try it with.
test.each(allClis().map((cli) => ({ name: cli.name, cli })))(
  "$name talks to a provider on a loopback port",
  async ({ cli }) => {
    const workspace = sampleWorkspace(
      {
        "main.tf":
          'data "sample_echo" "x" { text = "hello" }\noutput "x" { value = data.sample_echo.x.text }',
      },
      cli,
    );
    try {
      workspace.env.SAMPLE_PLATFORM = "win32";
      await workspace.init();
      workspace.env.TF_LOG = "DEBUG";
      const { stdout, stderr } = await workspace.succeed("apply", "-auto-approve", "-no-color");
      expect(stdout).toContain('x = "hello"');
      expect(stderr).toMatch(/: Listening: .*network=tcp/);
      expect(stderr).not.toContain("network=unix");
    } finally {
      workspace.remove();
    }
  },
);
