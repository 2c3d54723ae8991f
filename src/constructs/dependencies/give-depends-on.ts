import {
  TerraformDataSource,
  type TerraformElement,
  TerraformModule,
  TerraformOutput,
  TerraformRemoteState,
  TerraformResource,
} from "cdktf";
import { type Configuration, withDependsOn } from "./configuration-graph";

/** What an element has to come after, as addresses in Terraform. */
type Additions = ReadonlyMap<TerraformElement, ReadonlySet<string>>;

/**
 * Gives elements more to depend on, for as long as they are rendered: asked again, a stack looks at its nodes again.
 *
 * @returns takes back what was given
 */
export function giveDependsOn(additions: Additions): () => void {
  const restore = [...additions].map(([element, addresses]) => give(element, [...addresses]));
  return () => {
    for (const undo of restore) {
      undo();
    }
  };
}

function give(element: TerraformElement, addresses: readonly string[]): () => void {
  if (TerraformOutput.isTerraformOutput(element)) {
    const { dependsOn } = element;
    element.dependsOn = [...(dependsOn ?? []), ...addresses.map((fqn) => ({ fqn }))];
    return () => {
      element.dependsOn = dependsOn;
    };
  }
  if (element instanceof TerraformRemoteState || element instanceof TerraformModule) {
    return override(element, addresses);
  }
  if (TerraformResource.isTerraformResource(element) || TerraformDataSource.isTerraformDataSource(element)) {
    const { dependsOn } = element;
    element.dependsOn = [...(dependsOn ?? []), ...addresses];
    return () => {
      element.dependsOn = dependsOn;
    };
  }
  return intoBlocks(element, addresses);
}

// An element of a class that CDKTF does not know, as for an ephemeral resource, has nothing but what it renders.
function intoBlocks(element: TerraformElement, addresses: readonly string[]): () => void {
  const undo = (["toTerraform", "toHclTerraform"] as const).map((name) => {
    const own = Object.getOwnPropertyDescriptor(element, name);
    const render: () => Configuration = element[name].bind(element);
    element[name] = () => withDependsOn(render(), addresses);
    return () => {
      Reflect.deleteProperty(element, name);
      Object.defineProperties(element, own === undefined ? {} : { [name]: own });
    };
  });
  return () => {
    for (const each of undo) {
      each();
    }
  };
}

// A remote state has no such property, and of a module CDKTF 0.21 takes the list to pieces in HCL. Both render what they
// are overridden with.
function override(element: TerraformRemoteState | TerraformModule, addresses: readonly string[]): () => void {
  const { rawOverrides } = element as unknown as { readonly rawOverrides: { depends_on?: string[] } };
  const { depends_on: overridden } = rawOverrides;
  const dependsOn = "dependsOn" in element ? element.dependsOn : undefined;
  rawOverrides.depends_on = [...(dependsOn ?? []), ...(overridden ?? []), ...addresses];
  if (dependsOn !== undefined) {
    Object.assign(element, { dependsOn: undefined });
  }
  return () => {
    Reflect.deleteProperty(rawOverrides, "depends_on");
    Object.assign(rawOverrides, overridden && { depends_on: overridden });
    Object.assign(element, dependsOn && { dependsOn });
  };
}
