import { type Command, InvalidArgumentError, Option } from "commander";
import type { JobSort } from "../ehpc/list/job-filter";
import { requirePattern } from "../ehpc/list/name-pattern";
import { NotationError } from "../notation/notation-error";
import { parseTimestamp } from "../notation/parse-timestamp";
import { type ClusterOptions, type StateOptions, textsOption } from "./job-options";

/** What the command line of `list` gives. */
export interface ListCommandOptions extends ClusterOptions, StateOptions {
  status: "all" | "finished" | "unfinished";
  name?: string;
  nameRegex?: string;
  user: readonly string[];
  queue: readonly string[];
  node: readonly string[];
  /** Unix seconds. */
  createdAfter?: number;
  createdBefore?: number;
  sort?: JobSort;
  limit?: number;
  showVariables?: true;
  json?: true;
}

/** Adds the options that choose among the jobs of a cluster. */
export function addFilterOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--status <status>", "whether the jobs have ended")
        .choices(["all", "finished", "unfinished"])
        .default("all"),
    )
    .option("--name <text>", "jobs whose name is like this, by the service's own fuzzy match", filled)
    .option("--name-regex <regex>", "jobs whose name matches, by a regular expression of JavaScript", pattern)
    .addOption(textsOption("--user <name>", "jobs of this user of the cluster; repeatable", "A name"))
    .addOption(textsOption("--queue <name>", "jobs of this queue; repeatable", "A name"))
    .addOption(textsOption("--node <name>", "jobs on this node; repeatable", "A name"))
    .option(
      "--created-after <time>",
      "jobs submitted at this time or later, such as 2024-08-20T02:54:46Z",
      time,
    )
    .option("--created-before <time>", "jobs submitted at this time or earlier", time)
    .option(
      "--sort <order>",
      "submit, execute or pend, and after a colon asc or desc (default: desc), such as submit:asc",
      sort,
    )
    .option("--limit <number>", "so many jobs at most, the first of the list", limit);
}

function filled(text: string): string {
  if (text.trim() !== "") return text;
  throw new InvalidArgumentError("It is not empty.");
}

function pattern(text: string): string {
  readable(requirePattern, filled(text));
  return text;
}

function time(text: string): number {
  return readable(parseTimestamp, text);
}

function readable<T>(parse: (text: string) => T, text: string): T {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof NotationError) throw new InvalidArgumentError(`${error.message}`);
    throw error;
  }
}

const SORT = /^(submit|execute|pend)(?::(asc|desc))?$/;

function sort(text: string): JobSort {
  const [, by, order = "desc"] = SORT.exec(text) ?? [];
  if (by === undefined) {
    throw new InvalidArgumentError("It is submit, execute or pend, and after a colon asc or desc.");
  }
  return { by, order } as JobSort;
}

function limit(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is a whole number from 1.");
}
