import type { ArgumentsOf, Attributes, ResultsOf, Unknowable } from "../schema/attribute";
import type { Diagnostic } from "./diagnostic";
import type { Logger } from "./log";

/** The context of every handler. */
export interface HandlerContext<Client> {
  /** What the provider's `configure` returned. */
  readonly client: Client;
  /** Aborted when the user interrupts Terraform. The handler must stop and reject. */
  readonly signal: AbortSignal;
  /** Logs below the user's TF_LOG level cost nothing and go nowhere. */
  readonly logger: Logger;
  /** Shows a warning to the user. */
  warn(diagnostic: Omit<Diagnostic, "severity">): void;
}

/** Collects diagnostics for the user. */
export type Report = (...diagnostics: readonly Diagnostic[]) => void;

/**
 * A data source: a schema and a `read`. Config and result types are inferred from the schema.
 *
 * @example
 * ```ts
 * const greeting = dataSource<Client>()({
 *   description: "Greets.",
 *   attributes: { name: required(string, "Who."), text: computed(string, "The greeting.") },
 *   read: async ({ config }) => ({ text: `Hello ${config.name}` }),
 * });
 * ```
 */
export interface DataSource<Client, A extends Attributes = Attributes> {
  /** Markdown. */
  readonly description: string;
  readonly attributes: A;
  /** Rules about several arguments. A rule about one argument belongs to its type. */
  validate?(config: Unknowable<ArgumentsOf<A>>): readonly Diagnostic[];
  /**
   * Reads the data source. The configuration is wholly known; the state is the configuration plus these results.
   *
   * @throws DiagnosticError for a diagnostic to the user; any other error appears as a bug in the provider
   */
  read(request: { readonly config: ArgumentsOf<A> } & HandlerContext<Client>): Promise<ResultsOf<A>>;
}

/** Infers the attribute types of a data source for a client type. */
export function dataSource<Client>() {
  return <A extends Attributes>(definition: DataSource<Client, A>): DataSource<Client, A> => definition;
}
