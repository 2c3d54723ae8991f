import { type Command, InvalidArgumentError, Option } from "commander";
import type { JobSort } from "../../ehpc/list/job-filter";
import { requirePattern } from "../../ehpc/list/name-pattern";
import { NotationError } from "../../notation/notation-error";
import { parseTimestamp } from "../../notation/parse-timestamp";
import { type ClusterOptions, type StateOptions, textsOption } from "../job-options";

/** The options that select jobs by what they are. */
export interface SelectionOptions {
  name?: string;
  nameRegex?: string;
  user: readonly string[];
  queue: readonly string[];
  node: readonly string[];
}

/** The options of `list`. */
export interface ListCommandOptions extends ClusterOptions, StateOptions, SelectionOptions {
  status: "all" | "finished" | "unfinished";
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
  const status = new Option("--status <status>", "jobs to list: all, ended or not ended")
    .choices(["all", "finished", "unfinished"])
    .default("all");
  return addSelectionOptions(command.addOption(status))
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

/** Adds the options that select jobs by what they are. */
export function addSelectionOptions(command: Command): Command {
  return addNameOptions(command)
    .addOption(textsOption("--user <name>", "only jobs of this user on the cluster; repeatable", "The name"))
    .addOption(textsOption("--queue <name>", "only jobs of this queue; repeatable", "The name"))
    .addOption(textsOption("--node <name>", "only jobs on this node; repeatable", "The name"));
}

/** Adds the options that select jobs by name. */
export function addNameOptions(command: Command): Command {
  return command
    .option("--name <text>", "only jobs with a similar name (the service's fuzzy match)", filled)
    .option(
      "--name-regex <regex>",
      "only jobs whose name matches this JavaScript regular expression",
      pattern,
    );
}

/** Adds an option for a time, which becomes Unix seconds. */
export function addTimeOption(command: Command, flags: string, description: string): Command {
  return command.option(flags, description, time);
}

/** The jobs of a cluster that the options select, in the form of the API client. */
export function selectionOf({
  cluster,
  name,
  nameRegex,
  user,
  queue,
  node,
}: ClusterOptions & SelectionOptions) {
  return {
    clusterId: cluster,
    users: user,
    queues: queue,
    nodes: node,
    ...(name !== undefined && { jobName: name }),
    ...(nameRegex !== undefined && { nameRegex }),
  };
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
