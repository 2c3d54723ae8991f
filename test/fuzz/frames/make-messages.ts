import { ExtData, encode } from "@msgpack/msgpack";
import * as proto from "../../../src/plugin/protocol/generated/tfplugin6";
import { providerSchemaJson } from "../../../src/plugin/schema/schema-json";
import { ehpc } from "../../../src/provider/provider";
import { SECRETS } from "../bodies/make-body";
import type { Random } from "../random";

/** A call of the provider's: which method, and its message. */
export interface Call {
  readonly method: string;
  readonly message: Buffer;
}

/** As the protocol writes a value that is not known yet. */
const UNKNOWN = new ExtData(0, new Uint8Array(1));

const { provider, data_source_schemas, resource_schemas, ephemeral_resource_schemas, functions } =
  providerSchemaJson(ehpc({}));

/** What no answer may show. */
const CREDENTIALS = { secret_key: SECRETS.accessKeySecret, security_token: SECRETS.securityToken };

type Schemas = Readonly<Record<string, { readonly block: { readonly attributes?: object } }>>;

const TYPES = {
  data: data_source_schemas as Schemas,
  resource: resource_schemas as Schemas,
  ephemeral: (ephemeral_resource_schemas ?? {}) as Schemas,
};

/** All methods but ConfigureProvider: what is configured asks hosts by the network, and these are made up. */
export function makeCall(random: Random): Call {
  return random.pick(METHODS)(random);
}

const METHODS: readonly ((random: Random) => Call)[] = [
  () => ({ method: "GetMetadata", message: Buffer.alloc(0) }),
  () => ({ method: "GetFunctions", message: Buffer.alloc(0) }),
  (random) => ({
    method: "ValidateProviderConfig",
    message: bytes(
      proto.ValidateProviderConfig_Request.encode({ config: objectOf(random, provider, CREDENTIALS) }),
    ),
  }),
  (random) => ({
    method: "ValidateDataResourceConfig",
    message: bytes(proto.ValidateDataResourceConfig_Request.encode(configOf(random, "data"))),
  }),
  (random) => ({
    method: "ValidateResourceConfig",
    message: bytes(
      proto.ValidateResourceConfig_Request.encode({
        ...configOf(random, "resource"),
        clientCapabilities: random.chance(0.5)
          ? { writeOnlyAttributesAllowed: random.chance(0.5) }
          : undefined,
      }),
    ),
  }),
  (random) => ({
    method: "ValidateEphemeralResourceConfig",
    message: bytes(proto.ValidateEphemeralResourceConfig_Request.encode(configOf(random, "ephemeral"))),
  }),
  (random) => ({
    method: "ReadDataSource",
    message: bytes(proto.ReadDataSource_Request.encode(configOf(random, "data"))),
  }),
  (random) => {
    const { typeName, config } = configOf(random, "resource");
    const priorState = random.chance(0.5) ? value(null) : objectFor(random, "resource", typeName);
    const message = {
      typeName,
      config,
      priorState,
      proposedNewState: random.chance(0.5) ? config : objectFor(random, "resource", typeName),
      priorPrivate: random.bytes(random.int(0, 3)),
    };
    return {
      method: "PlanResourceChange",
      message: bytes(proto.PlanResourceChange_Request.encode(message)),
    };
  },
  (random) => {
    const { typeName, config } = configOf(random, "resource");
    const message = { typeName, currentState: config, private: random.bytes(random.int(0, 3)) };
    return {
      method: "ReadResource",
      message: bytes(proto.ReadResource_Request.encode(message)),
    };
  },
  (random) => {
    const { typeName } = configOf(random, "resource");
    const json = Buffer.from(
      random.pick(["{}", "null", '{"cluster_id":"c","job_id":"1"}', '{"cluster_id":1,"x":[]}', "[", ""]),
    );
    const message = { typeName, version: random.int(0, 2), rawState: { json, flatmap: {} } };
    return {
      method: "UpgradeResourceState",
      message: bytes(proto.UpgradeResourceState_Request.encode(message)),
    };
  },
  (random) => {
    const name = random.chance(0.9) ? random.pick(Object.keys(functions ?? {})) : "no_such_function";
    const count = random.chance(0.9) ? 1 : random.int(0, 3);
    const message = { name, arguments: Array.from({ length: count }, () => value(textOf(random))) };
    return {
      method: "CallFunction",
      message: bytes(proto.CallFunction_Request.encode(message)),
    };
  },
  (random) => ({
    method: "ImportResourceState",
    message: bytes(
      proto.ImportResourceState_Request.encode({
        typeName: configOf(random, "resource").typeName,
        id: textOf(random),
        identity: random.chance(0.3) ? { identityData: value({ cluster_id: textOf(random) }) } : undefined,
      }),
    ),
  }),
];

function configOf(random: Random, kind: keyof typeof TYPES) {
  const names = Object.keys(TYPES[kind]);
  const typeName = random.chance(0.97) && names.length > 0 ? random.pick(names) : "ehpc_no_such_type";
  return { typeName, config: objectFor(random, kind, typeName) };
}

function objectFor(random: Random, kind: keyof typeof TYPES, typeName: string): proto.DynamicValue {
  return objectOf(random, TYPES[kind][typeName] ?? { block: {} });
}

/** An object with all attributes of a schema, most of them null, and now and then with one too many or too few. */
function objectOf(
  random: Random,
  { block }: { readonly block: { readonly attributes?: object } },
  fixed: object = {},
) {
  const names = Object.keys(block.attributes ?? {});
  const given = names
    .filter(() => random.chance(0.99))
    .map((name) => [name, random.chance(0.6) ? null : anything(random, 0)] as const);
  const strange = random.chance(0.02) ? [["no_such_attribute", anything(random, 0)] as const] : [];
  return random.chance(0.95)
    ? value({ ...Object.fromEntries([...given, ...strange]), ...fixed })
    : value(anything(random, 0));
}

function anything(random: Random, depth: number): unknown {
  const kind = random.int(0, depth > 3 ? 5 : 8);
  if (kind <= 2) {
    return textOf(random);
  }
  if (kind === 3) {
    return random.pick([0, 1, -1, 1.5, 2 ** 53, 1e300, Number.NaN, Number.POSITIVE_INFINITY]);
  }
  if (kind === 4) {
    return random.chance(0.5);
  }
  if (kind === 5) {
    return random.pick([null, UNKNOWN, new ExtData(random.int(0, 127), random.bytes(3))]);
  }
  const items = Array.from({ length: random.int(0, 3) }, () => anything(random, depth + 1));
  if (kind === 6) {
    return items;
  }
  return Object.fromEntries(items.map((item) => [textOf(random), item]));
}

function textOf(random: Random): string {
  return random.pick([
    "",
    "1.manager",
    "36_[1-3%2]",
    "ehpc-hz-FYUr32abcd",
    "1m",
    "-5s",
    "succeeded",
    "PREEMPTED",
    "c".repeat(random.int(0, 300)),
    "compute[002,005-007]",
    "[".repeat(random.int(0, 40)),
    "1-99999999999",
    "512mb",
    "http://127.0.0.1:1",
    "\u0000\u001b[2J\ud800",
    "status",
    "resources",
  ]);
}

function value(plain: unknown): proto.DynamicValue {
  return { msgpack: Buffer.from(encode(plain)), json: Buffer.alloc(0) };
}

function bytes(writer: { finish(): Uint8Array }): Buffer {
  return Buffer.from(writer.finish());
}
