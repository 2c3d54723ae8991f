import type { Report } from "../author/data-source";
import { PROVIDER_DEFECT } from "../author/defect";
import { type Diagnostic, DiagnosticError } from "../author/diagnostic";
import { ApplyError } from "../author/resource";
import { CtyError } from "../cty/error";
import type * as proto from "../protocol/generated/tfplugin6";
import type { Attributes } from "../schema/attribute";
import { formatPath } from "../schema/validate";
import { diagnosticToProto } from "./diagnostic-to-proto";
import type { Session } from "./session";

/** What came of guarded work: its value unless it failed, and all diagnostics for the user. */
export interface Outcome<T> {
  readonly value: T | undefined;
  readonly diagnostics: proto.Diagnostic[];
}

/**
 * Does the work of one request on the provider, data source or resource that it names, such that nothing thrown
 * leaves as a gRPC status, which Terraform would show without the place and without our words. Work is given up
 * on as soon as Terraform says stop, even if it does not listen to its signal; work with a signal of its own ends with
 * that one instead.
 */
export async function guarded<Target extends { readonly attributes: Attributes }, T>(
  session: Session<unknown>,
  find: () => Target,
  work: (target: Target, report: Report) => T | Promise<T>,
  signal: AbortSignal = session.signal,
): Promise<Outcome<T>> {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (...more) => diagnostics.push(...more);
  let attributes: Attributes = {};
  let value: T | undefined;
  try {
    const target = find();
    attributes = target.attributes;
    value = await untilStopped(signal, work(target, report));
  } catch (error) {
    report(...diagnosticsOf(error, session, signal));
  }
  return { value, diagnostics: diagnostics.map((each) => diagnosticToProto(concealed(each), attributes)) };

  // A job may be named by anybody, and after anything.
  function concealed(diagnostic: Diagnostic): Diagnostic {
    const { filter } = session.serving.secrets;
    return { ...diagnostic, summary: filter(diagnostic.summary), detail: filter(diagnostic.detail) };
  }
}

async function untilStopped<T>(signal: AbortSignal, work: T | Promise<T>): Promise<T> {
  if (!(work instanceof Promise)) {
    return work;
  }
  let stop = () => {};
  const stopped = new Promise<never>((_, reject) => {
    // Work that hears the signal may know by now how it ends, as for a job that has failed: it answers first.
    stop = () => setImmediate(() => reject(signal.reason));
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) {
      stop();
    }
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** Turns whatever a handler threw into diagnostics. */
export function diagnosticsOf(
  error: unknown,
  session: Session<unknown>,
  signal: AbortSignal = session.signal,
): readonly Diagnostic[] {
  if (error instanceof DiagnosticError || error instanceof ApplyError) {
    return error.diagnostics;
  }
  if (signal.aborted) {
    return [INTERRUPTED];
  }
  if (error instanceof CtyError) {
    return [
      defect(
        `A value does not fit the provider's schema: ${error.problem}.`,
        error.path.length === 0 ? "" : ` The place: ${formatPath(error.path)}.`,
      ),
    ];
  }
  const name = error instanceof Error ? error.name : typeof error;
  // The message of an error that nobody foresaw may quote anything; the log conceals what is secret.
  session.serving.logger.error("a handler failed unexpectedly", {
    error: error instanceof Error ? `${name}: ${error.message}` : name,
    stack: error instanceof Error ? error.stack : undefined,
  });
  return [defect(`An unexpected error (${name}) ended the request. TF_LOG=error shows the details.`)];
}

const INTERRUPTED: Diagnostic = {
  severity: "error",
  summary: "Request Interrupted",
  detail:
    "Terraform was interrupted, so the provider ended this request before a response arrived. Run Terraform again.",
};

function defect(...sentences: readonly string[]): Diagnostic {
  return {
    severity: "error",
    summary: "Provider Defect",
    detail: `${sentences.join("")} ${PROVIDER_DEFECT}.`,
  };
}
