import { createSecretFilter } from "../../../src/base/secret-filter";
import { DiagnosticError } from "../../../src/plugin/author/diagnostic";
import type { Logger } from "../../../src/plugin/author/log";
import { provider } from "../../../src/plugin/author/provider";
import { resource } from "../../../src/plugin/author/resource";
import { type CtyObject, UNKNOWN } from "../../../src/plugin/cty/value";
import * as upgrade from "../../../src/plugin/protocol/generated/identity-upgrade";
import * as offers from "../../../src/plugin/protocol/generated/provider-schema";
import * as move from "../../../src/plugin/protocol/generated/state-move";
import * as proto from "../../../src/plugin/protocol/generated/tfplugin6";
import { fromWire, toWire } from "../../../src/plugin/rpc/dynamic-value";
import { methodsOf } from "../../../src/plugin/rpc/methods";
import { identityAttributes } from "../../../src/plugin/rpc/resource-identity";
import { computed, integer, optional, required, string } from "../../../src/plugin/schema/attribute";

const quiet = () => {};
const logger: Logger = { trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet };
const EMPTY = Buffer.alloc(0);

/** A job of a cluster: the cluster gives it a number. */
const job = resource<null>()({
  description: "",
  attributes: {
    cluster: required(string, "The cluster.", { requiresReplace: true }),
    number: computed(integer, "The number.", { stable: true }),
    zone: optional(string, "The zone."),
    command: optional(string, "The command."),
  },
  identity: { cluster: "required", number: "required", zone: "optional" },
  identityVersion: 2,
  create: async ({ planned }) => {
    if (planned.command === "fail") {
      throw new DiagnosticError({ summary: "Cannot Create", detail: "" });
    }
    return { number: 7 };
  },
  update: async () => {
    throw new DiagnosticError({ summary: "Cannot Update", detail: "" });
  },
  read: async ({ state }) => (state.command === "gone" ? null : { command: "read" }),
  delete: async () => {},
  importState: async ({ id }) => ({ cluster: id }),
  upgradeIdentity: ({ identity }) => ({ cluster: String((identity as { host: string }).host), number: 1 }),
  moveFrom: ({ providerAddress, typeName, version, state }) =>
    typeName === "null_resource"
      ? { cluster: `${providerAddress}@${version}`, number: (state as { id: number }).id }
      : undefined,
});

/** Its import fills in what the identity does not say. */
const named = resource<null>()({
  description: "",
  attributes: { name: required(string, ""), id: computed(string, "") },
  identity: { name: "required" },
  create: async () => ({ id: "x" }),
  read: async () => ({}),
  delete: async () => {},
  importIdentity: async ({ identity }) => ({ ...identity, id: `id of ${identity.name}` }),
});

const plain = resource<null>()({
  description: "",
  attributes: { name: required(string, "") },
  create: async () => ({}),
  read: async () => ({}),
  delete: async () => {},
});

const methods = methodsOf(
  provider<null>()({
    description: "",
    attributes: {},
    configure: () => null,
    dataSources: {},
    resources: { test_job: job, test_named: named, test_plain: plain },
  }),
  { logger, secrets: createSecretFilter() },
);
const CONNECTION = {};
const typeName = "test_job";
const { attributes } = job;
const identity = identityAttributes(job) ?? {};

async function ask(name: string, request: Uint8Array = EMPTY): Promise<Uint8Array> {
  return (await methods[name]?.(request, CONNECTION)) ?? EMPTY;
}

const wire = (value: CtyObject | null) => toWire(value, attributes);
const shown = (data: proto.ResourceIdentityData | undefined) => data && fromWire(data.identityData, identity);
const state = (values: CtyObject = {}): CtyObject => ({
  cluster: "c",
  number: 7,
  zone: null,
  command: null,
  ...values,
});
const IDENTITY = { cluster: "c", number: 7, zone: null };

beforeEach(() => ask("ConfigureProvider"));

async function plan(prior: CtyObject | null, config: CtyObject) {
  const request = {
    typeName,
    priorState: wire(prior),
    proposedNewState: wire({ ...config, number: prior?.number ?? null } as CtyObject),
    config: wire(config),
    priorPrivate: EMPTY,
  };
  const answer = await ask("PlanResourceChange", proto.PlanResourceChange_Request.encode(request).finish());
  return shown(proto.PlanResourceChange_Response.decode(answer).plannedIdentity);
}

async function apply(prior: CtyObject | null, planned: CtyObject | null) {
  const request = {
    typeName,
    priorState: wire(prior),
    plannedState: wire(planned),
    config: wire(planned),
    plannedPrivate: EMPTY,
  };
  const answer = await ask("ApplyResourceChange", proto.ApplyResourceChange_Request.encode(request).finish());
  return shown(proto.ApplyResourceChange_Response.decode(answer).newIdentity);
}

async function read(current: CtyObject | null) {
  const request = { typeName, currentState: wire(current), private: EMPTY };
  const answer = await ask("ReadResource", proto.ReadResource_Request.encode(request).finish());
  return shown(proto.ReadResource_Response.decode(answer).newIdentity);
}

async function imported(request: Partial<proto.ImportResourceState_Request>) {
  const message = { typeName, id: "", identity: undefined, ...request };
  const answer = await ask("ImportResourceState", proto.ImportResourceState_Request.encode(message).finish());
  const { importedResources, diagnostics } = proto.ImportResourceState_Response.decode(answer);
  return { object: importedResources[0], diagnostics };
}

test("the identity schemas say what an identity consists of, and a resource without one is absent", async () => {
  const { identitySchemas, diagnostics } = offers.GetResourceIdentitySchemas_Response.decode(
    await ask("GetResourceIdentitySchemas"),
  );
  expect(diagnostics).toEqual([]);
  expect(Object.keys(identitySchemas)).toEqual(["test_job", "test_named"]);
  expect(identitySchemas.test_job).toMatchObject({
    version: 2,
    identityAttributes: [
      { name: "cluster", requiredForImport: true, optionalForImport: false, description: "The cluster." },
      { name: "number", requiredForImport: true, type: Buffer.from('"number"') },
      { name: "zone", requiredForImport: false, optionalForImport: true },
    ],
  });
});

test("a plan has no identity that is unknown in part, as of what will be created; an update keeps it", async () => {
  const config = state({ number: null });
  expect(await plan(null, config)).toBeUndefined();
  expect(await plan(state(), config)).toEqual(IDENTITY);
  expect(await plan(state(), { ...config, command: "new" })).toEqual(IDENTITY);
});

test("apply answers with the identity of what exists then", async () => {
  expect(await apply(null, state({ number: UNKNOWN }))).toEqual(IDENTITY);
  expect(await apply(null, state({ number: UNKNOWN, command: "fail" }))).toBeUndefined();
  expect(await apply(state(), state({ command: "other" }))).toEqual(IDENTITY);
  expect(await apply(state(), null)).toBeUndefined();
});

test("a read answers with the identity, and with none of what is gone or not known by name yet", async () => {
  expect(await read(state())).toEqual(IDENTITY);
  expect(await read(state({ number: null }))).toBeUndefined();
  expect(await read(state({ command: "gone" }))).toBeUndefined();
  expect(await read(null)).toBeUndefined();
});

test("an import by identity starts from it", async () => {
  const data = { identityData: toWire(IDENTITY, identity) };
  const { object, diagnostics } = await imported({ identity: data });
  expect(diagnostics).toEqual([]);
  expect(fromWire(object?.state, attributes)).toEqual(state());
  expect(shown(object?.identity)).toEqual(IDENTITY);
});

test("a resource may fill in what its identity does not say", async () => {
  const identityData = toWire({ name: "n" }, identityAttributes(named) ?? {});
  const { object } = await imported({ typeName: "test_named", identity: { identityData } });
  expect(fromWire(object?.state, named.attributes)).toEqual({ name: "n", id: "id of n" });
});

test("an import by ID has an identity once the object is read", async () => {
  const { object } = await imported({ id: "c" });
  expect(fromWire(object?.state, attributes)).toEqual(state({ number: null }));
  expect(object?.identity).toBeUndefined();
  expect((await imported({ typeName: "test_named", id: "n" })).diagnostics).toMatchObject([
    { summary: "Import Not Supported" },
  ]);
});

async function upgraded(version: number, json: string, type = typeName) {
  const request = { typeName: type, version, rawIdentity: { json: Buffer.from(json), flatmap: {} } };
  const answer = await ask(
    "UpgradeResourceIdentity",
    upgrade.UpgradeResourceIdentity_Request.encode(request).finish(),
  );
  const { upgradedIdentity, diagnostics } = upgrade.UpgradeResourceIdentity_Response.decode(answer);
  return { identity: shown(upgradedIdentity), diagnostics };
}

test("a stored identity of this version stays, and an older one is converted", async () => {
  expect((await upgraded(2, '{"cluster":"c","number":7}')).identity).toEqual(IDENTITY);
  expect((await upgraded(1, '{"host":"h"}')).identity).toEqual({ cluster: "h", number: 1, zone: null });
});

test("a stored identity that nothing converts is told as a diagnostic", async () => {
  expect(await upgraded(1, "{}", "test_named")).toMatchObject({
    identity: undefined,
    diagnostics: [{ summary: "Stored Identity Too Old" }],
  });
  expect((await upgraded(2, "no JSON")).diagnostics).toMatchObject([{ summary: "Provider Defect" }]);
});

async function moved(sourceTypeName: string, targetTypeName = typeName) {
  const request = {
    sourceProviderAddress: "registry.terraform.io/hashicorp/null",
    sourceTypeName,
    sourceSchemaVersion: 3,
    sourceState: { json: Buffer.from('{"id":7}'), flatmap: {} },
    targetTypeName,
    sourcePrivate: Buffer.from("x"),
    sourceIdentity: undefined,
    sourceIdentitySchemaVersion: 0,
  };
  const answer = await ask("MoveResourceState", move.MoveResourceState_Request.encode(request).finish());
  return move.MoveResourceState_Response.decode(answer);
}

test("the state of another type becomes one of ours, with its identity", async () => {
  const { targetState, targetIdentity, targetPrivate, diagnostics } = await moved("null_resource");
  const cluster = "registry.terraform.io/hashicorp/null@3";
  expect(diagnostics).toEqual([]);
  expect(fromWire(targetState, attributes)).toEqual(state({ cluster }));
  expect(shown(targetIdentity)).toEqual({ ...IDENTITY, cluster });
  expect(targetPrivate).toHaveLength(0);
});

test.each([
  ["a type that the resource does not take", "other_thing", "test_job"],
  ["a resource that takes none", "null_resource", "test_plain"],
])("a move from %s is refused", async (_, source, target) => {
  expect(await moved(source, target)).toMatchObject({
    targetState: undefined,
    diagnostics: [{ summary: "Move Not Supported", detail: expect.stringContaining(source) }],
  });
});

test("the capability says whether a resource can be moved to", async () => {
  const schema = offers.GetProviderSchema_Response.decode(await ask("GetProviderSchema"));
  expect(schema.serverCapabilities?.moveResourceState).toBe(true);
  const immovable = methodsOf(
    provider<null>()({
      description: "",
      attributes: {},
      configure: () => null,
      dataSources: {},
      resources: { test_plain: plain },
    }),
    { logger, secrets: createSecretFilter() },
  );
  const other = await immovable.GetProviderSchema?.(EMPTY, CONNECTION);
  expect(offers.GetProviderSchema_Response.decode(other ?? EMPTY).serverCapabilities).toMatchObject({
    moveResourceState: false,
  });
});
