import { execFileSync } from "node:child_process";
import path from "node:path";

const ROOT = path.resolve(__dirname, "../..");

/**
 * What the tests drive: the script that Node.js runs, or the binary that needs no Node.js. `PROVIDER=binary npm test`
 * chooses the second for all providers, ours and those of the tests.
 */
export const PROVIDER_FORM = readForm(process.env.PROVIDER);

/** Builds the provider of an entry, as a release of that form is built. */
export function buildProvider(entry: string, executable: string): void {
  const builder =
    PROVIDER_FORM === "binary"
      ? ["--import", "tsx", "tools/release/compile-provider.ts"]
      : ["scripts/bundle-provider.mjs"];
  execFileSync(process.execPath, [...builder, path.join(ROOT, entry), executable], {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
  });
}

function readForm(text = "script"): "script" | "binary" {
  if (text === "script" || text === "binary") {
    return text;
  }
  throw new Error(`PROVIDER is "script" or "binary", not ${JSON.stringify(text)}`);
}
