import { methodsOf } from "../../../src/plugin/rpc/methods";
import { serve } from "../../../src/plugin/serve";
import { sample } from "./provider";

void serve({ address: "terraform.local/test/sample", loadMethods: (serving) => methodsOf(sample, serving) });
