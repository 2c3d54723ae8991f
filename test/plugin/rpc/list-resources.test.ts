import { createSecretFilter } from "../../../src/base/secret-filter";
import { DiagnosticError } from "../../../src/plugin/author/diagnostic";
import { listResource } from "../../../src/plugin/author/list-resource";
import type { Logger } from "../../../src/plugin/author/log";
import { provider } from "../../../src/plugin/author/provider";
import { resource } from "../../../src/plugin/author/resource";
import { type CtyObject, UNKNOWN } from "../../../src/plugin/cty/value";
import * as proto from "../../../src/plugin/protocol/generated/list-resource";
import * as offers from "../../../src/plugin/protocol/generated/provider-schema";
import * as main from "../../../src/plugin/protocol/generated/tfplugin6";
import { fromWire, toWire } from "../../../src/plugin/rpc/dynamic-value";
import { serviceOf } from "../../../src/plugin/rpc/methods";
import { identityAttributes } from "../../../src/plugin/rpc/resource-identity";
import {
  computed,
  listOf,
  mapOf,
  object,
  optional,
  optionalComputed,
  refine,
  required,
  string,
  writeOnly,
} from "../../../src/plugin/schema/attribute";

const quiet = () => {};
const logger: Logger = { trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet };
const EMPTY = Buffer.alloc(0);
const SECRET = "hunter2hunter2";

const part = object({ name: required(string, ""), serial: computed(string, "") });

const thing = resource<string>()({
  description: "",
  attributes: {
    name: required(string, ""),
    color: optionalComputed(
      refine(string, (text) => (text === "plaid" ? "must not be plaid." : undefined)),
      "",
    ),
    key: writeOnly(string, ""),
    first: optional(part, ""),
    parts: optional(listOf(part), ""),
    by_name: optional(mapOf(part), ""),
    revision: computed(string, ""),
  },
  identity: { name: "required" },
  create: async () => ({ color: null, revision: "1" }),
  read: async () => ({}),
  delete: async () => {},
});

/** What the list has come to. */
let events: string[] = [];

const things = listResource(thing)({
  description: "Finds things.",
  attributes: { way: optional(string, "How it goes.") },
  validate: (config) =>
    typeof config === "object" && config.way === "never"
      ? [{ severity: "error", summary: "Never", detail: "" }]
      : [],
  async *list({ config, client, limit, withState, signal, warn }) {
    events.push(`begin ${limit} ${withState}`);
    try {
      for (let index = 0; index < 3; index += 1) {
        if (index === 1 && config.way === "fail") {
          throw new DiagnosticError({ summary: "Cannot List", detail: SECRET });
        }
        if (index === 1 && config.way === "hang") {
          await new Promise((_, reject) => {
            signal.addEventListener("abort", () => reject(signal.reason));
          });
        }
        if (config.way === "warn") {
          warn({ summary: "Careful", detail: "" });
        }
        const name = config.way === "nameless" ? {} : { name: `${client}${index}` };
        yield { displayName: `thing ${index} ${SECRET}`, state: { ...name, color: "red", revision: "r" } };
      }
    } finally {
      events.push("end");
    }
  },
});

const secrets = createSecretFilter();
const { unary, streams } = serviceOf(
  provider<string>()({
    description: "",
    attributes: {},
    configure: () => {
      secrets.conceal(SECRET);
      return "t";
    },
    dataSources: {},
    resources: { test_thing: thing },
    listResources: { test_thing: things },
  }),
  { logger, secrets },
);
const CONNECTION = {};
const typeName = "test_thing";
const identity = identityAttributes(thing) ?? {};

async function ask(name: string, request: Uint8Array = EMPTY): Promise<Uint8Array> {
  return (await unary[name]?.(request, CONNECTION)) ?? EMPTY;
}

const config = (values: CtyObject) => toWire(values, things.attributes);

interface Asked {
  readonly limit?: number;
  readonly withState?: boolean;
  readonly signal?: AbortSignal;
  readonly type?: string;
  readonly arrived?: () => void;
}

/** Lists; resolves with what was streamed, once the stream has ended. */
async function list(values: CtyObject, asked: Asked = {}) {
  const sent: object[] = [];
  const request = proto.ListResource_Request.encode({
    typeName: asked.type ?? typeName,
    config: config(values),
    includeResourceObject: asked.withState ?? false,
    limit: asked.limit ?? 100,
  }).finish();
  await streams.ListResource?.(request, {
    connection: CONNECTION,
    signal: asked.signal ?? new AbortController().signal,
    async send(bytes) {
      const {
        identity: data,
        displayName,
        resourceObject,
        diagnostic,
      } = proto.ListResource_Event.decode(bytes);
      sent.push(
        diagnostic.length > 0
          ? { diagnostic }
          : {
              displayName,
              identity: fromWire(data?.identityData, identity),
              state: resourceObject && fromWire(resourceObject, thing.attributes),
            },
      );
      asked.arrived?.();
    },
  });
  return sent;
}

const found = (index: number) => ({
  displayName: `thing ${index} ***`,
  identity: { name: `t${index}` },
  state: undefined,
});

beforeEach(async () => {
  events = [];
  await ask("ConfigureProvider");
});

test("schema, metadata and capabilities name the list", async () => {
  const schema = offers.GetProviderSchema_Response.decode(await ask("GetProviderSchema"));
  expect(schema.listResourceSchemas.test_thing?.block).toMatchObject({ description: "Finds things." });
  expect(schema.serverCapabilities?.generateResourceConfig).toBe(true);
  const metadata = offers.GetMetadata_Response.decode(await ask("GetMetadata"));
  expect(metadata.listResources).toEqual([{ typeName }]);
});

test("arguments are checked, and may be unknown", async () => {
  for (const [way, expected] of [
    [null, []],
    [UNKNOWN, []],
    ["never", [{ summary: "Never" }]],
  ] as const) {
    const answer = await ask(
      "ValidateListResourceConfig",
      proto.ValidateListResourceConfig_Request.encode({
        typeName,
        config: config({ way }),
        includeResourceObject: undefined,
        limit: undefined,
      }).finish(),
    );
    expect(proto.ValidateListResourceConfig_Response.decode(answer).diagnostics).toMatchObject(expected);
  }
});

test("objects come with their identities, without a secret", async () => {
  expect(await list({ way: null })).toEqual([found(0), found(1), found(2)]);
  expect(events).toEqual(["begin 100 false", "end"]);
});

test("objects come with their states where Terraform wants these", async () => {
  const [first] = await list({ way: null }, { withState: true, limit: 1 });
  expect(first).toMatchObject({ state: { name: "t0", color: "red", key: null, revision: "r", parts: null } });
});

test("a list ends at the limit, and is told to; 0 is no limit", async () => {
  expect(await list({ way: "hang" }, { limit: 1 })).toEqual([found(0)]);
  expect(events).toEqual(["begin 1 false", "end"]);
  expect(await list({ way: null }, { limit: 0 })).toHaveLength(3);
});

test.each([
  ["fail", 1, { summary: "Cannot List", detail: "***" }],
  ["warn", 3, { severity: main.Diagnostic_Severity.WARNING, summary: "Careful" }],
  ["nameless", 0, { summary: "Provider Defect" }],
])("diagnostics follow what was found: %s", async (way, count, diagnostic) => {
  const sent = await list({ way });
  expect(sent.slice(0, -1)).toEqual([0, 1, 2].slice(0, count).map(found));
  expect(sent.at(-1)).toMatchObject({
    diagnostic: expect.arrayContaining([expect.objectContaining(diagnostic)]),
  });
  expect(events.at(-1)).toBe("end");
});

test("an unknown argument and an unknown list are told as diagnostics", async () => {
  expect(await list({ way: UNKNOWN })).toMatchObject([{ diagnostic: [{ summary: "Unknown Argument" }] }]);
  expect(await list({ way: null }, { type: "constructor" })).toMatchObject([
    { diagnostic: [{ summary: "Unknown Type" }] },
  ]);
});

test("StopProvider ends a list that is still looking", async () => {
  let arrived = () => {};
  const first = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const pending = list({ way: "hang" }, { arrived });
  await first;
  await ask("StopProvider");
  expect(await pending).toMatchObject([found(0), { diagnostic: [{ summary: "Request Interrupted" }] }]);
});

test("a call that Terraform cancels ends the list", async () => {
  const caller = new AbortController();
  await list({ way: null }, { signal: caller.signal, arrived: () => caller.abort() });
  expect(events).toEqual(["begin 100 false", "end"]);
});

async function configurationOf(state: CtyObject) {
  const request = proto.GenerateResourceConfig_Request.encode({
    typeName,
    state: toWire(state, thing.attributes),
  }).finish();
  const answer = proto.GenerateResourceConfig_Response.decode(await ask("GenerateResourceConfig", request));
  expect(answer.diagnostics).toEqual([]);
  return fromWire(answer.config, thing.attributes);
}

test("the configuration of an object has its arguments, without results and write-only values", async () => {
  const piece = { name: "p", serial: "S1" };
  const state = {
    name: "n",
    color: "red",
    key: null,
    first: piece,
    parts: [piece],
    by_name: { a: piece },
    revision: "1",
  };
  const written = { name: "p", serial: null };
  expect(await configurationOf(state)).toEqual({
    ...state,
    first: written,
    parts: [written],
    by_name: { a: written },
    revision: null,
  });
});

test("the configuration of an object leaves out what the provider filled in and a configuration may not have", async () => {
  const state = {
    name: "n",
    color: "plaid",
    key: null,
    first: null,
    parts: null,
    by_name: null,
    revision: "1",
  };
  expect(await configurationOf(state)).toEqual({ ...state, color: null, revision: null });
});
