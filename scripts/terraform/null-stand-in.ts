// A stand-in of hashicorp/null, for machines that reach neither a registry nor a copy of the real one. It serves
// what the constructs use of it: `null_resource` with triggers.
import { randomInt } from "node:crypto";
import { provider } from "../../src/plugin/author/provider";
import { resource } from "../../src/plugin/author/resource";
import { serve } from "../../src/plugin/process/serve";
import { serviceOf } from "../../src/plugin/rpc/methods";
import { computed, mapOf, optional, string } from "../../src/plugin/schema/attribute";

const nullResource = resource<null>()({
  description: "Does nothing, at the right moment.",
  attributes: {
    triggers: optional(mapOf(string), "Values whose change replaces the resource.", {
      requiresReplace: true,
    }),
    id: computed(string, "A random number.", { stable: true }),
  },
  create: async () => ({ id: String(randomInt(2 ** 47)) }),
  read: async () => ({}),
  delete: async () => {},
});

const standIn = provider<null>()({
  description: "A stand-in of hashicorp/null.",
  attributes: {},
  configure: () => null,
  dataSources: {},
  resources: { null_resource: nullResource },
});

void serve({
  address: "registry.terraform.io/hashicorp/null",
  loadMethods: (serving) => serviceOf(standIn, serving),
});
