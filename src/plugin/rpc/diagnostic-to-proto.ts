import type { AttributePath, Diagnostic } from "../author/diagnostic";
import * as proto from "../protocol/generated/tfplugin6";
import type { Attributes, AttributeType } from "../schema/attribute";

/** A diagnostic in the protocol's form; its path refers to a configuration with these attributes. */
export function diagnosticToProto(diagnostic: Diagnostic, attributes: Attributes): proto.Diagnostic {
  const { severity, summary, detail, path } = diagnostic;
  return {
    severity: severity === "error" ? proto.Diagnostic_Severity.ERROR : proto.Diagnostic_Severity.WARNING,
    summary,
    detail,
    attribute: path && pathToProto(path, attributes),
  };
}

/**
 * A path in the protocol's form. The schema decides whether a name is an attribute or a map key. Elements of sets have
 * no step, so such a path ends at the set.
 */
export function pathToProto(path: AttributePath, attributes: Attributes): proto.AttributePath {
  const steps: proto.AttributePath_Step[] = [];
  let inside: { attributes?: Attributes; element?: AttributeType | undefined } = { attributes };
  for (const step of path) {
    if (typeof step === "number") {
      steps.push({ selector: { $case: "elementKeyInt", elementKeyInt: step } });
      inside = inside.element ?? {};
    } else if (inside.attributes !== undefined) {
      steps.push({ selector: { $case: "attributeName", attributeName: step } });
      inside = inside.attributes[step]?.type ?? {};
    } else {
      steps.push({ selector: { $case: "elementKeyString", elementKeyString: step } });
      inside = inside.element ?? {};
    }
    if (isSet(inside)) {
      break;
    }
  }
  return { steps };
}

function isSet(type: object): boolean {
  return "cty" in type && Array.isArray(type.cty) && type.cty[0] === "set";
}
