import type * as proto from "../protocol/generated/tfplugin6";

/**
 * Leads the paths of diagnostics into the block `config`: Terraform 1.14 looks for them in the list block around it, and
 * shows no line otherwise.
 */
export function inConfigBlock(diagnostics: readonly proto.Diagnostic[]): void {
  for (const { attribute } of diagnostics) {
    attribute?.steps.unshift({ selector: { $case: "attributeName", attributeName: "config" } });
  }
}
