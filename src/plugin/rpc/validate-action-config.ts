import * as proto from "../protocol/generated/action";
import { actionOf } from "./lookup";
import type { LateRpc } from "./rpc";
import { validateConfig } from "./validate-config";

/** Checks an action block; any value may be unknown. */
export const validateActionConfig: LateRpc<
  proto.ValidateActionConfig_Request,
  proto.ValidateActionConfig_Response
> = {
  requests: proto.ValidateActionConfig_Request,
  responses: proto.ValidateActionConfig_Response,
  handle: (session, { typeName, config }) =>
    validateConfig(session, () => actionOf(session, typeName), config),
};
