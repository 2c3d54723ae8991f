import type { Command, Option } from "commander";
import { SHELLS } from "./completion-scripts";

/** A word that may stand at the cursor. */
export interface Candidate {
  value: string;
  description: string;
}

/** What may stand at the cursor: a word, a path, or a job of the cluster that the line names. */
export type Completion =
  | { kind: "words"; candidates: readonly Candidate[] }
  | { kind: "files" }
  | {
      kind: "jobs";
      /** The command, such as `wait`. */
      command: string;
      /** Whether the names of jobs are wanted instead of their IDs. */
      names: boolean;
      /** The options of the line by name, such as `--cluster`. */
      options: ReadonlyMap<string, readonly string[]>;
    };

/** The part of the line that a completion is for. */
export interface Cursor {
  /** The word up to the cursor, without an option before a `=`. */
  typed: string;
  /** The option and the `=` before it; empty where there is none. */
  before: string;
}

const JOB_IDS: readonly string[] = ["--job", "--array"];
const PATHS: readonly string[] = ["--jobs-from", "--scenario", "--dir", "--from"];
/** Values that a program knows beside the choices of its options. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  "--require": ["all", "any"],
  "--sort": ["submit", "submit:asc", "execute", "execute:asc", "pend", "pend:asc"],
  "--scenario": ["quick-start", "getjob-sample"],
};

/** Finds out what may stand at the cursor, behind these words of the command line. The last may be empty. */
export function complete(program: Command, words: readonly string[]): Completion & Cursor {
  const before = words.slice(0, -1);
  const current = words.at(-1) ?? "";
  const command = program.commands.find((each) => each.name() === before[0]);
  if (before.length === 0) {
    return {
      ...wordsOf(current.startsWith("-") ? optionsOf(program) : commandsOf(program)),
      ...plain(current),
    };
  }
  if (command === undefined) {
    return { ...wordsOf([]), ...plain(current) };
  }
  const { options, open } = read(command, before.slice(1));
  if (open !== null) {
    return { ...valuesOf(open, command, options), ...plain(current) };
  }
  const [, name = "", typed = ""] = /^(--[^=]+)=(.*)$/s.exec(current) ?? [];
  const named = optionNamed(command, name);
  if (named !== null) {
    return { ...valuesOf(named, command, options), typed, before: `${name}=` };
  }
  if (current.startsWith("-")) {
    const left = optionsOf(command).filter(
      ({ value }) => !options.has(value) || isRepeatable(command, value),
    );
    return { ...wordsOf(left), ...plain(current) };
  }
  return { ...wordsOf(operandsOf(program, command)), ...plain(current) };
}

function plain(typed: string): Cursor {
  return { typed, before: "" };
}

function wordsOf(candidates: readonly Candidate[]): Completion {
  return { kind: "words", candidates };
}

function bare(values: readonly string[]): Candidate[] {
  return values.map((value) => ({ value, description: "" }));
}

function commandsOf(program: Command): Candidate[] {
  return program
    .createHelp()
    .visibleCommands(program)
    .map((command) => ({
      value: command.name(),
      description: command.description(),
    }));
}

function optionsOf(command: Command): Candidate[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({ long, description }) => (long == null ? [] : [{ value: long, description }]));
}

function operandsOf(program: Command, command: Command): Candidate[] {
  switch (command.name()) {
    case "help":
      return commandsOf(program);
    case "completion":
      return bare(SHELLS);
    default:
      return [];
  }
}

/** The options that were given, and the one whose value comes next. */
function read(
  command: Command,
  words: readonly string[],
): { options: Map<string, string[]>; open: Option | null } {
  const options = new Map<string, string[]>();
  let open: Option | null = null;
  for (const word of words) {
    if (open !== null) {
      add(options, open.long ?? "", word);
      open = null;
      continue;
    }
    const [, name = word, value] = /^(--[^=]+)=(.*)$/s.exec(word) ?? [];
    const option = optionNamed(command, name);
    if (value !== undefined || !option?.required) {
      add(options, name, ...(value === undefined ? [] : [value]));
    } else {
      open = option;
    }
  }
  return { options, open };
}

function add(options: Map<string, string[]>, name: string, ...values: readonly string[]): void {
  options.set(name, [...(options.get(name) ?? []), ...values]);
}

function optionNamed(command: Command, name: string): Option | null {
  return command.options.find(({ long, short }) => name !== "" && (long === name || short === name)) ?? null;
}

function isRepeatable(command: Command, name: string): boolean {
  return Array.isArray(optionNamed(command, name)?.defaultValue);
}

function valuesOf(
  { long, argChoices }: Option,
  command: Command,
  options: ReadonlyMap<string, readonly string[]>,
): Completion {
  const name = long ?? "";
  if (JOB_IDS.includes(name) || name === "--name") {
    return { kind: "jobs", command: command.name(), names: name === "--name", options };
  }
  if (PATHS.includes(name)) {
    return { kind: "files" };
  }
  return wordsOf(bare(argChoices ?? VALUES[name] ?? []));
}
