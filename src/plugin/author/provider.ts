import type { ArgumentsOf, Attributes, Unknowable } from "../schema/attribute";
import type { Action } from "./action";
import type { DataSource, HandlerContext } from "./data-source";
import type { Diagnostic } from "./diagnostic";
import type { EphemeralResource } from "./ephemeral-resource";
import type { ListResource } from "./list-resource";
import type { ProviderFunction } from "./provider-function";
import type { Resource } from "./resource";

/** A provider: its arguments, its configuration, and its data sources, resources and functions. */
export interface Provider<Client, A extends Attributes = Attributes> {
  /** Markdown. */
  readonly description: string;
  /** Arguments of the `provider` block; none of them computed. */
  readonly attributes: A;
  /** Rules about several arguments. A rule about one argument belongs to its type. */
  validate?(config: Unknowable<ArgumentsOf<A>>): readonly Diagnostic[];
  /**
   * Makes the client for the handlers. The configuration is wholly known: an unknown argument is refused before.
   */
  configure(
    request: {
      readonly config: ArgumentsOf<A>;
      readonly terraformVersion: string;
      /** From then on this text appears as `***` in log lines and crash reports. */
      readonly conceal: (secret: string) => void;
    } & Omit<HandlerContext<Client>, "client">,
  ): Client | Promise<Client>;
  /** By type name, such as `ehpc_job`. */
  readonly dataSources: Readonly<Record<string, DataSource<Client>>>;
  /** By type name. */
  readonly resources: Readonly<Record<string, Resource<Client>>>;
  /** By type name. Terraform 1.10, OpenTofu 1.11 and later; older ones do not see them. */
  readonly ephemeralResources?: Readonly<Record<string, EphemeralResource<Client>>>;
  /** By the type name of the resource. Terraform 1.14 and later; older ones and OpenTofu do not see them. */
  readonly listResources?: Readonly<Record<string, ListResource<Client>>>;
  /** By type name. Terraform 1.14 and later; older ones and OpenTofu do not see them. */
  readonly actions?: Readonly<Record<string, Action<Client>>>;
  /** By name. Terraform 1.8, OpenTofu 1.7 and later; older ones do not see them. */
  readonly functions?: Readonly<Record<string, ProviderFunction>>;
}

/** Infers the argument types of a provider for a client type. */
export function provider<Client>() {
  return <A extends Attributes>(definition: Provider<Client, A>): Provider<Client, A> => definition;
}
