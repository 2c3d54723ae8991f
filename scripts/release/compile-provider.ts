// Compiles a provider for this machine: `node --import tsx scripts/release/compile-provider.ts ENTRY OUT_FILE`.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
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
 * How Bun writes it. `splitting` keeps what is imported late out of what runs before the handshake line, as in the
 * bundle for Node.js; `bytecode` saves the parsing. Names stay: they are what a crash report is read by. Whatever
 * lies in the folder where Terraform runs is no business of the provider, hence no `.env` and no `bunfig.toml`.
 */
const FLAGS = [
  "--compile",
  "--bytecode",
  "--splitting",
  "--format=esm",
  "--minify-syntax",
  "--minify-whitespace",
  "--no-compile-autoload-dotenv",
  "--no-compile-autoload-bunfig",
];

/**
 * Compiles a provider to one executable that needs no Node.js: Bun and our code in one file. Nothing is downloaded.
 *
 * @throws Error when Bun is not installed, or with what Bun says of the sources
 */
export function compileProvider({
  entry = "src/provider/main.ts",
  outFile,
  target,
  runtime,
}: CompileOptions): void {
  const file = path.resolve(outFile);
  mkdirSync(path.dirname(file), { recursive: true });
  const { status, error, stderr } = spawnSync(
    ownBun(),
    [
      "build",
      ...FLAGS,
      `--target=${target.bunTarget}`,
      `--compile-executable-path=${runtime}`,
      `--outfile=${file}`,
      path.resolve(ROOT, entry),
    ],
    { cwd: ROOT, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`Bun does not compile ${entry}: ${error?.message ?? stderr}`);
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
