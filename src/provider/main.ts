import { serve } from "../plugin/process/serve";
import { PROVIDER_ADDRESS } from "./address";

void serve({
  address: PROVIDER_ADDRESS,
  loadMethods: async (serving) => {
    const [{ methodsOf }, { ehpc }] = await Promise.all([
      import("../plugin/rpc/methods"),
      import("./provider"),
    ]);
    return methodsOf(ehpc(process.env), serving);
  },
  loadSchema: async () => (await import("./encoded-schema")).encodedSchema,
});
