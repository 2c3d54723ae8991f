import type { EncodedSchemas } from "../plugin/process/service";
import { encodeProviderSchema } from "../plugin/rpc/get-provider-schema";
import { encodeResourceIdentitySchemas } from "../plugin/rpc/get-resource-identity-schemas";
import { ehpc } from "./provider";

const provider = ehpc({});

/**
 * The replies to GetProviderSchema and GetResourceIdentitySchemas. They depend only on the sources: in a bundle this
 * module is replaced by its result, so the process that Terraform starts only for the schemas loads nothing else.
 */
export const encodedSchemas: EncodedSchemas = {
  GetProviderSchema: encodeProviderSchema(provider),
  GetResourceIdentitySchemas: encodeResourceIdentitySchemas(provider),
};
