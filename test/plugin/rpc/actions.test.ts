import { createSecretFilter } from "../../../src/base/secret-filter";
import { action } from "../../../src/plugin/author/action";
import { DiagnosticError } from "../../../src/plugin/author/diagnostic";
import type { Logger } from "../../../src/plugin/author/log";
import { provider } from "../../../src/plugin/author/provider";
import { type CtyObject, UNKNOWN } from "../../../src/plugin/cty/value";
import * as proto from "../../../src/plugin/protocol/generated/action";
import * as offers from "../../../src/plugin/protocol/generated/provider-schema";
import * as main from "../../../src/plugin/protocol/generated/tfplugin6";
import { toWire } from "../../../src/plugin/rpc/dynamic-value";
import { serviceOf } from "../../../src/plugin/rpc/methods";
import { optional, refine, required, string } from "../../../src/plugin/schema/attribute";

const quiet = () => {};
const logger: Logger = { trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet };
const EMPTY = Buffer.alloc(0);
const SECRET = "hunter2hunter2";

/** What the action has come to. */
let events: string[] = [];
let begun = () => {};

const short = refine(string, (text) => (text.length <= 8 ? undefined : "must have at most 8 characters."));

const announce = action<string>()({
  description: "Announces.",
  attributes: { text: required(short, "What."), way: optional(string, "How it ends.") },
  validate: (config) =>
    typeof config === "object" && config.way === "never"
      ? [{ severity: "error", summary: "Never", detail: "" }]
      : [],
  async invoke({ config, client, progress, signal, warn }) {
    await progress(`${client}: ${config.text}`);
    signal.addEventListener("abort", () => events.push("aborted"));
    begun();
    switch (config.way) {
      case "warn":
        warn({ summary: "Careful", detail: "" });
        break;
      case "fail":
        throw new DiagnosticError({ summary: "Cannot Announce", detail: SECRET, path: ["text"] });
      case "throw":
        throw new TypeError(SECRET);
      case "hang":
        await new Promise(() => {});
        break;
      case "late":
        await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
        await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
        await progress("after the end");
        events.push("late");
        break;
      case "secret":
        void progress(`with ${SECRET}`);
        void progress("last");
        break;
      default:
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
      return "client";
    },
    dataSources: {},
    resources: {},
    actions: { test_announce: announce },
  }),
  { logger, secrets },
);
const CONNECTION = {};
const actionType = "test_announce";

async function ask(name: string, request: Uint8Array = EMPTY): Promise<Uint8Array> {
  return (await unary[name]?.(request, CONNECTION)) ?? EMPTY;
}

const config = (values: CtyObject) => toWire(values, announce.attributes);

/** Invokes the action; resolves with what was streamed, once the stream has ended. */
async function invoke(values: CtyObject, { signal = new AbortController().signal, type = actionType } = {}) {
  const sent: (proto.InvokeAction_Event["type"] | undefined)[] = [];
  const request = proto.InvokeAction_Request.encode({ actionType: type, config: config(values) }).finish();
  await streams.InvokeAction?.(request, {
    connection: CONNECTION,
    signal,
    async send(bytes) {
      sent.push(proto.InvokeAction_Event.decode(bytes).type);
    },
  });
  return sent;
}

const said = (message: string) => ({ $case: "progress", progress: { message } });
const completed = (...diagnostics: object[]) => ({ $case: "completed", completed: { diagnostics } });
const whenBegun = () =>
  new Promise<void>((resolve) => {
    begun = resolve;
  });

beforeEach(async () => {
  events = [];
  begun = () => {};
  await ask("ConfigureProvider");
});

test("schema and metadata name the actions", async () => {
  const schema = offers.GetProviderSchema_Response.decode(await ask("GetProviderSchema"));
  expect(schema.actionSchemas.test_announce?.schema?.block).toMatchObject({
    description: "Announces.",
    attributes: [
      { name: "text", required: true },
      { name: "way", optional: true },
    ],
  });
  const metadata = offers.GetMetadata_Response.decode(await ask("GetMetadata"));
  expect(metadata.actions).toEqual([{ typeName: "test_announce" }]);
});

test("arguments are checked in validate and in plan, and may be unknown", async () => {
  const given: [CtyObject, object[]][] = [
    [{ text: "x", way: null }, []],
    [{ text: UNKNOWN, way: UNKNOWN }, []],
    [{ text: "much too long", way: null }, [{ summary: "Invalid Argument Value" }]],
    [{ text: "x", way: "never" }, [{ summary: "Never" }]],
  ];
  for (const [values, expected] of given) {
    const validated = await ask(
      "ValidateActionConfig",
      proto.ValidateActionConfig_Request.encode({ typeName: actionType, config: config(values) }).finish(),
    );
    expect(proto.ValidateActionConfig_Response.decode(validated).diagnostics).toMatchObject(expected);
    const planned = await ask(
      "PlanAction",
      proto.PlanAction_Request.encode({ actionType, config: config(values) }).finish(),
    );
    expect(proto.PlanAction_Response.decode(planned).diagnostics).toMatchObject(expected);
  }
});

test("an action streams its progress, then its end", async () => {
  expect(await invoke({ text: "x", way: null })).toEqual([said("client: x"), completed()]);
});

test("messages that nobody waits for come in order, before the end, without a secret", async () => {
  expect(await invoke({ text: "x", way: "secret" })).toEqual([
    said("client: x"),
    said("with ***"),
    said("last"),
    completed(),
  ]);
});

test.each<[string, object]>([
  ["warn", { severity: main.Diagnostic_Severity.WARNING, summary: "Careful" }],
  ["fail", { severity: main.Diagnostic_Severity.ERROR, summary: "Cannot Announce", detail: "***" }],
  ["throw", { severity: main.Diagnostic_Severity.ERROR, summary: "Provider Defect" }],
])("the end tells the diagnostics: %s", async (way, diagnostic) => {
  const sent = await invoke({ text: "x", way });
  expect(sent).toMatchObject([said("client: x"), completed(diagnostic)]);
  expect(JSON.stringify(sent)).not.toContain(SECRET);
});

test("an unknown argument and an unknown action end the stream with a diagnostic", async () => {
  expect(await invoke({ text: UNKNOWN, way: null })).toMatchObject([
    completed({ summary: "Unknown Argument" }),
  ]);
  expect(await invoke({ text: "x", way: null }, { type: "constructor" })).toMatchObject([
    completed({ summary: "Unknown Type" }),
  ]);
});

test("StopProvider ends an action that does not listen, and nothing follows the end", async () => {
  for (const way of ["hang", "late"]) {
    const started = whenBegun();
    const pending = invoke({ text: "x", way });
    await started;
    await ask("StopProvider");
    const sent = await pending;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(sent).toMatchObject([said("client: x"), completed({ summary: "Request Interrupted" })]);
    await ask("ConfigureProvider");
  }
  expect(events).toEqual(["aborted", "aborted", "late"]);
});

test("a call that Terraform cancels stops the action, and no other", async () => {
  const caller = new AbortController();
  const started = whenBegun();
  const pending = invoke({ text: "x", way: "hang" }, { signal: caller.signal });
  await started;
  caller.abort();
  await pending;
  expect(events).toEqual(["aborted"]);
  expect(await invoke({ text: "y", way: null })).toEqual([said("client: y"), completed()]);
});
