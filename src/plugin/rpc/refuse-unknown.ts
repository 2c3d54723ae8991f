import { DiagnosticError } from "../author/diagnostic";
import { type CtyObject, firstUnknown } from "../cty/value";
import { formatPath } from "../schema/validate";

/**
 * Refuses a configuration in which a value is not known yet.
 *
 * @param describe the diagnostic for an argument, given its path as Terraform writes it
 * @throws DiagnosticError
 */
export function refuseUnknown(
  config: CtyObject,
  describe: (argument: string) => { readonly summary: string; readonly detail: string },
): void {
  const path = firstUnknown(config);
  if (path !== undefined) {
    throw new DiagnosticError({ ...describe(formatPath(path)), path });
  }
}
