import { serve } from "../../../src/plugin/process/serve";
import { serviceOf } from "../../../src/plugin/rpc/methods";
import { sample } from "./provider";

void serve({
  address: "terraform.local/test/sample",
  loadMethods: (serving) => serviceOf(sample, serving),
  // The tests have it listen as on Windows.
  platform: process.env.SAMPLE_PLATFORM as NodeJS.Platform | undefined,
});
