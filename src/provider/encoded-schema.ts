import { encodeProviderSchema } from "../plugin/rpc/get-provider-schema";
import { ehpc } from "./provider";

/**
 * The reply to GetProviderSchema. It depends on nothing but the sources: in a bundle this module is replaced by what
 * it comes to, so that the process which Terraform starts for the schema alone loads no more than that.
 */
export const encodedSchema: Uint8Array = encodeProviderSchema(ehpc({}));
