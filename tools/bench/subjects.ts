import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { version } from "../../package.json";
import type { Cli } from "../../scripts/terraform/cli";
import { platformOf } from "../../src/mirror/platform";
import { PROVIDER_ADDRESS } from "../../src/provider/address";
import { ownBun } from "../release/bun-runtime";
import { compileProvider } from "../release/compile-provider";
import { ownTarget } from "../release/targets";
import { ehpcLookups, emptyConfiguration, externalLookups, httpLookups } from "./configuration";
import { GO_PROVIDER, goProvider } from "./go-provider";

const ROOT = resolve(__dirname, "../..");

const PLATFORM = platformOf(process.platform, process.arch);

export type SubjectId = "none" | "node" | "compiled" | "earlier" | "http" | "external" | "time";

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

export interface SubjectOptions {
  /** Existing folder for what is compiled. */
  readonly work: string;
  /** `dist/plugins` of another build of the provider. */
  readonly beside?: string | undefined;
  /** Whether starts are timed: a provider in Go is built for that, which takes a minute or more. */
  readonly starts: boolean;
}

/** All there are on this machine. Builds the provider, and compiles it where there is a Bun. */
export function findSubjects(cli: Cli, { work, beside, starts }: SubjectOptions): Subjects {
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
    ...(beside === undefined ? [] : [ehpc("earlier", "the build before", resolve(beside))]),
    ...present(() => ({ ...peer(cli, "http"), most: Number.POSITIVE_INFINITY, files: httpLookups })),
    ...present(() => ({ ...peer(cli, "external"), most: 100, files: externalLookups })),
    ...(starts ? present(() => timeProvider(work)) : []),
  ];
  return { subjects, absent };
}

function ehpc(id: SubjectId, name: string, plugins: string): Subject {
  const executable = executableIn(plugins);
  return { id, name, most: Number.POSITIVE_INFINITY, provider: { plugins, executable }, files: ehpcLookups };
}

/** The build beside may have another version. */
function executableIn(plugins: string): string {
  const versions = join(plugins, PROVIDER_ADDRESS);
  const [found = version] = existsSync(versions) ? readdirSync(versions) : [];
  return join(versions, found, PLATFORM, `terraform-provider-ehpc_v${found}`);
}

/** Reads nothing from an API, so it has no part in the plans. */
function timeProvider(work: string): Subject {
  const executable = goProvider(work);
  const provider = { plugins: dirname(executable), executable };
  return { id: "time", ...GO_PROVIDER, most: 0, provider, files: emptyConfiguration };
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
    if (target === undefined) {
      throw new Error("there is no target for this platform");
    }
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
    throw new Error(`NOT MEASURED: the compiled provider. ${why}`);
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
    if (!existsSync(versions)) {
      continue;
    }
    for (const found of readdirSync(versions)) {
      const executable = join(versions, found, PLATFORM, `terraform-provider-${name}_v${found}`);
      if (!existsSync(executable)) {
        continue;
      }
      return { id: name, name: `hashicorp/${name}`, version: found, provider: { plugins, executable } };
    }
  }
  throw new Error(
    `NOT MEASURED: hashicorp/${name}, because no folder of XDG_DATA_DIRS has it for ${PLATFORM}.`,
  );
}
