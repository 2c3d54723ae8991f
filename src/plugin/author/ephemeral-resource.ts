import type { ArgumentsOf, Attributes, ResultsOf, Unknowable } from "../schema/attribute";
import type { HandlerContext } from "./data-source";
import type { Diagnostic } from "./diagnostic";

/** Lets a handler declare what it holds. */
export interface Holding<Data> {
  /**
   * Stores the data that `renew` and `close` need, as JSON. Terraform passes it from call to call and never stores it on
   * disk.
   *
   * @param renewAt when Terraform calls `renew`. It does not call earlier, so leave a margin. Without it, or without a
   *   `renew`, there is no renewal
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
  /** Rules about several arguments. A rule about one argument belongs to its type. */
  validate?(config: Unknowable<ArgumentsOf<A>>): readonly Diagnostic[];
  /**
   * Opens the resource. The configuration is wholly known; the value is the configuration plus these results. If it fails
   * or the user interrupts it, `close` is called for what it held.
   *
   * @throws DiagnosticError for a diagnostic to the user; any other error appears as a bug in the provider
   */
  open(
    request: { readonly config: ArgumentsOf<A> } & Holding<Data> & HandlerContext<Client>,
  ): Promise<ResultsOf<A>>;
  /**
   * Extends what `open` held; the results do not change. Renewal continues only if it calls `hold` again. The next
   * `renew` gets the new data. `close` gets it only with OpenTofu; with Terraform it gets the data of `open`. So both must
   * contain what `close` needs.
   */
  renew?(request: { readonly data: Data } & Holding<Data> & HandlerContext<Client>): Promise<void>;
  /**
   * Releases what `open` held. A failure is a warning, because the work is done by then. Terraform (1.11.4) stops at
   * Ctrl-C without a close, so held things must also expire by themselves.
   */
  close?(request: { readonly data: Data } & HandlerContext<Client>): Promise<void>;
}

/** Infers the attribute types of an ephemeral resource for a client type. `Data` is the data that it holds. */
export function ephemeralResource<Client, Data = never>() {
  return <A extends Attributes>(definition: EphemeralResource<Client, A, Data>) => definition;
}
