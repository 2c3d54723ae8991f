import { serve } from "../plugin/serve";
import { PROVIDER_ADDRESS } from "./address";

void serve({
  address: PROVIDER_ADDRESS,
  // Terraform waits for the handshake line, so all that comes after it is loaded after it.
  loadMethods: async (serving) => {
    const [{ methodsOf }, { ehpc }] = await Promise.all([
      import("../plugin/rpc/methods"),
      import("./provider"),
    ]);
    return methodsOf(ehpc(process.env), serving);
  },
});
