import type {
  ArgumentsOf,
  Attributes,
  ResultsOf,
  StateOf,
  Unknowable,
  WriteOnlyOf,
} from "../schema/attribute";
import type { HandlerContext } from "./data-source";
import type { Diagnostic } from "./diagnostic";

/**
 * A managed resource. Planning is done from the schema: arguments are kept as configured, computed attributes
 * are unknown until apply unless nothing changes (or the attribute is `stable`), and a changed argument with
 * `requiresReplace` replaces the object.
 */
export interface Resource<Client, A extends Attributes = Attributes> {
  /** Markdown. */
  readonly description: string;
  readonly attributes: A;
  /** Version of the stored state's shape. @default 0 */
  readonly version?: number;
  /**
   * The attributes that name the object for good, each required or optional for an import by identity (Terraform 1.12,
   * OpenTofu 1.12 and later; older ones do not see it). Their types are string, number, bool or a list of these. Their
   * values must not change without a replacement.
   */
  readonly identity?: ResourceIdentity<A>;
  /** Version of the identity's shape. @default 0 */
  readonly identityVersion?: number;
  /** Rules about several arguments. A rule about one argument belongs to its type. */
  validate?(config: Unknowable<ArgumentsOf<A> & WriteOnlyOf<A>>): readonly Diagnostic[];
  /**
   * Checks the plan of a creation, also of an object that takes the place of another. Terraform asks for it again when it
   * applies the plan, with all values known.
   *
   * @returns the problems, none if the object can be created
   */
  checkCreate?(
    request: { readonly config: Unknowable<ArgumentsOf<A> & WriteOnlyOf<A>> } & HandlerContext<Client>,
  ): readonly Diagnostic[];
  /**
   * Creates the object. Arguments that the provider fills in are null. Only results that the plan left unknown count.
   *
   * @throws ApplyError if the object exists in spite of the failure: Terraform then keeps it, as tainted
   */
  create(
    request: {
      readonly planned: ArgumentsOf<A>;
      readonly writeOnly: WriteOnlyOf<A>;
    } & HandlerContext<Client>,
  ): Promise<ResultsOf<A>>;
  /** Reads the object: the attributes that differ from the state, or `null` if it no longer exists. */
  read(request: { readonly state: StateOf<A> } & HandlerContext<Client>): Promise<Partial<StateOf<A>> | null>;
  /** Changes the object in place. A resource without it needs `requiresReplace` on every argument. */
  update?(
    request: {
      readonly prior: StateOf<A>;
      readonly planned: ArgumentsOf<A>;
      readonly writeOnly: WriteOnlyOf<A>;
    } & HandlerContext<Client>,
  ): Promise<ResultsOf<A>>;
  /** Removes the object. An object that no longer exists is not an error. */
  delete(request: { readonly state: StateOf<A> } & HandlerContext<Client>): Promise<void>;
  /** Turns the ID of `terraform import` into the attributes from which `read` can find the object. */
  importState?(request: { readonly id: string } & HandlerContext<Client>): Promise<Partial<StateOf<A>>>;
  /**
   * Turns an identity into the attributes from which `read` can find the object.
   *
   * @default the identity itself
   */
  importIdentity?(
    request: { readonly identity: Partial<StateOf<A>> } & HandlerContext<Client>,
  ): Promise<Partial<StateOf<A>>>;
  /**
   * Turns a state of another resource type into a state of this one, for a `moved` block (Terraform 1.8 and later).
   * `undefined` refuses the move.
   */
  moveFrom?(source: MovedState): Partial<StateOf<A>> | undefined;
  /** Converts an identity of an older version to the current shape. */
  upgradeIdentity?(request: { readonly version: number; readonly identity: unknown }): Partial<StateOf<A>>;
  /** Converts a state of an older version to the current shape. */
  upgrade?(request: { readonly version: number; readonly state: unknown }): Partial<StateOf<A>>;
}

/** Names of attributes, and what each is for an import by identity. */
export type ResourceIdentity<A extends Attributes> = {
  readonly [Name in keyof StateOf<A>]?: "required" | "optional";
};

/** The state of another resource type. */
export interface MovedState {
  /** Source address of its provider, e.g. `registry.terraform.io/hashicorp/null`. */
  readonly providerAddress: string;
  readonly typeName: string;
  /** Version of its schema. */
  readonly version: number;
  /** Its attributes, as JSON. */
  readonly state: unknown;
}

/** Infers the attribute types of a resource for a client type. */
export function resource<Client>() {
  return <A extends Attributes>(definition: Resource<Client, A>): Resource<Client, A> => definition;
}

/** A create or update that failed half-way: the diagnostics, and the results that the object has by now. */
export class ApplyError extends Error {
  override readonly name = "ApplyError";

  constructor(
    readonly diagnostics: readonly Diagnostic[],
    readonly results: Readonly<Record<string, unknown>>,
  ) {
    super(diagnostics.map(({ summary }) => summary).join("; "));
  }
}
