import { allClis, type Cli, knows, MOCKS } from "../support/cli";
import { CLUSTER, configuration, gate, lookup } from "../support/configuration";
import { Workspace } from "../support/workspace";

const mocking = allClis().filter((cli) => knows(cli, MOCKS));

process.stdout.write(
  `Mocks are tested with ${mocking.map(({ name }) => name).join(", ") || "no CLI: those here know none"}.\n`,
);

const GATED_STACK = configuration(
  lookup("train", "1.manager"),
  gate("train"),
  'output "state" { value = data.ehpc_job.train.state }',
);

const MOCKED = `
mock_provider "ehpc" {
  mock_data "ehpc_job" {
    defaults = { succeeded = true, state = "Mocked", node_names = ["compute000"] }
  }
}
mock_provider "null" {}

run "opens" {
  command = plan
  assert {
    condition     = output.state == "Mocked" && data.ehpc_job.train.cluster_id == "${CLUSTER}"
    error_message = "state is \${output.state}"
  }
}

run "stays_shut" {
  command = plan
  override_data {
    target = data.ehpc_job.train
    values = { succeeded = false, state = "Failed" }
  }
  expect_failures = [null_resource.train]
}
`;

const OVERRIDDEN = `
provider "ehpc" {
  region     = "cn-hangzhou"
  access_key = "mock-access-key"
  secret_key = "mock-secret-key"
}

override_data {
  target = data.ehpc_job.train
  values = { succeeded = true, state = "Overridden" }
}

run "opens" {
  assert {
    condition     = output.state == "Overridden"
    error_message = "state is \${output.state}"
  }
}
`;

async function runTests(cli: Cli, tests: string): Promise<string> {
  const workspace = new Workspace({ "main.tf": GATED_STACK, "stack.tftest.hcl": tests }, {}, cli);
  try {
    await workspace.init();
    return (await workspace.succeed("test", "-no-color")).stdout;
  } finally {
    workspace.remove();
  }
}

test("a mocked provider gates without a service, credentials or region", async () => {
  for (const cli of mocking) {
    expect(await runTests(cli, MOCKED)).toContain("Success! 2 passed, 0 failed.");
  }
});

test("override_data replaces one lookup of the real provider, which is never asked", async () => {
  for (const cli of mocking) {
    expect(await runTests(cli, OVERRIDDEN)).toContain("Success! 1 passed, 0 failed.");
  }
});
