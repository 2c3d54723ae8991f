import { type Command, InvalidArgumentError, Option } from "commander";
import type { JobSort } from "../ehpc/list/job-filter";
import { requirePattern } from "../ehpc/list/name-pattern";
import { NotationError } from "../notation/notation-error";
import { parseTimestamp } from "../notation/parse-timestamp";
import { type ClusterOptions, type StateOptions, textsOption } from "./job-options";

/** The options of `list`. */
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

/** Adds the options that filter the jobs of a cluster. */
export function addFilterOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--status <status>", "jobs to list: all, ended or not ended")
        .choices(["all", "finished", "unfinished"])
        .default("all"),
    )
    .option("--name <text>", "only jobs with a similar name (the service's fuzzy match)", filled)
    .option(
      "--name-regex <regex>",
      "only jobs whose name matches this JavaScript regular expression",
      pattern,
    )
    .addOption(textsOption("--user <name>", "only jobs of this user on the cluster; repeatable", "The name"))
    .addOption(textsOption("--queue <name>", "only jobs of this queue; repeatable", "The name"))
    .addOption(textsOption("--node <name>", "only jobs on this node; repeatable", "The name"))
    .option(
      "--created-after <time>",
      "only jobs submitted at this time or later, such as 2024-08-20T02:54:46Z",
      time,
    )
    .option("--created-before <time>", "only jobs submitted at this time or earlier", time)
    .option(
      "--sort <order>",
      "submit, execute or pend, with an optional direction asc or desc (default: desc), such as submit:asc",
      sort,
    )
    .option("--limit <number>", "maximum number of jobs", limit);
}

function filled(text: string): string {
  if (text.trim() !== "") {
    return text;
  }
  throw new InvalidArgumentError("The value must not be empty.");
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
    if (error instanceof NotationError) {
      throw new InvalidArgumentError(`${error.message}`);
    }
    throw error;
  }
}

const SORT = /^(submit|execute|pend)(?::(asc|desc))?$/;

function sort(text: string): JobSort {
  const [, by, order = "desc"] = SORT.exec(text) ?? [];
  if (by === undefined) {
    throw new InvalidArgumentError(
      "The order must be submit, execute or pend, with an optional :asc or :desc.",
    );
  }
  return { by, order } as JobSort;
}

function limit(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) {
    return Number(text);
  }
  throw new InvalidArgumentError("The limit must be a whole number, at least 1.");
}
