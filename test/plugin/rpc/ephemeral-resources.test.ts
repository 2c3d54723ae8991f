import { createSecretFilter } from "../../../src/base/secret-filter";
import { DiagnosticError } from "../../../src/plugin/author/diagnostic";
import { ephemeralResource } from "../../../src/plugin/author/ephemeral-resource";
import type { Logger } from "../../../src/plugin/author/log";
import { provider } from "../../../src/plugin/author/provider";
import type { CtyObject } from "../../../src/plugin/cty/value";
import { UNKNOWN } from "../../../src/plugin/cty/value";
import * as offers from "../../../src/plugin/protocol/generated/provider-schema";
import * as proto from "../../../src/plugin/protocol/generated/tfplugin6";
import { fromWire, toWire } from "../../../src/plugin/rpc/dynamic-value";
import { methodsOf } from "../../../src/plugin/rpc/methods";
import { computed, optional, optionalComputed, string } from "../../../src/plugin/schema/attribute";

const quiet = () => {};
const logger: Logger = { trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet };
const RENEW_AT = new Date("2026-01-02T03:04:05.678Z");

const closed: unknown[] = [];
let finishOpening = () => {};

/** Does what its argument says. */
const held = ephemeralResource<string, { id: number }>()({
  description: "",
  attributes: {
    way: optional(string, ""),
    color: optionalComputed(string, ""),
    token: computed(string, ""),
  },
  async open({ config, client, hold }) {
    if (config.way !== "nothing") {
      hold({ id: 1 }, RENEW_AT);
    }
    if (config.way === "no date") {
      hold({ id: 1 }, new Date(Number.NaN));
    }
    if (config.way === "late") {
      await new Promise<void>((resolve) => {
        finishOpening = resolve;
      });
    }
    if (config.way === "fail") {
      throw new DiagnosticError({ summary: "Cannot Open", detail: "It fails." });
    }
    // More than the types ask for: the configuration has to come first all the same.
    return { token: client, color: "gray", ...(config.way === "overrule" && { way: "mine" }) };
  },
  async renew({ data, hold }) {
    if (data.id < 3) {
      hold({ id: data.id + 1 }, data.id === 1 ? RENEW_AT : undefined);
    }
  },
  async close({ data, signal }) {
    closed.push([data, signal.aborted]);
    if (data.id === 9) {
      throw new DiagnosticError({ summary: "Cannot Close", detail: "It fails." });
    }
    if (data.id === 8) {
      throw new TypeError("hunter2");
    }
  },
});

const plain = ephemeralResource<string>()({
  description: "",
  attributes: { text: computed(string, "") },
  open: async ({ client }) => ({ text: client }),
});

const methods = methodsOf(
  provider<string>()({
    description: "",
    attributes: {},
    configure: () => "the client",
    dataSources: {},
    resources: {},
    ephemeralResources: { test_held: held, test_plain: plain },
  }),
  { logger, secrets: createSecretFilter() },
);
const CONNECTION = {};

async function ask(name: string, request: Uint8Array = new Uint8Array()): Promise<Uint8Array> {
  return (await methods[name]?.(request, CONNECTION)) ?? new Uint8Array();
}

async function open(config: CtyObject, typeName = "test_held") {
  const { attributes } = typeName === "test_held" ? held : plain;
  const request = { typeName, config: toWire(config, attributes) };
  const { result, ...rest } = proto.OpenEphemeralResource_Response.decode(
    await ask("OpenEphemeralResource", proto.OpenEphemeralResource_Request.encode(request).finish()),
  );
  return { ...rest, result: fromWire(result, attributes) };
}

async function renew(bytes: Uint8Array | undefined, typeName = "test_held") {
  const request = proto.RenewEphemeralResource_Request.encode({ typeName, private: bytes }).finish();
  return proto.RenewEphemeralResource_Response.decode(await ask("RenewEphemeralResource", request));
}

async function close(bytes: Uint8Array | undefined, typeName = "test_held") {
  const request = proto.CloseEphemeralResource_Request.encode({ typeName, private: bytes }).finish();
  return proto.CloseEphemeralResource_Response.decode(await ask("CloseEphemeralResource", request));
}

beforeEach(async () => {
  closed.length = 0;
  await ask("ConfigureProvider");
});

test("a held value reaches close, and the time to renew keeps its milliseconds", async () => {
  const { private: bytes, renewAt, diagnostics } = await open({});
  expect(diagnostics).toEqual([]);
  expect(renewAt).toEqual({ seconds: 1767323045, nanos: 678_000_000 });
  expect((await close(bytes)).diagnostics).toEqual([]);
  expect(closed).toEqual([[{ id: 1 }, false]]);
});

test("arguments are echoed, whatever an open says, and results fill the rest", async () => {
  expect((await open({ way: "overrule", color: "red" })).result).toEqual({
    way: "overrule",
    color: "red",
    token: "the client",
  });
  expect((await open({})).result).toEqual({ way: null, color: "gray", token: "the client" });
});

test("an ephemeral resource that holds nothing is neither renewed nor closed", async () => {
  for (const opened of [await open({ way: "nothing" }), await open({}, "test_plain")]) {
    expect(opened).toMatchObject({ diagnostics: [], renewAt: undefined });
    expect(opened.private).toBeUndefined();
  }
  expect(await renew(undefined)).toMatchObject({ diagnostics: [], renewAt: undefined });
  expect((await close(undefined)).diagnostics).toEqual([]);
  expect((await close(Buffer.from("{}"), "test_plain")).diagnostics).toEqual([]);
  expect(closed).toEqual([]);
});

test("renewing goes on for as long as something with a time is held", async () => {
  const first = await renew(Buffer.from('{"id":1}'));
  expect(first).toMatchObject({ diagnostics: [], renewAt: { nanos: 678_000_000 } });
  const second = await renew(first.private);
  expect(second.renewAt).toBeUndefined();
  const third = await renew(second.private);
  expect(Buffer.from(third.private ?? []).toString()).toBe('{"id":3}');
});

test("an open that fails gives back what it held", async () => {
  const opened = await open({ way: "fail" });
  expect(opened).toMatchObject({ result: null, diagnostics: [{ summary: "Cannot Open" }] });
  expect(opened.private).toBeUndefined();
  expect(closed).toEqual([[{ id: 1 }, false]]);
});

test("an open that ends after a stop gives back what it held", async () => {
  const pending = open({ way: "late" });
  await ask("StopProvider");
  expect((await pending).diagnostics).toMatchObject([{ summary: "Request Interrupted" }]);
  expect(closed).toEqual([]);
  finishOpening();
  await new Promise(setImmediate);
  expect(closed).toEqual([[{ id: 1 }, false]]);
});

test("a close works after a stop, and its failure is a warning", async () => {
  await ask("StopProvider");
  const warning = proto.Diagnostic_Severity.WARNING;
  expect((await close(Buffer.from('{"id":1}'))).diagnostics).toEqual([]);
  expect((await close(Buffer.from('{"id":9}'))).diagnostics).toMatchObject([
    { summary: "Cannot Close", severity: warning },
  ]);
  const [unforeseen] = (await close(Buffer.from('{"id":8}'))).diagnostics;
  expect(unforeseen).toMatchObject({ summary: "Provider Defect", severity: warning });
  expect(unforeseen?.detail).not.toContain("hunter2");
  expect((await close(undefined, "test_other")).diagnostics).toMatchObject([{ severity: warning }]);
});

test("an unknown argument is refused at the argument, and nothing is opened", async () => {
  expect((await open({ way: UNKNOWN })).diagnostics).toMatchObject([
    { summary: "Unknown Argument", attribute: { steps: [{ selector: { attributeName: "way" } }] } },
  ]);
  expect(closed).toEqual([]);
});

test("an invalid time to renew is a defect", async () => {
  expect((await open({ way: "no date" })).diagnostics).toMatchObject([{ summary: "Provider Defect" }]);
});

test("schema and metadata name the same types", async () => {
  const schema = offers.GetProviderSchema_Response.decode(await ask("GetProviderSchema"));
  const metadata = offers.GetMetadata_Response.decode(await ask("GetMetadata"));
  expect(Object.keys(schema.ephemeralResourceSchemas)).toEqual(["test_held", "test_plain"]);
  expect(metadata.ephemeralResources).toEqual([{ typeName: "test_held" }, { typeName: "test_plain" }]);
});
