/** The RPCs that few commands need. One file, because each file of the bundle takes time to load. */
export { generateResourceConfig } from "./generate-resource-config";
export { getFunctions, getMetadata, getProviderSchema } from "./get-provider-schema";
export { getResourceIdentitySchemas } from "./get-resource-identity-schemas";
export { invokeAction } from "./invoke-action";
export { listResource } from "./list-resource";
export { moveResourceState } from "./move-resource-state";
export { planAction } from "./plan-action";
export { upgradeResourceIdentity } from "./upgrade-resource-identity";
export { validateActionConfig } from "./validate-action-config";
export { validateListResourceConfig } from "./validate-list-resource-config";
