import { encodeProviderSchema } from "../plugin/rpc/get-provider-schema";
import { ehpc } from "./provider";

/**
 * The reply to GetProviderSchema. It depends only on the sources: in a bundle this module is replaced by its result, so
 * the process that Terraform starts only for the schema loads nothing else.
 */
export const encodedSchema: Uint8Array = encodeProviderSchema(ehpc({}));
