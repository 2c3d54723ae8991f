import * as proto from "../protocol/generated/list-resource";
import { listResourceOf } from "./lookup";
import type { LateRpc } from "./rpc";
import { validateConfig } from "./validate-config";

/** Checks a list block; any value may be unknown. */
export const validateListResourceConfig: LateRpc<
  proto.ValidateListResourceConfig_Request,
  proto.ValidateListResourceConfig_Response
> = {
  requests: proto.ValidateListResourceConfig_Request,
  responses: proto.ValidateListResourceConfig_Response,
  handle: (session, { typeName, config }) =>
    validateConfig(session, () => listResourceOf(session, typeName), config),
};
