import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { allClis, type Cli } from "./cli";
import { bundle, findNullProvider } from "./null-mirror";

/** Tells the processes of one test run where the providers of the tests lie. */
const VARIABLE = "TEST_PROVIDERS";

interface Providers {
  readonly dir: string;
  /** By CLI product: the host folder with `hashicorp/null`. */
  readonly null: Readonly<Record<string, string>>;
  /** The host folder with the sample provider. */
  readonly sample: string;
}

/** Gets the providers that the acceptance tests need beside our own, and says which they are. */
export async function provide(say: (line: string) => void): Promise<void> {
  const dir = mkdtempSync(path.join(os.tmpdir(), "ehpc-providers-"));
  const found: Record<string, string> = {};
  for (const cli of allClis()) {
    if (found[cli.product] !== undefined) continue;
    found[cli.product] = (await findNullProvider(cli, path.join(dir, cli.product), say)).hostFolder;
  }
  const sample = path.join(dir, "terraform.local");
  bundle("test/support/sample-provider/main.ts", sample, "test/sample/1.0.0");
  process.env[VARIABLE] = JSON.stringify({ dir, null: found, sample } satisfies Providers);
}

/** Removes what {@link provide} made. */
export function removeProvided(): void {
  const { dir } = provided();
  rmSync(dir, { recursive: true, force: true });
}

/** The host folder with `hashicorp/null`, for a CLI. */
export function nullMirror(cli: Cli): string {
  const folder = provided().null[cli.product];
  if (folder === undefined) throw new Error(`no hashicorp/null was provided for ${cli.name}`);
  return folder;
}

/** The host folder with the sample provider. */
export function sampleMirror(): string {
  return provided().sample;
}

function provided(): Providers {
  const text = process.env[VARIABLE];
  if (text === undefined) throw new Error("acceptance tests run with jest's project of that name");
  return JSON.parse(text);
}
