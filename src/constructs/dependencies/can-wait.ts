import type { TerraformElement } from "cdktf";
import type { IConstruct } from "constructs";
import type { Configuration } from "./configuration-graph";

/** Sections of a configuration whose parts Terraform makes or reads, and holds back by `depends_on`. */
const WAIT = ["resource", "data", "module", "check"];

/** Sections by which Terraform does nothing: names, values and settings. */
const DO_NOTHING = ["variable", "locals", "output", "provider", "terraform", "moved"];

/**
 * Whether an element can wait, or has nothing to wait with. A variable below a node that depends on a gate leaves it
 * to what uses the variable, but one that depends on the gate by itself was meant to wait. Everything else that Terraform knows, such as
 * an import, a removal and an action, goes its own way; an ephemeral resource has a `depends_on`, but Terraform opens it
 * in the plan already.
 *
 * @param asked the node that depends on something
 */
export function canWait(element: TerraformElement, asked: IConstruct): boolean {
  const active = activeSections(element);
  const waiting = active.filter((name) => WAIT.includes(name));
  // Terraform takes over what is there already whatever it depends on; the resource itself waits.
  const others = active.filter((name) => !WAIT.includes(name) && (name !== "import" || waiting.length === 0));
  return others.length === 0 && (waiting.length > 0 || element !== asked);
}

/** Whether Terraform does anything by an element. */
export function isActive(element: TerraformElement): boolean {
  return activeSections(element).length > 0;
}

function activeSections(element: TerraformElement): string[] {
  return Object.entries(element.toTerraform() as Configuration)
    .filter(([name, content]) => content !== undefined && name !== "//" && !DO_NOTHING.includes(name))
    .map(([name]) => name);
}
