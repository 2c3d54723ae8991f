import { createSecretFilter } from "../../../src/base/secret-filter";
import { DiagnosticError } from "../../../src/plugin/author/diagnostic";
import type { Logger } from "../../../src/plugin/author/log";
import { provider } from "../../../src/plugin/author/provider";
import { ApplyError, resource } from "../../../src/plugin/author/resource";
import type { CtyObject } from "../../../src/plugin/cty/value";
import { UNKNOWN } from "../../../src/plugin/cty/value";
import * as offers from "../../../src/plugin/protocol/generated/provider-schema";
import * as proto from "../../../src/plugin/protocol/generated/tfplugin6";
import { fromWire, toWire } from "../../../src/plugin/rpc/dynamic-value";
import { methodsOf } from "../../../src/plugin/rpc/methods";
import {
  type ArgumentsOf,
  computed,
  optional,
  type StateOf,
  string,
  type WriteOnlyOf,
  writeOnly,
} from "../../../src/plugin/schema/attribute";
import { validateAttributes } from "../../../src/plugin/schema/validate";

const quiet = () => {};
const logger: Logger = { trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet };
const EMPTY = Buffer.alloc(0);

const attributes = {
  name: optional(string, ""),
  key: writeOnly(string, ""),
  id: computed(string, ""),
};

const given: unknown[] = [];

/** Answers with its key wherever it can, which no provider should. */
const leaky = resource<null>()({
  description: "",
  attributes,
  version: 1,
  create: async ({ planned, writeOnly: { key } }) => {
    given.push(["create", key]);
    const results = { id: "1", key };
    if (planned.name === "telling") {
      throw new DiagnosticError({ summary: `Bad ${key}`, detail: `The key is ${key}.` });
    }
    if (planned.name === "half") {
      throw new ApplyError([{ severity: "error", summary: "Half", detail: "" }], results);
    }
    return results;
  },
  update: async ({ writeOnly: { key } }) => {
    given.push(["update", key]);
    return { id: "2", key };
  },
  read: async () => ({ id: "1", key: "read" }),
  delete: async () => {},
  importState: async ({ id }) => ({ id, key: "imported" }),
  upgrade: () => ({ id: "1", key: "upgraded" }),
});

const methods = methodsOf(
  provider<null>()({
    description: "",
    attributes: {},
    configure: () => null,
    dataSources: {},
    resources: { test_leaky: leaky },
  }),
  { logger, secrets: createSecretFilter() },
);
const CONNECTION = {};
const typeName = "test_leaky";

async function ask(name: string, request: Uint8Array = EMPTY): Promise<Uint8Array> {
  return (await methods[name]?.(request, CONNECTION)) ?? EMPTY;
}

const wire = (value: CtyObject | null) => toWire(value, attributes);

beforeEach(async () => {
  given.length = 0;
  await ask("ConfigureProvider");
});

async function validate(config: CtyObject, clientCapabilities?: proto.ClientCapabilities) {
  const request = { typeName, config: wire(config), clientCapabilities };
  const answer = await ask(
    "ValidateResourceConfig",
    proto.ValidateResourceConfig_Request.encode(request).finish(),
  );
  return proto.ValidateResourceConfig_Response.decode(answer).diagnostics;
}

async function plan(config: CtyObject, prior: CtyObject | null = null) {
  const proposed: CtyObject = { ...config, id: prior?.id ?? null };
  const request = {
    typeName,
    priorState: wire(prior),
    proposedNewState: wire(proposed),
    config: wire(config),
    priorPrivate: EMPTY,
  };
  const answer = await ask("PlanResourceChange", proto.PlanResourceChange_Request.encode(request).finish());
  return fromWire(proto.PlanResourceChange_Response.decode(answer).plannedState, attributes);
}

async function apply(prior: CtyObject | null, config: CtyObject) {
  return fromWire((await applied(prior, config)).newState, attributes);
}

async function applied(prior: CtyObject | null, config: CtyObject) {
  const request = {
    typeName,
    priorState: wire(prior),
    plannedState: wire({ ...config, key: null, id: UNKNOWN }),
    config: wire(config),
    plannedPrivate: EMPTY,
  };
  const answer = await ask("ApplyResourceChange", proto.ApplyResourceChange_Request.encode(request).finish());
  return proto.ApplyResourceChange_Response.decode(answer);
}

test("the schema says that the attribute is optional and write-only", async () => {
  const { resourceSchemas } = offers.GetProviderSchema_Response.decode(await ask("GetProviderSchema"));
  expect(resourceSchemas[typeName]?.block?.attributes).toMatchObject([
    { name: "name", writeOnly: false },
    { name: "key", optional: true, required: false, computed: false, writeOnly: true },
    { name: "id", writeOnly: false },
  ]);
});

test.each<[string, proto.ClientCapabilities | undefined]>([
  ["sends no capabilities", undefined],
  ["says that it does not know them", { writeOnlyAttributesAllowed: false }],
])("a value, known or not, is refused where Terraform %s", async (_, capabilities) => {
  for (const key of ["secret", UNKNOWN] as const) {
    expect(await validate({ name: "x", key, id: null }, capabilities)).toMatchObject([
      {
        severity: proto.Diagnostic_Severity.ERROR,
        summary: "Write-only Argument Not Supported",
        attribute: { steps: [{ selector: { attributeName: "key" } }] },
      },
    ]);
  }
  expect(await validate({ name: "x", key: null, id: null }, capabilities)).toEqual([]);
});

test("a value is taken where Terraform knows write-only attributes", async () => {
  expect(
    await validate({ name: "x", key: "secret", id: null }, { writeOnlyAttributesAllowed: true }),
  ).toEqual([]);
});

test("a write-only text is concealed in whatever is said of it", async () => {
  const { diagnostics } = await applied(null, { name: "telling", key: "hunter2!", id: null });
  expect(diagnostics).toMatchObject([{ summary: "Bad ***", detail: "The key is ***." }]);
});

test("a plan holds no write-only value, known or not", async () => {
  for (const key of ["secret", UNKNOWN, null] as const) {
    expect(await plan({ name: "x", key, id: null })).toEqual({ name: "x", key: null, id: UNKNOWN });
  }
});

test("a write-only value changes nothing in a plan", async () => {
  const prior = { name: "x", key: null, id: "1" };
  expect(await plan({ name: "x", key: "secret", id: null }, prior)).toEqual(prior);
});

test("create and update get the value of the configuration, and no state holds it", async () => {
  const config = { name: "x", key: "secret", id: null };
  const state = { name: "x", key: null, id: "1" };
  expect(await apply(null, config)).toEqual(state);
  expect(await apply(state, { ...config, key: null })).toEqual({ ...state, id: "2" });
  expect(await apply(null, { ...config, name: "half" })).toEqual({ ...state, name: "half" });
  expect(given).toEqual([
    ["create", "secret"],
    ["update", null],
    ["create", "secret"],
  ]);
});

test("what a handler answers for a write-only attribute reaches no state", async () => {
  const read = proto.ReadResource_Request.encode({
    typeName,
    currentState: wire({ name: "x", key: null, id: "1" }),
    private: EMPTY,
  }).finish();
  const imported = proto.ImportResourceState_Request.encode({
    typeName,
    id: "1",
    identity: undefined,
  }).finish();
  const upgraded = proto.UpgradeResourceState_Request.encode({
    typeName,
    version: 0,
    rawState: { json: Buffer.from("{}"), flatmap: {} },
  }).finish();
  const states = [
    proto.ReadResource_Response.decode(await ask("ReadResource", read)).newState,
    proto.ImportResourceState_Response.decode(await ask("ImportResourceState", imported)).importedResources[0]
      ?.state,
    proto.UpgradeResourceState_Response.decode(await ask("UpgradeResourceState", upgraded)).upgradedState,
  ];
  for (const state of states) {
    expect(fromWire(state, attributes)).toMatchObject({ id: "1", key: null });
  }
});

test("the types of state and plan have no write-only argument", () => {
  const config: ArgumentsOf<typeof attributes> & WriteOnlyOf<typeof attributes> = { name: "x", key: "k" };
  const state: StateOf<typeof attributes> = { name: "x", id: "1" };
  expect(validateAttributes({ ...config, ...state }, attributes)).toEqual([]);
  // @ts-expect-error: the state has no key
  const leaking: StateOf<typeof attributes> = { name: "x", id: "1", key: "k" };
  expect(leaking).toBeDefined();
});
