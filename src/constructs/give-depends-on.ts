import {
  type TerraformElement,
  TerraformModule,
  TerraformOutput,
  TerraformRemoteState,
  type TerraformResource,
} from "cdktf";

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
  // Resources and data sources have the property alike; what else there may be does not render it.
  const dependent = element as TerraformResource;
  const { dependsOn } = dependent;
  dependent.dependsOn = [...(dependsOn ?? []), ...addresses];
  return () => {
    dependent.dependsOn = dependsOn;
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
