import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { version } from "../package.json";
import type { Cli } from "../scripts/terraform/cli";
import { platformOf } from "../src/mirror/platform";
import { PROVIDER_ADDRESS } from "../src/provider/address";
import { ownBun } from "../tools/release/bun-runtime";
import { compileProvider } from "../tools/release/compile-provider";
import { ownTarget } from "../tools/release/targets";
import { ehpcLookups, emptyConfiguration, externalLookups, httpLookups } from "./configuration";

const ROOT = resolve(__dirname, "..");

const PLATFORM = platformOf(process.platform, process.arch);

export type SubjectId = "none" | "node" | "compiled" | "http" | "external";

/** Something whose plans are timed. */
export interface Subject {
  readonly id: SubjectId;
  /** What the tables call it. */
  readonly name: string;
  /** Of a peer. */
  readonly version?: string;
  /** More lookups than that are left out. */
  readonly most: number;
  /** A mirror's folder, and the executable in it; `null` for no provider. */
  readonly provider: { readonly plugins: string; readonly executable: string } | null;
  /** A configuration with so many lookups. */
  files(count: number, endpoint: string): Record<string, string>;
}

export interface Subjects {
  readonly subjects: readonly Subject[];
  /** Which are not there, and why. */
  readonly absent: readonly string[];
}

/**
 * All there are on this machine. Builds the provider, and compiles it where there is a Bun.
 *
 * @param work - existing folder for the compiled provider
 */
export function findSubjects(cli: Cli, work: string): Subjects {
  const absent: string[] = [];
  const present = <T>(find: () => T): T[] => {
    try {
      return [find()];
    } catch (reason) {
      absent.push(reason instanceof Error ? reason.message : String(reason));
      return [];
    }
  };
  const subjects: Subject[] = [
    { id: "none", name: "no provider", most: 1, provider: null, files: emptyConfiguration },
    ehpc("node", "Node.js", builtProvider()),
    ...present(() => ehpc("compiled", "compiled", compiledProvider(work))),
    ...present(() => ({ ...peer(cli, "http"), most: Number.POSITIVE_INFINITY, files: httpLookups })),
    ...present(() => ({ ...peer(cli, "external"), most: 100, files: externalLookups })),
  ];
  return { subjects, absent };
}

function ehpc(id: SubjectId, name: string, plugins: string): Subject {
  const executable = join(
    plugins,
    PROVIDER_ADDRESS,
    version,
    PLATFORM,
    `terraform-provider-ehpc_v${version}`,
  );
  return { id, name, most: Number.POSITIVE_INFINITY, provider: { plugins, executable }, files: ehpcLookups };
}

function builtProvider(): string {
  execFileSync(process.execPath, [join(ROOT, "scripts/build.mjs")], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  return join(ROOT, "dist/plugins");
}

function compiledProvider(work: string): string {
  const target = ownTarget();
  try {
    const runtime = ownBun();
    if (target === undefined) throw new Error("there is no target for this platform");
    const outFile = join(
      work,
      PROVIDER_ADDRESS,
      version,
      PLATFORM,
      `terraform-provider-ehpc_v${version}${target.suffix}`,
    );
    compileProvider({ outFile, target, runtime });
    return work;
  } catch (reason) {
    const why = reason instanceof Error ? reason.message : String(reason);
    throw new Error(`The compiled provider is left out. ${why}`);
  }
}

/**
 * A provider of HashiCorp in a filesystem mirror below XDG_DATA_DIRS, where Terraform itself looks for one.
 *
 * @throws Error when there is none
 */
function peer(cli: Cli, name: "http" | "external"): Pick<Subject, "id" | "name" | "version" | "provider"> {
  for (const folder of (process.env.XDG_DATA_DIRS ?? "").split(":").filter((each) => each !== "")) {
    const plugins = join(folder, "terraform/plugins");
    const versions = join(plugins, cli.registry, "hashicorp", name);
    if (!existsSync(versions)) continue;
    for (const found of readdirSync(versions)) {
      const executable = join(versions, found, PLATFORM, `terraform-provider-${name}_v${found}`);
      if (!existsSync(executable)) continue;
      return { id: name, name: `hashicorp/${name}`, version: found, provider: { plugins, executable } };
    }
  }
  throw new Error(`hashicorp/${name} is left out: no folder of XDG_DATA_DIRS has it for ${PLATFORM}.`);
}
