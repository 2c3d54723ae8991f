import type { Action } from "../author/action";
import type { DataSource } from "../author/data-source";
import { DiagnosticError } from "../author/diagnostic";
import type { EphemeralResource } from "../author/ephemeral-resource";
import type { ListResource } from "../author/list-resource";
import type { Resource } from "../author/resource";
import type { Session } from "./session";

/** @throws DiagnosticError when the provider has no such data source */
export function dataSourceOf<Client>({ provider }: Session<Client>, typeName: string): DataSource<Client> {
  return own(provider.dataSources, typeName) ?? missing("data source", typeName);
}

/** @throws DiagnosticError when the provider has no such resource */
export function resourceOf<Client>({ provider }: Session<Client>, typeName: string): Resource<Client> {
  return own(provider.resources, typeName) ?? missing("resource", typeName);
}

/** @throws DiagnosticError when the provider has no such ephemeral resource */
export function ephemeralResourceOf<Client>(
  { provider }: Session<Client>,
  typeName: string,
): EphemeralResource<Client> {
  return own(provider.ephemeralResources, typeName) ?? missing("ephemeral resource", typeName);
}

/** @throws DiagnosticError when the provider has no such action */
export function actionOf<Client>({ provider }: Session<Client>, typeName: string): Action<Client> {
  return own(provider.actions, typeName) ?? missing("action", typeName);
}

/** @throws DiagnosticError when the provider has no list of such a resource */
export function listResourceOf<Client>(
  { provider }: Session<Client>,
  typeName: string,
): ListResource<Client> {
  return own(provider.listResources, typeName) ?? missing("list resource", typeName);
}

/** Ignores what every object inherits, such as `constructor`. */
function own<T>(objects: Readonly<Record<string, T>> = {}, typeName: string): T | undefined {
  return Object.hasOwn(objects, typeName) ? objects[typeName] : undefined;
}

// Terraform checks names against the schema, so this shows two versions of the provider at work at once.
function missing(kind: string, typeName: string): never {
  throw new DiagnosticError({
    summary: "Unknown Type",
    detail: `The provider has no ${kind} "${typeName}". Run "terraform init -upgrade" to use one provider version throughout.`,
  });
}
