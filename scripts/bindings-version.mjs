import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The version that a generated construct requires of the provider. */
const REQUIRED = /providerVersion: ["']([^"']*)["']/g;

/**
 * Refuses bindings that were generated for another version than the package's: each stack would require a provider that
 * is not in the package.
 *
 * @param {string} root - of the repository
 * @param {string} version - of the package
 * @throws {Error} that names a file, and says what to run
 */
export function refuseOtherBindings(root, version) {
  for (const folder of ["src/constructs", "src/cdktn"].filter((each) => existsSync(join(root, each)))) {
    for (const name of readdirSync(join(root, folder), { recursive: true }).filter(isSource)) {
      for (const [, required] of readFileSync(join(root, folder, name), "utf8").matchAll(REQUIRED)) {
        if (required !== version) {
          throw new Error(
            `package.json has version ${version}, but ${folder}/${name} is generated for ${required}. Run "npm run generate", and commit what it writes.`,
          );
        }
      }
    }
  }
}

function isSource(name) {
  return name.endsWith(".ts");
}
