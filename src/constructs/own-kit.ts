import type { IConstruct } from "constructs";
import { loadKit, OTHER_KIT, THIS_KIT } from "./kit/this-kit";

/**
 * Refuses to go on where the kit of these constructs is not installed. The package has both kits as optional peers: npm
 * installs none by itself.
 *
 * @throws Error that says what to install, or to import
 */
export function requireInstalledKit(): void {
  try {
    loadKit();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const [, missing] = /^Cannot find module '(@[^/']+\/[^/']+|[^/'.][^/']*)/.exec(message) ?? [];
    if (code !== "MODULE_NOT_FOUND" || missing === undefined) {
      throw error;
    }
    throw new Error(
      `"${THIS_KIT.entry}" has the constructs for ${THIS_KIT.name}, and the package "${missing}" is not installed: run ` +
        `"${THIS_KIT.install}", or for ${OTHER_KIT.name} import "${OTHER_KIT.entry}".`,
      { cause: error },
    );
  }
}

/**
 * Refuses a scope that belongs to an app of the other kit. Its synthesis fails, or leaves out what only one kit knows, and
 * names neither.
 *
 * @param type the class of the construct that is made in it
 * @throws Error that says what to import
 */
export function requireOwnKit(type: { readonly name: string }, scope: IConstruct, id: string): void {
  if (scope.node.scopes.some((construct) => libraryOf(construct) === OTHER_KIT.library)) {
    throw new Error(
      `${type.name} "${id}" comes from "${THIS_KIT.entry}", which is for ${THIS_KIT.name}, and its app is one of ` +
        `${OTHER_KIT.name}: import ${type.name} from "${OTHER_KIT.entry}".`,
    );
  }
}

/** Where classes that jsii has compiled keep their full names, such as `cdktf.TerraformStack`. Copies of a kit share it. */
const RTTI = Symbol.for("jsii.rtti");

/** The kit's package that the class of a construct comes from, if any. */
function libraryOf(construct: IConstruct): string | undefined {
  const libraries = [THIS_KIT.library, OTHER_KIT.library];
  for (let made = Object.getPrototypeOf(construct); made !== null; made = Object.getPrototypeOf(made)) {
    const { fqn } = made.constructor?.[RTTI] ?? {};
    const library = libraries.find((name) => String(fqn).startsWith(`${name}.`));
    if (library !== undefined) {
      return library;
    }
  }
  return undefined;
}
