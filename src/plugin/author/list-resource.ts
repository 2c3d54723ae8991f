import type { ArgumentsOf, Attributes, StateOf, Unknowable } from "../schema/attribute";
import type { HandlerContext } from "./data-source";
import type { Diagnostic } from "./diagnostic";
import type { Resource } from "./resource";

/** An object that a list has found. */
export interface Listed<R extends Attributes> {
  /** Names the object on screen. */
  readonly displayName: string;
  /**
   * At least the attributes of the resource's identity. With {@link ListRequest.withState} all that is known, because
   * Terraform writes the configuration for an import from it.
   */
  readonly state: Partial<StateOf<R>>;
}

/** What a list is asked for. */
export interface ListRequest<A extends Attributes> {
  /** Wholly known. */
  readonly config: ArgumentsOf<A>;
  /** How many objects Terraform takes at most. A list may give more; it is then stopped. */
  readonly limit: number;
  /** Whether Terraform wants the whole state of each object. */
  readonly withState: boolean;
}

/**
 * Finds the objects of a managed resource that exist already, for `terraform query` (Terraform 1.14 and later). Its type
 * name is the resource's, which must have an identity.
 */
export interface ListResource<Client, A extends Attributes = Attributes, R extends Attributes = Attributes> {
  /** Markdown. */
  readonly description: string;
  /** Arguments; none of them computed. */
  readonly attributes: A;
  /** Rules about several arguments. A rule about one argument belongs to its type. */
  validate?(config: Unknowable<ArgumentsOf<A>>): readonly Diagnostic[];
  /**
   * Finds the objects. Terraform gets each as soon as it comes; the next is asked for when Terraform has room for it.
   *
   * @throws DiagnosticError for a diagnostic to the user; any other error appears as a bug in the provider
   */
  list(request: ListRequest<A> & HandlerContext<Client>): AsyncIterable<Listed<R>>;
}

/** Infers the argument types of a list of this resource. */
export function listResource<Client, R extends Attributes>(_resource: Resource<Client, R>) {
  return <A extends Attributes>(definition: ListResource<Client, A, R>): ListResource<Client, A, R> =>
    definition;
}
