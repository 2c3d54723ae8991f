import { createSecretFilter } from "../../../src/base/secret-filter";
import { PROVIDER_DEFECT } from "../../../src/plugin/author/defect";
import type { LogFields, Logger } from "../../../src/plugin/author/log";
import { provider } from "../../../src/plugin/author/provider";
import { FunctionError, parameter, providerFunction } from "../../../src/plugin/author/provider-function";
import { Decimal } from "../../../src/plugin/cty/number";
import type { CtyType } from "../../../src/plugin/cty/type";
import { type CtyValue, UNKNOWN } from "../../../src/plugin/cty/value";
import * as offers from "../../../src/plugin/protocol/generated/provider-schema";
import * as proto from "../../../src/plugin/protocol/generated/tfplugin6";
import { valueFromWire, valueToWire } from "../../../src/plugin/rpc/dynamic-value";
import { methodsOf } from "../../../src/plugin/rpc/methods";
import { integer, listOf, number, refine, string } from "../../../src/plugin/schema/attribute";

const logged: string[] = [];
const quiet = () => {};
const logger: Logger = {
  trace: quiet,
  debug: quiet,
  info: quiet,
  warn: quiet,
  error: (message: string, fields?: LogFields) => logged.push(JSON.stringify([message, fields])),
};

const filled = refine(string, (text) => (text === "" ? "must not be empty." : undefined));

const functions = {
  /** Fails as its text says. */
  echo: providerFunction({
    summary: "Echo.",
    description: "Gives back.",
    parameters: [parameter("text", filled, "Text."), parameter("amount", number, "Amount.")],
    returns: listOf(number),
    call(text, amount) {
      if (text === "second") {
        throw new FunctionError("too much...", 1);
      }
      if (text === "whole") {
        throw new FunctionError("does not do.");
      }
      if (text === "crash") {
        throw new RangeError(`secret ${text}`);
      }
      if (text === "misfit") {
        return [Number.NaN];
      }
      return [amount, text.length];
    },
  }),
  texts: providerFunction({
    summary: "Counts.",
    description: "Counts.",
    parameters: [parameter("texts", listOf(filled), "Texts.")],
    returns: integer,
    call: (texts) => texts.length,
  }),
};

const methods = methodsOf(
  provider<null>()({
    description: "",
    attributes: {},
    configure: () => null,
    dataSources: {},
    resources: {},
    functions,
  }),
  { logger, secrets: createSecretFilter() },
);

async function ask(name: string, message: Uint8Array): Promise<Uint8Array> {
  return (await methods[name]?.(message, CONNECTION)) ?? new Uint8Array();
}

const CONNECTION = {};

/** Calls on a process that was never configured. */
async function call(name: string, ...args: readonly (readonly [CtyValue, CtyType])[]) {
  const request = { name, arguments: args.map(([value, type]) => valueToWire(value, type)) };
  return proto.CallFunction_Response.decode(
    await ask("CallFunction", proto.CallFunction_Request.encode(request).finish()),
  );
}

const echo = (text: CtyValue, amount: CtyValue = 1) => call("echo", [text, "string"], [amount, "number"]);

test("arguments come as values and the result goes as its type says", async () => {
  const { result, error } = await echo("Größe", new Decimal("0.12345678901234567890123"));
  expect(error).toBeUndefined();
  expect(valueFromWire(result, ["list", "number"])).toEqual([new Decimal("0.12345678901234567890123"), 5]);
});

test("the first argument has index 0, which is not the same as none", async () => {
  expect((await echo("")).error).toEqual({ text: "must not be empty", functionArgument: 0 });
  expect((await echo("whole")).error).toEqual({ text: "does not do", functionArgument: undefined });
});

test("a function names the argument that it refuses, and dots that say more stay", async () => {
  expect((await echo("second")).error).toEqual({ text: "too much...", functionArgument: 1 });
});

test("a diagnostic about an element names it", async () => {
  const { error } = await call("texts", [
    ["a", ""],
    ["list", "string"],
  ]);
  expect(error).toEqual({ text: "its part [1] must not be empty", functionArgument: 0 });
  const { error: ofNull } = await call("texts", [
    ["a", null],
    ["list", "string"],
  ]);
  expect(ofNull?.text).toBe("its part [1] must not be null");
});

test("null, unknown and missing arguments never reach a function, nor one of another type", async () => {
  expect((await echo(null)).error).toEqual({ text: "must not be null", functionArgument: 0 });
  expect((await echo("x", UNKNOWN)).error?.functionArgument).toBe(1);
  expect((await call("echo", ["x", "string"])).error).toEqual({
    text: "must not be null",
    functionArgument: 1,
  });
  expect((await call("echo", [true, "bool"], [1, "number"])).error).toEqual({
    text: "a string is required, not a value of type boolean",
    functionArgument: 0,
  });
});

test("an unforeseen error is a defect: nobody sees its message, and the log gets its place", async () => {
  logged.length = 0;
  const { error, result } = await echo("crash");
  expect(result).toBeUndefined();
  expect(error?.text).toBe(`an unexpected error (RangeError) ended it. ${PROVIDER_DEFECT}`);
  expect(logged.join()).toContain("call-function.test.ts");
  expect(logged.join()).not.toContain("secret");
});

test("a result that does not fit is a defect that says why", async () => {
  expect((await echo("misfit")).error?.text).toContain("its part [0] NaN is not a number");
});

test("a call of a missing function is refused, whatever its name", async () => {
  for (const name of ["other", "constructor", "__proto__"]) {
    expect((await call(name)).error?.text).toContain(`the provider has no function "${name}"`);
  }
});

test("a stop does not end a call", async () => {
  await ask("StopProvider", new Uint8Array());
  expect((await echo("x")).error).toBeUndefined();
});

test("schema, metadata and GetFunctions name the same functions", async () => {
  const schema = offers.GetProviderSchema_Response.decode(await ask("GetProviderSchema", new Uint8Array()));
  const asked = offers.GetFunctions_Response.decode(await ask("GetFunctions", new Uint8Array()));
  const metadata = offers.GetMetadata_Response.decode(await ask("GetMetadata", new Uint8Array()));
  expect(asked.functions).toEqual(schema.functions);
  expect(metadata.functions).toEqual([{ name: "echo" }, { name: "texts" }]);
  expect(schema.functions.echo).toMatchObject({
    summary: "Echo.",
    parameters: [
      { name: "text", allowNullValue: false, allowUnknownValues: false, description: "Text." },
      { name: "amount" },
    ],
  });
  expect(Buffer.from(schema.functions.echo?.return?.type ?? []).toString()).toBe('["list","number"]');
});
