import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { dataSource } from "../../../src/plugin/author/data-source";
import { DiagnosticError } from "../../../src/plugin/author/diagnostic";
import { listResource } from "../../../src/plugin/author/list-resource";
import { provider } from "../../../src/plugin/author/provider";
import { ApplyError, resource } from "../../../src/plugin/author/resource";
import {
  bool,
  computed,
  dynamic,
  integer,
  listOf,
  mapOf,
  number,
  object,
  optional,
  optionalComputed,
  refine,
  required,
  setOf,
  string,
  writeOnly,
} from "../../../src/plugin/schema/attribute";
import { announce } from "./announce";
import type { Folder } from "./folder";
import { sampleFunctions } from "./functions";
import { lease } from "./lease";

const short = refine(string, (text) => (text.length <= 8 ? undefined : "must have at most 8 characters."));

/** A managed resource with everything that a plan can hold. */
const thing = resource<Folder>()({
  description: "A thing, which is a file.",
  version: 1,
  identity: { name: "required" },
  attributes: {
    name: required(short, "Name, which is its ID too.", { requiresReplace: true }),
    size: optional(integer, "Any size."),
    weight: optional(number, "Any weight."),
    color: optionalComputed(string, "Any color; gray if not given."),
    tags: optional(mapOf(short), "Short texts."),
    labels: optional(setOf(string), "Without order."),
    parts: optional(
      listOf(object({ name: required(string, "Name."), serial: computed(string, "Serial number.") })),
      "Parts of the thing.",
    ),
    key: writeOnly(short, "A key, which only the thing itself has.", { sensitive: true }),
    fail: optional(string, "When to fail: `create`, `half-created`, `update` or `delete`."),
    id: computed(string, "The name.", { stable: true }),
    revision: computed(integer, "Counts the changes."),
  },
  async create({ planned, writeOnly: { key }, client, warn }) {
    if (planned.fail === "create") {
      throw new DiagnosticError({ ...refusal("create"), path: ["fail"] });
    }
    const results = {
      id: planned.name,
      revision: 1,
      color: planned.color ?? "gray",
      parts: withSerials(planned.parts),
    };
    write(client, { name: planned.name, size: planned.size, revision: 1, key });
    if (planned.fail === "half-created") {
      throw new ApplyError([{ severity: "error", ...refusal("finish") }], results);
    }
    if (planned.size === 13) {
      warn({ summary: "Unlucky Size", detail: "Thirteen.", path: ["size"] });
    }
    return results;
  },
  async read({ state, client }) {
    const stored = load(client, state.name);
    return stored && { size: stored.size, revision: stored.revision };
  },
  async update({ prior, planned, writeOnly: { key }, client }) {
    if (planned.fail === "update") {
      throw new DiagnosticError(refusal("update"));
    }
    const revision = (prior.revision ?? 0) + 1;
    write(client, { name: planned.name, size: planned.size, revision, key });
    return {
      id: prior.id,
      revision,
      color: "gray",
      parts: withSerials(planned.parts),
    };
  },
  async delete({ state, client }) {
    if (state.fail === "delete") {
      throw new DiagnosticError(refusal("delete"));
    }
    rmSync(client.file(state.name), { force: true });
  },
  async importState({ id }) {
    return { name: id, id };
  },
  importIdentity: async ({ identity: { name } }) => ({ name, id: name }),
  moveFrom({ typeName, state }) {
    const { input } = state as { input: { value: { name: string; size: number } } };
    return typeName === "terraform_data" ? { ...input.value, id: input.value.name, revision: 1 } : undefined;
  },
  upgrade: ({ state }) => {
    const { title, ...rest } = state as Record<string, unknown>;
    return { ...rest, name: String(title) };
  },
});

/** Finds the things in the folder. */
const things = listResource(thing)({
  description: "Finds things.",
  attributes: {
    prefix: optional(short, "How their names begin."),
    fail: optional(bool, "Whether to fail after the first."),
  },
  async *list({ config, client, limit, withState, warn }) {
    const names = readdirSync(path.dirname(client.file("x")))
      .flatMap((file) => /^(.+)\.json$/.exec(file)?.[1] ?? [])
      .filter((name) => name.startsWith(config.prefix ?? ""))
      .sort();
    if (names.length > limit) {
      warn({ summary: "More Things", detail: `There are ${names.length}.` });
    }
    for (const name of names) {
      const stored = load(client, name);
      const known = { size: stored?.size ?? null, revision: stored?.revision ?? null };
      yield { displayName: `Thing ${name}`, state: { name, id: name, ...(withState && known) } };
      if (config.fail) {
        throw new DiagnosticError({ ...refusal("list"), path: ["fail"] });
      }
    }
  },
});

/** A data source that gives back each kind of value. */
const echo = dataSource<Folder>()({
  description: "Gives back what it is given.",
  attributes: {
    text: optional(string, "Text."),
    flag: optional(bool, "Flag."),
    amount: optional(number, "Amount."),
    names: optional(listOf(string), "Names."),
    matrix: optional(listOf(listOf(number)), "Numbers."),
    anything: optional(dynamic, "Anything."),
    by_name: optional(mapOf(object({ value: optional(number, "Value.") })), "Objects."),
    id: computed(string, "Always `echo`."),
    amount_again: computed(number, "The amount."),
    nan: optional(bool, "Answer with a number that is none."),
    throw: optional(bool, "Fail as no provider should."),
  },
  async read({ config }) {
    if (config.throw) {
      throw new TypeError("a message with hunter2 in it");
    }
    return { id: "echo", amount_again: config.nan ? Number.NaN : config.amount };
  },
});

export const sample = provider<Folder>()({
  description: "Things in a folder.",
  attributes: { folder: required(string, "The folder.") },
  configure: ({ config }) => ({ file: (id) => path.join(config.folder, `${id}.json`) }),
  dataSources: { sample_echo: echo },
  resources: { sample_thing: thing },
  ephemeralResources: { sample_lease: lease },
  listResources: { sample_thing: things },
  actions: { sample_announce: announce },
  functions: sampleFunctions,
});

function withSerials(parts: readonly { readonly name: string }[] | null) {
  return parts === null ? null : parts.map(({ name }, index) => ({ name, serial: `S${index}` }));
}

interface Stored {
  name: string;
  size: number | null;
  revision: number;
  key: string | null;
}

function write(folder: Folder, stored: Stored): void {
  writeFileSync(folder.file(stored.name), JSON.stringify(stored));
}

function load(folder: Folder, name: string): Stored | null {
  const file = folder.file(name);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

function refusal(verb: string) {
  return { summary: `Cannot ${verb}`, detail: `The test asked that "${verb}" fails.` };
}
