// Compiles a provider for this machine: `node --import tsx tools/release/compile-provider.ts ENTRY OUT_FILE`.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ownBun } from "./bun-runtime";
import { ownTarget, TARGETS, type Target } from "./targets";

/** What {@link compileProvider} is given. */
export interface CompileOptions {
  /** TypeScript source; @default src/provider/main.ts */
  readonly entry?: string;
  /** Path of the executable. Its bytes depend on its base name, for which Bun has a place in them. */
  readonly outFile: string;
  readonly target: Target;
  /** The Bun of that platform, whose copy the executable is. */
  readonly runtime: string;
}

const ROOT = path.resolve(__dirname, "../..");

/**
 * How Bun writes it. `splitting` keeps what is imported late out of what runs before the handshake line; `bytecode`
 * saves the parsing. Whatever lies in the folder where Terraform runs is no business of the provider, hence no `.env`
 * and no `bunfig.toml`.
 */
const FLAGS = [
  "--compile",
  "--bytecode",
  "--splitting",
  "--format=esm",
  "--no-compile-autoload-dotenv",
  "--no-compile-autoload-bunfig",
];

/**
 * Compiles a provider to one executable that needs no Node.js: Bun, and the modules of which the bundle for Node.js is
 * made. Nothing is downloaded.
 *
 * @throws Error when Bun is not installed, or with what is wrong with the sources
 */
export function compileProvider({
  entry = "src/provider/main.ts",
  outFile,
  target,
  runtime,
}: CompileOptions): void {
  const file = path.resolve(outFile);
  mkdirSync(path.dirname(file), { recursive: true });
  const modules = mkdtempSync(path.join(tmpdir(), "ehpc-modules-"));
  // Bun writes down where the modules are, as seen from the folder where it runs.
  const run = (program: string, ...args: readonly string[]) => {
    const { status, error, stderr } = spawnSync(program, args, { cwd: modules, encoding: "utf8" });
    if (status !== 0) {
      throw new Error(`${entry} cannot be compiled: ${error?.message ?? stderr}`);
    }
  };
  try {
    run(process.execPath, path.join(__dirname, "bundle-modules.mjs"), path.resolve(ROOT, entry), modules);
    run(
      ownBun(),
      "build",
      ...FLAGS,
      `--target=${target.bunTarget}`,
      `--compile-executable-path=${runtime}`,
      `--outfile=${file}`,
      "main.mjs",
    );
  } finally {
    rmSync(modules, { recursive: true });
  }
}

if (require.main === module) {
  const [entry, outFile] = process.argv.slice(2);
  const target = ownTarget() ?? TARGETS[0];
  if (entry === undefined || outFile === undefined || target === undefined) {
    console.error("usage: compile-provider.ts ENTRY OUT_FILE");
    process.exit(2);
  }
  compileProvider({ entry, outFile, target, runtime: ownBun() });
}
