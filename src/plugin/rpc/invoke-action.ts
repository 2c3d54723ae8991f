import { record } from "../cty/value";
import * as proto from "../protocol/generated/action";
import { configFromWire, writeOnlyNames } from "./dynamic-value";
import { eitherSignal } from "./either-signal";
import { guarded } from "./guard";
import { actionOf } from "./lookup";
import { refuseUnknown } from "./refuse-unknown";
import type { LateStreamRpc } from "./rpc";

/** Does an action, and streams what it says meanwhile. The last event says how it ended. */
export const invokeAction: LateStreamRpc<proto.InvokeAction_Request, proto.InvokeAction_Event> = {
  requests: proto.InvokeAction_Request,
  events: proto.InvokeAction_Event,
  async handle(session, { actionType, config: wire }, stream) {
    const { signal, release } = eitherSignal(session.signal, stream.signal);
    const { filter } = session.serving.secrets;
    let over = false;
    const progress = async (message: string): Promise<void> => {
      // After a stop an action may go on for a while; Terraform has its end by then.
      if (!over) {
        await stream.send({ type: { $case: "progress", progress: { message: filter(message) } } });
      }
    };
    const find = () => actionOf(session, actionType);
    const { diagnostics } = await guarded(
      session,
      find,
      async (action, report) => {
        const config = configFromWire(wire, action.attributes);
        refuseUnknown(config, unknownArgument);
        const writeOnly = record(
          writeOnlyNames(action.attributes).map((name) => [name, config[name] ?? null]),
        );
        for (const value of Object.values(writeOnly).filter((each) => typeof each === "string")) {
          session.serving.secrets.conceal(value);
        }
        await action.invoke({ config, writeOnly, progress, ...session.context(report), signal });
      },
      signal,
    );
    over = true;
    release();
    await stream.send({ type: { $case: "completed", completed: { diagnostics } } });
  },
};

// Terraform invokes actions with known values only, so this client behaves differently.
function unknownArgument(argument: string) {
  return {
    summary: "Unknown Argument",
    detail: `The argument "${argument}" is not known yet, but an action requires known values. Use a value that is known in advance.`,
  };
}
