/** Attribute names, map keys and list indices from the outside in: `["assume_role", "role_arn"]`, `["states", 2]`. */
export type AttributePath = readonly (string | number)[];

/** A message that Terraform prints next to the line of configuration at `path`. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  /** A short title in Title Case, without a full stop. */
  readonly summary: string;
  /** What was attempted, why it failed and what to do next, in sentences. Never contains a secret. */
  readonly detail: string;
  /** The argument; without it Terraform points at the whole block. */
  readonly path?: AttributePath;
}

/** Thrown by a handler that fails. The user sees each diagnostic unchanged. */
export class DiagnosticError extends Error {
  override readonly name = "DiagnosticError";
  readonly diagnostics: readonly Diagnostic[];

  constructor(...diagnostics: readonly Omit<Diagnostic, "severity">[]) {
    super(diagnostics.map(({ summary }) => summary).join("; "));
    this.diagnostics = diagnostics.map((diagnostic) => ({ severity: "error", ...diagnostic }));
  }
}
