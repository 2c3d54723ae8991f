import { serve } from "../../../src/plugin/process/serve";

void serve({
  address: "terraform.local/test/echo",
  loadMethods: async (context) => ({ unary: (await import("./methods")).echoMethods(context), streams: {} }),
  // The tests have it listen as on Windows.
  platform: process.env.ECHO_PLATFORM as NodeJS.Platform | undefined,
});
