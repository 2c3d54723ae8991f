import type { Provider } from "../author/provider";
import type { ServeContext, ServiceMethods } from "../process/service";
import * as proto from "../protocol/generated/tfplugin6";
import type { StreamMethod, StreamMethods, UnaryMethod, UnaryMethods } from "../transport/grpc/method";
import { GrpcCode, GrpcStatusError } from "../transport/grpc/status";
import { applyResourceChange } from "./apply-resource-change";
import { callFunction } from "./call-function";
import { closeEphemeralResource } from "./close-ephemeral-resource";
import { configureProvider } from "./configure-provider";
import { importResourceState } from "./import-resource-state";
import { openEphemeralResource } from "./open-ephemeral-resource";
import { planResourceChange } from "./plan-resource-change";
import { readDataSource } from "./read-data-source";
import { readResource } from "./read-resource";
import { renewEphemeralResource } from "./renew-ephemeral-resource";
import type { LateRpc, LateStreamRpc, MessageDecoder, MessageEncoder } from "./rpc";
import { Session } from "./session";
import { upgradeResourceState } from "./upgrade-resource-state";
import {
  validateDataResourceConfig,
  validateEphemeralResourceConfig,
  validateProviderConfig,
  validateResourceConfig,
} from "./validate-config";

/**
 * Everything `tfplugin6.Provider` is asked, served by one provider. Each connection has a session of its own: to a
 * provider in debug mode Terraform opens one for each alias, and each is configured for itself.
 */
export function serviceOf<Client>(provider: Provider<Client>, serving: ServeContext): ServiceMethods {
  const sessions = new WeakMap<object, Session<Client>>();
  const sessionOf = (connection: object): Session<Client> => {
    const known = sessions.get(connection);
    if (known !== undefined) {
      return known;
    }
    const session = new Session(provider, serving);
    sessions.set(connection, session);
    return session;
  };
  return { unary: unaryMethods(sessionOf), streams: streamMethods(sessionOf) };
}

/** The methods with one reply alone. */
export function methodsOf<Client>(provider: Provider<Client>, serving: ServeContext): UnaryMethods {
  return serviceOf(provider, serving).unary;
}

/** A request of so many bytes is about a state of thousands of objects, which comes and goes in several forms. */
const LARGE_BYTES = 512 * 1024;

type SessionOf<Client> = (connection: object) => Session<Client>;

/** Each loads at its first call: few commands need one. */
function streamMethods<Client>(sessionOf: SessionOf<Client>): StreamMethods {
  function late<Request, Event>(load: () => Promise<LateStreamRpc<Request, Event>>): StreamMethod {
    return async (bytes, { connection, signal, send }) => {
      const { requests, events, handle } = await load();
      await handle(sessionOf(connection), readRequest(requests, bytes), {
        signal,
        send: (event) => send(events.encode(event).finish()),
      });
    };
  }

  return {
    ListResource: late(async () => (await import("./late")).listResource),
    InvokeAction: late(async () => (await import("./late")).invokeAction),
  };
}

function unaryMethods<Client>(sessionOf: SessionOf<Client>): UnaryMethods {
  function method<Request, Response>(
    requests: MessageDecoder<Request>,
    responses: MessageEncoder<Response>,
    handle: (session: Session<Client>, request: Request) => Promise<Response>,
  ): UnaryMethod {
    return async (bytes, connection) => {
      if (bytes.length > LARGE_BYTES) {
        (await import("../process/save-memory")).saveMemory();
      }
      return responses.encode(await handle(sessionOf(connection), readRequest(requests, bytes))).finish();
    };
  }

  function late<Request, Response>(load: () => Promise<LateRpc<Request, Response>>): UnaryMethod {
    return async (bytes, connection) => {
      const { requests, responses, handle } = await load();
      return method(requests, responses, handle)(bytes, connection);
    };
  }

  return {
    GetMetadata: late(async () => (await import("./late")).getMetadata),
    GetProviderSchema: late(async () => (await import("./late")).getProviderSchema),
    GetResourceIdentitySchemas: late(async () => (await import("./late")).getResourceIdentitySchemas),
    GetFunctions: late(async () => (await import("./late")).getFunctions),
    CallFunction: method(proto.CallFunction_Request, proto.CallFunction_Response, callFunction),
    ValidateProviderConfig: method(
      proto.ValidateProviderConfig_Request,
      proto.ValidateProviderConfig_Response,
      validateProviderConfig,
    ),
    ConfigureProvider: method(
      proto.ConfigureProvider_Request,
      proto.ConfigureProvider_Response,
      configureProvider,
    ),
    StopProvider: method(proto.StopProvider_Request, proto.StopProvider_Response, async (session) => {
      session.stop();
      return { error: "" };
    }),
    ValidateDataResourceConfig: method(
      proto.ValidateDataResourceConfig_Request,
      proto.ValidateDataResourceConfig_Response,
      validateDataResourceConfig,
    ),
    ReadDataSource: method(proto.ReadDataSource_Request, proto.ReadDataSource_Response, readDataSource),
    ValidateResourceConfig: method(
      proto.ValidateResourceConfig_Request,
      proto.ValidateResourceConfig_Response,
      validateResourceConfig,
    ),
    UpgradeResourceState: method(
      proto.UpgradeResourceState_Request,
      proto.UpgradeResourceState_Response,
      upgradeResourceState,
    ),
    ReadResource: method(proto.ReadResource_Request, proto.ReadResource_Response, readResource),
    PlanResourceChange: method(
      proto.PlanResourceChange_Request,
      proto.PlanResourceChange_Response,
      planResourceChange,
    ),
    ApplyResourceChange: method(
      proto.ApplyResourceChange_Request,
      proto.ApplyResourceChange_Response,
      applyResourceChange,
    ),
    ImportResourceState: method(
      proto.ImportResourceState_Request,
      proto.ImportResourceState_Response,
      importResourceState,
    ),
    UpgradeResourceIdentity: late(async () => (await import("./late")).upgradeResourceIdentity),
    ValidateActionConfig: late(async () => (await import("./late")).validateActionConfig),
    ValidateListResourceConfig: late(async () => (await import("./late")).validateListResourceConfig),
    GenerateResourceConfig: late(async () => (await import("./late")).generateResourceConfig),
    PlanAction: late(async () => (await import("./late")).planAction),
    MoveResourceState: late(async () => (await import("./late")).moveResourceState),
    ValidateEphemeralResourceConfig: method(
      proto.ValidateEphemeralResourceConfig_Request,
      proto.ValidateEphemeralResourceConfig_Response,
      validateEphemeralResourceConfig,
    ),
    OpenEphemeralResource: method(
      proto.OpenEphemeralResource_Request,
      proto.OpenEphemeralResource_Response,
      openEphemeralResource,
    ),
    RenewEphemeralResource: method(
      proto.RenewEphemeralResource_Request,
      proto.RenewEphemeralResource_Response,
      renewEphemeralResource,
    ),
    CloseEphemeralResource: method(
      proto.CloseEphemeralResource_Request,
      proto.CloseEphemeralResource_Response,
      closeEphemeralResource,
    ),
  };
}

/** A message that cannot be read is the fault of who sent it: no handler failed. */
function readRequest<Request>(requests: MessageDecoder<Request>, bytes: Uint8Array): Request {
  try {
    return requests.decode(bytes);
  } catch {
    throw new GrpcStatusError(GrpcCode.internal, "The request is not valid Protocol Buffers.");
  }
}
