import { createSecretFilter } from "../../src/base/secret-filter";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator/emulator";
import type { Logger } from "../../src/plugin/author/log";
import type { CtyObject } from "../../src/plugin/cty/value";
import type { ServiceMethods } from "../../src/plugin/process/service";
import * as action from "../../src/plugin/protocol/generated/action";
import * as list from "../../src/plugin/protocol/generated/list-resource";
import * as main from "../../src/plugin/protocol/generated/tfplugin6";
import { fromWire, toWire } from "../../src/plugin/rpc/dynamic-value";
import { serviceOf } from "../../src/plugin/rpc/methods";
import { identityAttributes } from "../../src/plugin/rpc/resource-identity";
import type { Attributes } from "../../src/plugin/schema/attribute";
import { ehpc } from "../../src/provider/provider";

const quiet = () => {};
const logger: Logger = { trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet };

/** The end of a call, and what came before. */
export interface Streamed<T> {
  readonly events: readonly T[];
  readonly diagnostics: readonly main.Diagnostic[];
}

/** An object that a list has found. */
export interface Found {
  readonly displayName: string;
  readonly identity: CtyObject | null;
  readonly state: CtyObject | null;
}

/** The provider over its protocol, without a Terraform, beside an emulator of its own. */
export class ServedProvider {
  readonly provider: ReturnType<typeof ehpc>;
  readonly #connection = {};
  readonly #service: ServiceMethods;

  private constructor(readonly emulator: Emulator) {
    this.provider = ehpc({
      EHPC_ENDPOINT: emulator.endpoint,
      ALIBABA_CLOUD_ACCESS_KEY_ID: emulator.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: emulator.accessKeySecret,
      HOME: "/nonexistent",
    });
    this.#service = serviceOf(this.provider, { logger, secrets: createSecretFilter() });
  }

  static async start(scenario: EmulatorOptions["scenario"]): Promise<ServedProvider> {
    const served = new ServedProvider(await startEmulator({ scenario }));
    const answer = main.ConfigureProvider_Response.decode(await served.call("ConfigureProvider"));
    if (answer.diagnostics.length > 0) {
      throw new Error(JSON.stringify(answer.diagnostics));
    }
    return served;
  }

  close(): Promise<void> {
    return this.emulator.close();
  }

  async call(name: string, request: Uint8Array = Buffer.alloc(0)): Promise<Uint8Array> {
    return (await this.#service.unary[name]?.(request, this.#connection)) ?? Buffer.alloc(0);
  }

  /** Invokes an action; `onProgress` hears each message at once. */
  async invoke(
    actionType: string,
    values: CtyObject,
    onProgress: (message: string) => void = quiet,
  ): Promise<Streamed<string>> {
    const { attributes = {} } = this.provider.actions?.[actionType] ?? {};
    const config = toWire(complete(values, attributes), attributes);
    const events: string[] = [];
    let diagnostics: readonly main.Diagnostic[] = [];
    await this.#stream(
      "InvokeAction",
      action.InvokeAction_Request.encode({ actionType, config }).finish(),
      (bytes) => {
        const { type } = action.InvokeAction_Event.decode(bytes);
        if (type?.$case === "progress") {
          events.push(type.progress.message);
          onProgress(type.progress.message);
        } else if (type?.$case === "completed") {
          diagnostics = type.completed.diagnostics;
        }
      },
    );
    return { events, diagnostics };
  }

  /** Lists the objects of a resource; `onFound` hears of each at once. */
  async list(
    typeName: string,
    values: CtyObject,
    { limit = 100, withState = false, onFound = (_: Found) => {} } = {},
  ): Promise<Streamed<Found>> {
    const { attributes = {} } = this.provider.listResources?.[typeName] ?? {};
    const resource = this.provider.resources[typeName];
    const config = toWire(complete(values, attributes), attributes);
    const events: Found[] = [];
    const diagnostics: main.Diagnostic[] = [];
    const request = list.ListResource_Request.encode({
      typeName,
      config,
      includeResourceObject: withState,
      limit,
    }).finish();
    await this.#stream("ListResource", request, (bytes) => {
      const event = list.ListResource_Event.decode(bytes);
      diagnostics.push(...event.diagnostic);
      if (event.identity !== undefined && resource !== undefined) {
        const found = {
          displayName: event.displayName,
          identity: fromWire(event.identity.identityData, identityAttributes(resource) ?? {}),
          state: fromWire(event.resourceObject, resource.attributes),
        };
        events.push(found);
        onFound(found);
      }
    });
    return { events, diagnostics };
  }

  async #stream(name: string, request: Uint8Array, receive: (message: Uint8Array) => void): Promise<void> {
    await this.#service.streams[name]?.(request, {
      connection: this.#connection,
      signal: new AbortController().signal,
      send: async (message) => receive(message),
    });
  }
}

/** The values with null for each attribute that is left out. */
function complete(values: CtyObject, attributes: Attributes): CtyObject {
  return Object.fromEntries(Object.keys(attributes).map((name) => [name, values[name] ?? null]));
}
