import { allClis, knows } from "../support/cli";
import { configuration, lookup } from "../support/configuration";
import { Workspace } from "../support/workspace";

/** Terraform knew mocks before functions, and OpenTofu functions before mocks. */
const BOTH = { terraform: 8, opentofu: 8 };

const STACK = configuration(
  lookup("train", "1.manager"),
  'output "nodes" { value = provider::ehpc::node_names(data.ehpc_job.train.node_list) }',
);

// OpenTofu takes an object of a mock only with all its attributes.
const MOCKED = `
mock_provider "ehpc" {
  mock_data "ehpc_job" {
    defaults = { node_list = "n[1-2]", resources = { nodes = 1, cores = 2, memory = "1gb", gpus = 0 } }
  }
}

run "in_the_stack" {
  command = plan
  assert {
    condition     = output.nodes == tolist(["n1", "n2"])
    error_message = "nodes are \${jsonencode(output.nodes)}"
  }
}
`;

// OpenTofu 1.12 crashes on any function of a provider in an assertion.
const CALLED_BY_THE_TEST = `
run "in_the_test" {
  command = plan
  assert {
    condition     = provider::ehpc::memory_bytes(data.ehpc_job.train.resources.memory) == 1073741824
    error_message = "memory is \${data.ehpc_job.train.resources.memory}"
  }
}
`;

const clis = allClis().filter((cli) => knows(cli, BOTH));

test.each(clis.map((cli) => ({ name: cli.name, cli })))(
  "functions stay real where the provider is mocked, in the stack and in its tests: $name",
  async ({ cli }) => {
    const tests = MOCKED + (cli.product === "opentofu" ? "" : CALLED_BY_THE_TEST);
    const workspace = new Workspace({ "main.tf": STACK, "stack.tftest.hcl": tests }, {}, cli);
    try {
      await workspace.init();
      const { text } = await workspace.succeed("test", "-no-color");
      expect(text).toContain(`Success! ${tests.match(/^run /gm)?.length} passed, 0 failed.`);
    } finally {
      workspace.remove();
    }
  },
);
