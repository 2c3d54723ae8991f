import * as proto from "../protocol/generated/action";
import { actionOf } from "./lookup";
import type { LateRpc } from "./rpc";
import { validateConfig } from "./validate-config";

/** Plans an action: its arguments, some of which may be unknown still, are checked once more. */
export const planAction: LateRpc<proto.PlanAction_Request, proto.PlanAction_Response> = {
  requests: proto.PlanAction_Request,
  responses: proto.PlanAction_Response,
  handle: (session, { actionType, config }) =>
    validateConfig(session, () => actionOf(session, actionType), config),
};
