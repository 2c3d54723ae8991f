import * as proto from "../protocol/generated/list-resource";
import { inConfigBlock } from "./in-config-block";
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
  async handle(session, { typeName, config }) {
    const { diagnostics } = await validateConfig(session, () => listResourceOf(session, typeName), config);
    inConfigBlock(diagnostics);
    return { diagnostics };
  },
};
