import { serve } from "../plugin/serve";
import { PROVIDER_ADDRESS } from "./address";

void serve({
  address: PROVIDER_ADDRESS,
  // Terraform waits for the handshake line, so all that comes after it is loaded after it.
  loadMethods: ({ logger }) => {
    const { methodsOf } = require("../plugin/rpc/methods") as typeof import("../plugin/rpc/methods");
    const { ehpc } = require("./provider") as typeof import("./provider");
    return methodsOf(ehpc(process.env), logger);
  },
});
