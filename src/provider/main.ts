import { serve } from "../plugin/process/serve";
import { PROVIDER_ADDRESS } from "./address";

void serve({
  address: PROVIDER_ADDRESS,
  loadMethods: async (serving) => {
    const [{ serviceOf }, { ehpc }] = await Promise.all([
      import("../plugin/rpc/methods"),
      import("./provider"),
    ]);
    return serviceOf(ehpc(process.env), serving);
  },
  loadSchema: async () => (await import("./encoded-schema")).encodedSchema,
});
