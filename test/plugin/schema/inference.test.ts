import { dataSource } from "../../../src/plugin/author/data-source";
import { provider } from "../../../src/plugin/author/provider";
import { UNKNOWN } from "../../../src/plugin/cty/value";
import {
  type ArgumentsOf,
  computed,
  integer,
  listOf,
  mapOf,
  object,
  optional,
  type ResultsOf,
  required,
  type StateOf,
  string,
  type Unknowable,
} from "../../../src/plugin/schema/attribute";

// `npm run typecheck` is what fails here when inference breaks: each line marked with @ts-expect-error has to be an
// error, and every other line must not be one.

const attributes = {
  name: required(string, "Name."),
  tags: optional(listOf(string), "Tags."),
  size: computed(integer, "Size."),
  place: computed(object({ row: computed(integer, "Row.") }), "Place."),
  extra: computed(mapOf(string), "Extra."),
};

test("arguments, results and state have the types that the schema says", () => {
  const config: ArgumentsOf<typeof attributes> = { name: "x", tags: null };
  const results: ResultsOf<typeof attributes> = { size: 1, place: { row: null }, extra: { a: "b" } };
  const state: StateOf<typeof attributes> = { ...config, ...results };
  expect(state.place?.row).toBeNull();

  // @ts-expect-error a required argument is never null
  const withoutName: ArgumentsOf<typeof attributes> = { name: null, tags: null };
  // @ts-expect-error each result must be answered
  const incomplete: ResultsOf<typeof attributes> = { size: 1, place: null };
  // @ts-expect-error a size is a number
  const wrongType: ResultsOf<typeof attributes> = { size: "1", place: null, extra: null };
  expect([withoutName, incomplete, wrongType]).toHaveLength(3);
});

test("a name that the schema lacks does not compile", async () => {
  const source = dataSource<null>()({
    description: "",
    attributes,
    // @ts-expect-error `sise` is no attribute
    read: async ({ config }) => ({ sise: config.name.length, place: null, extra: null }),
  });
  const other = dataSource<null>()({
    description: "",
    attributes,
    // @ts-expect-error `nome` is no argument
    read: async ({ config }) => ({ size: config.nome, place: null, extra: null }),
  });
  expect([source, other]).toHaveLength(2);
});

test("validation meets unknown values at any depth", () => {
  const partly: Unknowable<ArgumentsOf<typeof attributes>> = { name: UNKNOWN, tags: ["a", UNKNOWN] };
  const wholly: Unknowable<ArgumentsOf<typeof attributes>> = UNKNOWN;
  expect([partly, wholly]).toContain(UNKNOWN);
});

test("a data source fits only a provider with the client that it wants", () => {
  const wantsNumber = dataSource<number>()({
    description: "",
    attributes,
    read: async ({ client }) => ({ size: client, place: null, extra: null }),
  });
  const fits = provider<number>()({
    description: "",
    attributes: {},
    configure: () => 1,
    dataSources: { wantsNumber },
    resources: {},
  });
  expect(Object.keys(fits.dataSources)).toEqual(["wantsNumber"]);
});
