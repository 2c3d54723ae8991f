import { createSecretFilter } from "../../../src/base/secret-filter";
import { dataSource } from "../../../src/plugin/author/data-source";
import { DiagnosticError } from "../../../src/plugin/author/diagnostic";
import type { Logger } from "../../../src/plugin/author/log";
import { provider } from "../../../src/plugin/author/provider";
import { encodeMsgpack } from "../../../src/plugin/cty/msgpack";
import { type CtyObject, UNKNOWN } from "../../../src/plugin/cty/value";
import * as proto from "../../../src/plugin/protocol/generated/tfplugin6";
import { methodsOf } from "../../../src/plugin/rpc/methods";
import { computed, impliedType, optional, string } from "../../../src/plugin/schema/attribute";

const SECRET = "6Nq0+s3cr3t/";
/** A read that ends with an error when it is stopped. */
const FAILED = "failed";
const quiet = () => {};
const logger: Logger = { trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet };

/** A provider whose one data source answers with the name it was configured with, or never. */
const named = provider<string>()({
  description: "",
  attributes: { name: optional(string, "") },
  configure: ({ config }) => config.name ?? "nobody",
  dataSources: {
    named_wait: dataSource<string>()({
      description: "",
      attributes: { forever: optional(string, ""), id: computed(string, "") },
      read: ({ config, client, signal }) => {
        if (config.forever === null) {
          return Promise.resolve({ id: client });
        }
        if (config.forever !== FAILED) {
          return new Promise(() => {});
        }
        return new Promise((_, reject) => {
          const failed = new DiagnosticError({
            summary: `Job ${SECRET} Failed`,
            detail: encodeURIComponent(SECRET),
          });
          signal.addEventListener("abort", () => reject(failed));
        });
      },
    }),
  },
  resources: {},
});

const secrets = createSecretFilter();
const methods = methodsOf(named, { logger, secrets });

/** Stands for the one connection of most tests. */
const CONNECTION = {};
const wire = (
  value: CtyObject | null,
  attributes: Parameters<typeof impliedType>[0],
): proto.DynamicValue => ({
  msgpack: Buffer.from(encodeMsgpack(value, impliedType(attributes))),
  json: Buffer.alloc(0),
});

async function configure(
  name: CtyObject[string],
  connection: object = CONNECTION,
): Promise<proto.Diagnostic[]> {
  const config = wire({ name }, named.attributes);
  const request = proto.ConfigureProvider_Request.encode({ terraformVersion: "1.11.4", config }).finish();
  const answer = await methods.ConfigureProvider?.(request, connection);
  return proto.ConfigureProvider_Response.decode(answer ?? new Uint8Array()).diagnostics;
}

async function read(
  config: CtyObject,
  { typeName = "named_wait", connection = CONNECTION }: { typeName?: string; connection?: object } = {},
): Promise<proto.ReadDataSource_Response> {
  const attributes = named.dataSources.named_wait?.attributes ?? {};
  const request = proto.ReadDataSource_Request.encode({
    typeName,
    config: wire(config, attributes),
  }).finish();
  const answer = await methods.ReadDataSource?.(request, connection);
  return proto.ReadDataSource_Response.decode(answer ?? new Uint8Array());
}

test("before it is configured a provider answers with a diagnostic", async () => {
  const { diagnostics, state } = await read({});
  expect(state).toBeUndefined();
  expect(diagnostics).toMatchObject([{ severity: 1, summary: "Provider Not Configured" }]);
});

test("a second configuration replaces the first, as in debug mode", async () => {
  await configure("first");
  expect(Buffer.from((await read({})).state?.msgpack ?? []).toString()).toContain("first");
  await configure("second");
  expect(Buffer.from((await read({})).state?.msgpack ?? []).toString()).toContain("second");
});

test("each connection has its own configuration and its own stop, as aliases in debug mode have", async () => {
  const [one, other] = [{}, {}];
  await configure("one", one);
  await configure("other", other);
  expect(Buffer.from((await read({}, { connection: one })).state?.msgpack ?? []).toString()).toContain("one");
  await methods.StopProvider?.(new Uint8Array(), one);
  expect((await read({ forever: "yes" }, { connection: one })).diagnostics).toMatchObject([
    { summary: "Request Interrupted" },
  ]);
  expect(Buffer.from((await read({}, { connection: other })).state?.msgpack ?? []).toString()).toContain(
    "other",
  );
});

test("an unknown argument of the provider is refused at the argument", async () => {
  expect(await configure(UNKNOWN)).toMatchObject([
    { summary: "Unknown Provider Argument", attribute: { steps: [{ selector: { attributeName: "name" } }] } },
  ]);
});

test("a read that knows how it ends answers that when it is stopped, without a secret", async () => {
  secrets.conceal(SECRET);
  await configure("x");
  const pending = read({ forever: FAILED });
  await methods.StopProvider?.(new Uint8Array(), CONNECTION);
  expect((await pending).diagnostics).toMatchObject([{ summary: "Job *** Failed", detail: "***" }]);
});

test("stop answers a read that does not listen, and the next configuration works again", async () => {
  await configure("x");
  const pending = read({ forever: "yes" });
  await methods.StopProvider?.(new Uint8Array(), CONNECTION);
  expect((await pending).diagnostics).toMatchObject([{ summary: "Request Interrupted" }]);
  await configure("y");
  expect((await read({})).diagnostics).toEqual([]);
});

test.each(["named_other", "constructor", "__proto__", ""])(
  "a type that the provider lacks is told as a diagnostic: %j",
  async (typeName) => {
    expect((await read({}, { typeName })).diagnostics).toMatchObject([{ summary: "Unknown Type" }]);
  },
);

test("a configuration in the JSON form is read too", async () => {
  await configure("x");
  const config = { msgpack: Buffer.alloc(0), json: Buffer.from('{"forever":null,"id":null}') };
  const request = proto.ReadDataSource_Request.encode({ typeName: "named_wait", config }).finish();
  const answer = proto.ReadDataSource_Response.decode(
    (await methods.ReadDataSource?.(request, CONNECTION)) ?? new Uint8Array(),
  );
  expect(answer.diagnostics).toEqual([]);
});

test("a configuration in MessagePack that promises millions of values ends in a diagnostic", async () => {
  const lists = Buffer.concat(Array<Buffer>(1000).fill(Buffer.from("dd00989680", "hex")));
  const config = { msgpack: lists, json: Buffer.alloc(0) };
  const request = proto.ConfigureProvider_Request.encode({ terraformVersion: "1.11.4", config }).finish();
  const answer = await methods.ConfigureProvider?.(request, CONNECTION);
  const { diagnostics } = proto.ConfigureProvider_Response.decode(answer ?? new Uint8Array());
  expect(diagnostics).toMatchObject([
    {
      severity: 1,
      detail: expect.stringContaining("not readable as MessagePack: it promises more than it holds"),
    },
  ]);
});

test.each([
  ["ends too early", "0a"],
  ["promises more bytes than it holds", "12ffffffff0f"],
  ["opens groups without end", "0b".repeat(100_000)],
  ["has a field of no kind", "0f"],
])("a request that %s has a status of its own, and is no failure of a handler", async (_, hex) => {
  await expect(methods.ConfigureProvider?.(Buffer.from(hex, "hex"), CONNECTION)).rejects.toThrow(
    "The request is not valid Protocol Buffers.",
  );
});
