import { serve } from "../../../src/plugin/serve";

void serve({
  address: "terraform.local/test/echo",
  loadMethods: async (context) => (await import("./methods")).echoMethods(context),
});
