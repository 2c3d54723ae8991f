/** Attribute names, map keys and list indices from the outside in: `["assume_role", "role_arn"]`, `["states", 2]`. */
export type AttributePath = readonly (string | number)[];

/** What Terraform prints to the user, beside the line of configuration that the path leads to. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  /** A short title in Title Case, without a full stop. */
  readonly summary: string;
  /** What was attempted, why it failed and what to do next, in sentences. Never holds a secret. */
  readonly detail: string;
  /** The argument concerned; without it Terraform points at the whole block. */
  readonly path?: AttributePath;
}

/** Thrown by a handler that cannot go on. Each diagnostic reaches the user as it is. */
export class DiagnosticError extends Error {
  override readonly name = "DiagnosticError";
  readonly diagnostics: readonly Diagnostic[];

  constructor(...diagnostics: readonly Omit<Diagnostic, "severity">[]) {
    super(diagnostics.map(({ summary }) => summary).join("; "));
    this.diagnostics = diagnostics.map((diagnostic) => ({ severity: "error", ...diagnostic }));
  }
}
