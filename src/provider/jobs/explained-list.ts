import { EhpcError, type EhpcErrorKind } from "../../base/errors";
import { NotationError } from "../../notation/notation-error";
import { DiagnosticError } from "../../plugin/author/diagnostic";
import type { EhpcSession } from "../configure/ehpc-session";
import { ehpcDiagnosticError } from "../ehpc-diagnostic";

const ADVICE: Readonly<Partial<Record<EhpcErrorKind, string>>> = {
  forbidden: "Grant the RAM user or role the action ehpc:ListJobs on resource *.",
};

/** The same error as a diagnostic, if it is one of the API or of `name_regex`, for a list of the jobs of a cluster. */
export function explainedList(error: unknown, clusterId: string, { place }: EhpcSession): unknown {
  if (error instanceof NotationError) {
    return new DiagnosticError({
      summary: "Invalid Regular Expression",
      detail: `${error.message} Simplify "name_regex", or use other filters to match it against fewer jobs.`,
      path: ["name_regex"],
    });
  }
  return error instanceof EhpcError
    ? ehpcDiagnosticError(error, `list the jobs of cluster "${clusterId}"`, place, ADVICE)
    : error;
}

/** The warning about a list that may lack jobs. */
export function incompleteList(gaps: readonly string[]) {
  const next =
    "Read the list again. Filters and a limit make it shorter, and a shorter list changes less during the read.";
  return { summary: "List May Be Incomplete", detail: [...gaps, next].join(" ") };
}
