import type { ArgumentsOf, Attributes, ResultsOf, Unknowable } from "../schema/attribute";
import type { HandlerContext } from "./data-source";
import type { Diagnostic } from "./diagnostic";

/** Lets a handler tell what it holds. */
export interface Holding<Data> {
  /**
   * Keeps what `renew` and `close` need to find the held thing again, as JSON: Terraform carries it from call to
   * call, and writes it nowhere.
   *
   * @param renewAt when Terraform is to call `renew`. It calls at that moment and not before, so leave a margin.
   * Without it, or without a `renew`, nothing is renewed
   */
  hold(data: Data, renewAt?: Date): void;
}

/**
 * An ephemeral resource: a schema and an `open`, whose results Terraform keeps in memory only, never in a plan or
 * state. Terraform opens it in plan and again in apply, and closes it after its last use, used or not.
 *
 * @example
 * ```ts
 * const ticket = ephemeralResource<Client, { id: string }>()({
 *   description: "A ticket that is valid for an hour.",
 *   attributes: { purpose: required(string, "For what."), secret: computed(string, "The ticket.") },
 *   async open({ config, client, hold }) {
 *     const { id, secret } = await client.issue(config.purpose);
 *     hold({ id });
 *     return { secret };
 *   },
 *   close: ({ data, client }) => client.revoke(data.id),
 * });
 * ```
 */
export interface EphemeralResource<Client, A extends Attributes = Attributes, Data = unknown> {
  /** Markdown. */
  readonly description: string;
  readonly attributes: A;
  /** Rules that concern more than one argument; those of one argument belong to its type. */
  validate?(config: Unknowable<ArgumentsOf<A>>): readonly Diagnostic[];
  /**
   * Opens. The configuration is wholly known; the value is the configuration and these results together. What it held
   * when it failed, or when the user interrupted it, is closed.
   *
   * @throws DiagnosticError for what the user should see; anything else is shown as a defect of the provider
   */
  open(
    request: { readonly config: ArgumentsOf<A> } & Holding<Data> & HandlerContext<Client>,
  ): Promise<ResultsOf<A>>;
  /**
   * Makes what `open` held last longer; the results stay as they are. Renewing goes on only if it holds again. What
   * it holds reaches the next `renew`. To `close`, OpenTofu gives it too, but Terraform what `open` held: let both hold
   * what finds the thing.
   */
  renew?(request: { readonly data: Data } & Holding<Data> & HandlerContext<Client>): Promise<void>;
  /**
   * Gives back what `open` held. A failure is shown as a warning: the work is done by then. Terraform (1.11.4) halts
   * at a Ctrl-C without closing what is open, so let held things lapse by themselves too.
   */
  close?(request: { readonly data: Data } & HandlerContext<Client>): Promise<void>;
}

/** Infers the attribute types of an ephemeral resource for a client type. `Data` is what it holds, if anything. */
export function ephemeralResource<Client, Data = never>() {
  return <A extends Attributes>(definition: EphemeralResource<Client, A, Data>) => definition;
}
