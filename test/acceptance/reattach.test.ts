import { terraformEnvironment } from "../../scripts/terraform/plugin-environment";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { allClis } from "../support/cli";
import { CLUSTER, configuration, lookup } from "../support/configuration";
import { type PluginProcess, startProcess } from "../support/plugin-process";
import { ownExecutable } from "../support/programs";
import { Workspace } from "../support/workspace";

const PLANS = 10;

let here: Emulator;
let there: Emulator;
let provider: PluginProcess;
let reattach: Record<string, string>;

beforeAll(async () => {
  const jobs = (State: string) => ({
    clusters: { [CLUSTER]: { jobs: { "7.manager": { info: { State } } } } },
  });
  here = await startEmulator({ scenario: jobs("Running") });
  there = await startEmulator({ scenario: jobs("Failed") });
  provider = startProcess(
    ownExecutable(),
    ["--debug"],
    terraformEnvironment({ TF_PLUGIN_MAGIC_COOKIE: undefined, PLUGIN_CLIENT_CERT: undefined }),
  );
  const text = (await provider.lines(6)).join("\n");
  reattach = { TF_REATTACH_PROVIDERS: /TF_REATTACH_PROVIDERS='(.*)'/.exec(text)?.[1] ?? "" };
});

afterAll(async () => {
  provider.child.kill("SIGINT");
  await provider.ended;
  await Promise.all([here.close(), there.close()]);
});

/** A block of the provider that leads to this emulator. */
function leadingTo(emulator: Emulator, ...more: readonly string[]): string {
  return `provider "ehpc" {
    endpoint   = "${emulator.endpoint}"
    access_key = "${emulator.accessKeyId}"
    secret_key = "${emulator.accessKeySecret}"
    ${more.join("\n")}
  }`;
}

describe.each(allClis().map((cli) => ({ name: cli.name, cli })))(
  "a provider with --debug, $name",
  ({ cli }) => {
    let workspace: Workspace;

    beforeAll(async () => {
      workspace = new Workspace({ "main.tf": configuration() }, reattach, cli);
      await workspace.init();
    });

    afterAll(() => workspace.remove());

    /** The states that a plan shows. */
    async function planned(...blocks: readonly string[]): Promise<string> {
      workspace.write("main.tf", configuration(...blocks));
      const { stdout } = await workspace.succeed("plan", "-no-color");
      return /states\s+= "(.*)"/.exec(stdout)?.[1] ?? stdout;
    }

    test("answers each alias of one configuration from its own endpoint, plan after plan", async () => {
      const shown: string[] = [];
      for (let plan = 0; plan < PLANS; plan += 1) {
        shown.push(
          await planned(
            leadingTo(here, 'alias = "here"'),
            leadingTo(there, 'alias = "there"'),
            lookup("here", "7.manager", "provider = ehpc.here"),
            lookup("there", "7.manager", "provider = ehpc.there"),
            `output "states" { value = "\${data.ehpc_job.here.state} \${data.ehpc_job.there.state}" }`,
          ),
        );
      }
      expect(shown).toEqual(Array(PLANS).fill("Running Failed"));
    });

    test("serves one command after another, each with a configuration of its own", async () => {
      const alone = [lookup("job", "7.manager"), 'output "states" { value = data.ehpc_job.job.state }'];
      expect(await planned(leadingTo(here), ...alone)).toBe("Running");
      expect(await planned(leadingTo(there), ...alone)).toBe("Failed");
    });
  },
);
