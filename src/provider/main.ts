import { serve } from "../plugin/process/serve";
import { PROVIDER_ADDRESS } from "./address";

void serve({
  address: PROVIDER_ADDRESS,
  // One import, because each file takes time to load.
  loadMethods: async (serving) => (await import("./handlers")).handlers(serving),
  loadSchemas: async () => (await import("./encoded-schemas")).encodedSchemas,
});
