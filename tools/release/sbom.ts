import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.resolve(__dirname, "../..");

/** What {@link sbomOf} reads of a CycloneDX document. */
export interface Bom {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly serialNumber?: string;
  readonly metadata: { readonly timestamp?: string; readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

interface Component {
  readonly "bom-ref": string;
  readonly name: string;
  readonly version: string;
  readonly properties?: readonly { readonly name: string }[];
}

interface Package {
  readonly name: string;
  readonly version: string;
}

/**
 * The software bill of materials of a release, in CycloneDX 1.5: the package with all that its bundles hold, and Bun,
 * which the compiled providers are copies of.
 */
export function releaseSbom(): string {
  const installed: Bom = JSON.parse(
    execFileSync("npm", ["sbom", "--sbom-format=cyclonedx", "--package-lock-only"], {
      cwd: ROOT,
      encoding: "utf8",
      maxBuffer: 64 * 1024 ** 2,
      // npm is a script on Windows.
      shell: process.platform === "win32",
    }),
  );
  const bundled: readonly Package[] = JSON.parse(
    execFileSync(
      process.execPath,
      ["scripts/bundled-packages.mjs", "src/provider/main.ts", "src/cli/main.ts"],
      { cwd: ROOT, encoding: "utf8" },
    ),
  );
  const { packages } = JSON.parse(readFileSync(path.join(ROOT, "tools/package-lock.json"), "utf8"));
  return `${JSON.stringify(sbomOf(installed, bundled, packages["node_modules/bun"]), null, 2)}\n`;
}

/**
 * Makes the bill of materials of a release from npm's of all that a checkout installs. Without the time and the random
 * number of npm's, the same sources give the same document.
 *
 * @param installed - what `npm sbom --sbom-format=cyclonedx` prints; there each package is one for development
 * @param bundled - the packages whose code is in what is released
 * @throws Error when npm's does not name one of them
 */
export function sbomOf(
  installed: Bom,
  bundled: readonly Package[],
  bun: { readonly version: string; readonly license: string },
): Bom {
  const { serialNumber: _, components, dependencies, ...document } = installed;
  const { timestamp: __, component: own, ...metadata } = installed.metadata;
  // The same version may lie in several folders.
  const wanted = new Map(bundled.map((each) => [`${each.name}@${each.version}`, each]));
  const kept = [...wanted.values()].map(({ name, version }) => {
    const found = components.find((each) => each.name === name && each.version === version);
    if (found === undefined) {
      throw new Error(`npm sbom does not name ${name} ${version}, which is bundled.`);
    }
    return { ...found, properties: found.properties?.filter((each) => !each.name.startsWith(OF_CHECKOUT)) };
  });
  const refs = new Set([own["bom-ref"], ...kept.map((component) => component["bom-ref"])]);
  const runtime = {
    "bom-ref": `bun@${bun.version}`,
    type: "application",
    name: "bun",
    version: bun.version,
    description: "What the compiled providers are copies of. The npm package is without it.",
    purl: `pkg:npm/bun@${bun.version}`,
    licenses: [{ license: { id: bun.license } }],
  };
  return {
    ...document,
    // npm names it after the folder of the checkout.
    metadata: { ...metadata, component: { ...own, name: nameIn(own["bom-ref"]) } },
    components: [...kept, runtime],
    dependencies: [
      ...dependencies
        .filter(({ ref }) => refs.has(ref))
        .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((each) => refs.has(each)) })),
      { ref: runtime["bom-ref"], dependsOn: [] },
    ],
  };
}

/** How npm has installed a package, such as `cdx:npm:package:development`. */
const OF_CHECKOUT = "cdx:npm:package:";

/** `name@version` without the version. */
function nameIn(ref: string): string {
  return ref.slice(0, ref.lastIndexOf("@"));
}
