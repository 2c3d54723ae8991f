import { cpSync, linkSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { version } from "../../package.json";
import { PROVIDER_FORM } from "../../scripts/terraform/build-provider";
import { buildInto, findNullProvider } from "../../scripts/terraform/null-provider";
import { platformOf } from "../../src/mirror/platform";
import { PROVIDER_ADDRESS } from "../../src/provider/address";
import { allClis, type Cli } from "./cli";

/** The provider as `npm run build` leaves it: a Terraform filesystem mirror. */
const BUILT = path.resolve(__dirname, "../../dist/plugins");

/** Tells the processes of one test run where the providers of the tests lie. */
const VARIABLE = "TEST_PROVIDERS";

interface Providers {
  readonly dir: string;
  /** The host folder with our own provider. */
  readonly own: string;
  /** By CLI product: the host folder with `hashicorp/null`. */
  readonly null: Readonly<Record<string, string>>;
}

/** A filesystem mirror with all of them. */
const mirrorIn = (dir: string, product: string) => path.join(dir, product, "plugins");

/** Gives a compiled provider a second name, since a copy for each CLI would fill the disk. */
function linkCompiled(file: string, copy: string): boolean {
  const stat = statSync(file);
  const compiled = stat.isFile() && stat.size > 64 * 1024 ** 2;
  if (compiled) {
    linkSync(file, copy);
  }
  return compiled;
}

/** Gets the providers that the acceptance tests need beside our own, and says which they are. */
export async function provide(say: (line: string) => void): Promise<void> {
  const dir = mkdtempSync(path.join(os.tmpdir(), "ehpc-providers-"));
  const host = path.dirname(path.dirname(PROVIDER_ADDRESS));
  const own = PROVIDER_FORM === "binary" ? compileOwn(path.join(dir, "own", host)) : path.join(BUILT, host);
  const sample = path.join(dir, "sample", host);
  buildInto(sample, "test/support/sample-provider/main.ts", "test/sample/1.0.0");
  const found: Record<string, string> = {};
  for (const cli of allClis()) {
    if (found[cli.product] !== undefined) {
      continue;
    }
    const { hostFolder } = await findNullProvider(cli, path.join(dir, cli.product), say);
    found[cli.product] = hostFolder;
    for (const folder of [own, sample, hostFolder]) {
      // Terraform follows a link at the base of a mirror, but not between its levels.
      cpSync(folder, path.join(mirrorIn(dir, cli.product), path.basename(folder)), {
        recursive: true,
        dereference: true,
        filter: (file, copy) => !linkCompiled(file, copy),
      });
    }
  }
  mkdirSync(path.join(dir, "caches"), { mode: 0o700 });
  process.env[VARIABLE] = JSON.stringify({ dir, own, null: found } satisfies Providers);
}

function compileOwn(hostFolder: string): string {
  const name = PROVIDER_ADDRESS.slice(path.basename(hostFolder).length + 1);
  buildInto(hostFolder, "src/provider/main.ts", `${name}/${version}`);
  return hostFolder;
}

/** Removes what {@link provide} made. */
export function removeProvided(): void {
  const { dir } = provided();
  rmSync(dir, { recursive: true, force: true });
}

/** The host folder with our own provider: what `npm run build` has left, or, with PROVIDER=binary, the binary. */
export function ownMirror(): string {
  return provided().own;
}

/** The host folder with `hashicorp/null`, for a CLI. */
export function nullMirror(cli: Cli): string {
  const folder = provided().null[cli.product];
  if (folder === undefined) {
    throw new Error(`no hashicorp/null was provided for ${cli.name}`);
  }
  return folder;
}

/** The file of our own provider that Terraform starts. */
export function ownExecutable(): string {
  const platform = platformOf(process.platform, process.arch);
  return path.join(
    path.dirname(ownMirror()),
    PROVIDER_ADDRESS,
    version,
    platform,
    `terraform-provider-ehpc_v${version}`,
  );
}

/** The mirror with every provider of the tests, for a CLI. Nobody writes to it. */
export function mirror({ product }: Cli): string {
  return mirrorIn(provided().dir, product);
}

/** Where the providers of all workspaces keep their compiled code: each would compile it for itself otherwise. */
export function sharedCaches(): string {
  return path.join(provided().dir, "caches");
}

function provided(): Providers {
  const text = process.env[VARIABLE];
  if (text === undefined) {
    throw new Error("acceptance tests run with jest's project of that name");
  }
  return JSON.parse(text);
}
