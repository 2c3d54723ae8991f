import type { ServeContext, ServiceMethods } from "../plugin/process/service";
import { serviceOf } from "../plugin/rpc/methods";
import { ehpc } from "./provider";

/** All that Terraform calls, of the provider as this process's environment sets it up. */
export function handlers(serving: ServeContext): ServiceMethods {
  return serviceOf(ehpc(process.env), serving);
}
