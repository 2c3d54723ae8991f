import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, release, totalmem, type } from "node:os";
import { resolve } from "node:path";
import { version } from "../../package.json";
import type { Cli } from "../../scripts/terraform/cli";
import type { Subject } from "./subjects";

/** What figures depend on beside the provider itself. */
export interface Machine {
  /** Of the measurement, such as `2026-01-31`. */
  readonly date: string;
  readonly hardware: string;
  readonly system: string;
  /** By name. */
  readonly versions: Readonly<Record<string, string>>;
}

export function describeMachine(cli: Cli, subjects: readonly Subject[]): Machine {
  const processors = cpus();
  const gibibytes = Math.round(totalmem() / 1024 ** 3);
  const compiled = subjects.some(({ id }) => id === "compiled");
  const [, product = "", cliVersion = ""] = /^(.*) (.*)$/.exec(cli.name) ?? [];
  return {
    date: new Date().toISOString().slice(0, 10),
    hardware: `${processors[0]?.model ?? "unknown processor"}, ${processors.length} cores, ${gibibytes} GiB`,
    system: `${type()} ${release().split(".").slice(0, 2).join(".")} ${process.arch}`,
    versions: {
      "cdktf-provider-ehpc": version,
      [product]: cliVersion,
      // The one on PATH: it is what a provider's first line asks for.
      "Node.js": execFileSync("node", ["--version"], { encoding: "utf8" }).trim().slice(1),
      ...(compiled && { Bun: bunVersion() }),
      ...Object.fromEntries(
        subjects.flatMap(({ name, version: each }) => (each === undefined ? [] : [[name, each]])),
      ),
    },
  };
}

/** One line for people. */
export function machineText({ date, hardware, system, versions }: Machine): string {
  const named = Object.entries(versions).map(([name, each]) => `${name} ${each}`);
  return `Measured ${date} on ${hardware}, ${system}; ${named.join(", ")}.`;
}

function bunVersion(): string {
  const file = resolve(__dirname, "../node_modules/bun/package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
