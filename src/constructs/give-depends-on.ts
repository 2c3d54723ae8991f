import { type TerraformElement, TerraformOutput, TerraformRemoteState, type TerraformResource } from "cdktf";

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
  if (element instanceof TerraformRemoteState) {
    // It has no such property, but renders what it is overridden with.
    const { rawOverrides } = element as unknown as { readonly rawOverrides: { depends_on?: string[] } };
    const { depends_on: before } = rawOverrides;
    rawOverrides.depends_on = [...(before ?? []), ...addresses];
    return () => {
      Reflect.deleteProperty(rawOverrides, "depends_on");
      Object.assign(rawOverrides, before && { depends_on: before });
    };
  }
  // Resources, data sources and modules have the property alike; what else there may be does not render it.
  const dependent = element as TerraformResource;
  const { dependsOn } = dependent;
  dependent.dependsOn = [...(dependsOn ?? []), ...addresses];
  return () => {
    dependent.dependsOn = dependsOn;
  };
}
