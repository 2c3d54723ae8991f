import type { ArgumentsOf, Attributes, Unknowable, WriteOnlyOf } from "../schema/attribute";
import type { HandlerContext } from "./data-source";
import type { Diagnostic } from "./diagnostic";

/**
 * An action: something that Terraform 1.14 and later does when the user asks for it (`-invoke`) or around the change of
 * a resource (`action_trigger`). It has arguments, no results and no state.
 *
 * @example
 * ```ts
 * const announce = action<Client>()({
 *   description: "Announces.",
 *   attributes: { text: required(string, "What.") },
 *   async invoke({ config, client, progress }) {
 *     await progress(`Sending ${config.text}`);
 *     await client.send(config.text);
 *   },
 * });
 * ```
 */
export interface Action<Client, A extends Attributes = Attributes> {
  /** Markdown. */
  readonly description: string;
  /** Arguments; none of them computed. */
  readonly attributes: A;
  /** Rules about several arguments. A rule about one argument belongs to its type. */
  validate?(config: Unknowable<ArgumentsOf<A>>): readonly Diagnostic[];
  /**
   * Does it. The configuration is wholly known.
   *
   * @throws DiagnosticError for a diagnostic to the user; any other error appears as a bug in the provider
   */
  invoke(request: ActionRequest<Client, A>): Promise<void>;
}

/** What an action works with. */
export interface ActionRequest<Client, A extends Attributes> extends HandlerContext<Client> {
  readonly config: ArgumentsOf<A>;
  readonly writeOnly: WriteOnlyOf<A>;
  /**
   * Shows a line to the user at once.
   *
   * @returns a promise for the moment at which Terraform has room for more; it never rejects
   */
  readonly progress: (message: string) => Promise<void>;
}

/** Infers the argument types of an action for a client type. */
export function action<Client>() {
  return <A extends Attributes>(definition: Action<Client, A>): Action<Client, A> => definition;
}
