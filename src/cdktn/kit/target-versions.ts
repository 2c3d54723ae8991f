import { TerraformEphemeralResource, type TerraformStack } from "cdktn";
import type { IConstruct } from "constructs";
import { Job } from "../bindings/job";

/** The versions that know what older ones do not. */
interface TargetVersions {
  readonly terraform: string;
  readonly opentofu: string;
}

/** What of the provider not every version can use, those that ask for the newest version last. */
const FEATURES: readonly {
  readonly what: string;
  readonly targets: TargetVersions;
  readonly isUsed: (stack: TerraformStack, nodes: readonly IConstruct[]) => boolean;
}[] = [
  {
    what: "functions of the provider",
    targets: { terraform: ">=1.8.0", opentofu: ">=1.7.0" },
    isUsed: (stack) => stack._getUsedProviderFunctions().some((name) => name.startsWith("provider::ehpc::")),
  },
  {
    what: "ephemeral resources",
    targets: { terraform: ">=1.10.0", opentofu: ">=1.11.0" },
    isUsed: (_, nodes) => nodes.some((node) => isEphemeral(node)),
  },
  {
    what: "runAsUserPassword",
    targets: { terraform: ">=1.11.0", opentofu: ">=1.11.0" },
    isUsed: (_, nodes) =>
      nodes.some((node) => node instanceof Job && node.runAsUserPasswordInput !== undefined),
  },
];

/**
 * Makes synthesis say which `targetVersions` a stack needs, where its app names none. CDK Terrain takes it for one that is to
 * run with Terraform 1.5.7 then, and refuses what that does not know, but not in words that say where to write the versions.
 */
export function requireTargetVersions(stack: TerraformStack): void {
  stack.node.addValidation({ validate: () => problems(stack) });
}

function problems(stack: TerraformStack): string[] {
  if (stack.node.tryGetContext("targetVersions") !== undefined) {
    return [];
  }
  const nodes = stack.node.findAll();
  const used = FEATURES.filter(({ isUsed }) => isUsed(stack, nodes));
  const newest = used.at(-1);
  if (newest === undefined) {
    return [];
  }
  const { terraform, opentofu } = newest.targets;
  return [
    `The stack "${stack.node.path}" uses ${used.map(({ what }) => what).join(" and ")}, which older versions do not know: give the ` +
      "App the versions that will run it, new App({ context: { targetVersions: { " +
      `terraform: "${terraform}", opentofu: "${opentofu}" } } }), or one of the two.`,
  ];
}

function isEphemeral(node: IConstruct): boolean {
  return (
    TerraformEphemeralResource.isTerraformEphemeralResource(node) &&
    node.terraformResourceType.startsWith("ehpc_")
  );
}
