import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { allClis } from "../support/cli";
import { configuration } from "../support/configuration";
import { ROOT, Workspace } from "../support/workspace";

/** Nobody listens there, as a mirror that has no answer for a provider. */
const MIRROR = 'url = "https://127.0.0.1:1/providers/"';
const EXCLUDE = 'exclude = ["terraform.local/*/*"]';

/** A CLI configuration with a mirror on the network and the registries. */
const installation = (own: string, more = "") =>
  `provider_installation {\n${own}\nnetwork_mirror {\n${MIRROR}\n${more}\n}\ndirect {\n${more}\n}\n}\n`;

test.each(allClis().map((cli) => [cli.name, cli] as const))(
  "with %s, what install advises lets init find the provider beside a network mirror",
  async (_, cli) => {
    const workspace = new Workspace({ "main.tf": configuration('output "one" { value = 1 }') }, {}, cli);
    const install = () =>
      execFileSync(process.execPath, [join(ROOT, "dist/cli/main.js"), "install"], {
        env: workspace.env as NodeJS.ProcessEnv,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      }).trim();
    try {
      workspace.write("cli.tfrc", installation(""));
      const own = `filesystem_mirror {\npath = "${install()}"\ninclude = ["terraform.local/*/*"]\n}`;

      workspace.write("cli.tfrc", installation(own));
      const { text } = await workspace.fail("init", "-no-color", "-input=false");
      expect(text).toContain("terraform.local/ehpc/ehpc");

      workspace.write("cli.tfrc", installation(own, EXCLUDE));
      expect((await workspace.init()).stdout).toContain("Installed terraform.local/ehpc/ehpc");
    } finally {
      workspace.remove();
    }
  },
);
