import type { GrpcRoute } from "../transport/grpc/server";
import { GrpcCode, GrpcStatusError } from "../transport/grpc/status";

const EMPTY = new Uint8Array();

/** HealthCheckResponse { status = SERVING }. */
const SERVING = Uint8Array.of(0x08, 0x01);

/** HealthCheckRequest for the whole server, and for go-plugin's service `plugin`: the only two worth decoding. */
const HEALTH_REQUESTS = ["", Buffer.from("\x0a\x06plugin", "latin1").toString("hex")];

/**
 * The services go-plugin expects next to the one of the plugin itself. Source: go-plugin `internal/plugin/*.proto`,
 * grpc/doc/health-checking.md.
 *
 * @param shutdown - ends the process; runs when the reply to Shutdown has left, because Terraform waits 2 s for the
 * process to end and then kills it
 */
export function sideServices(shutdown: () => void): ReadonlyMap<string, GrpcRoute> {
  return new Map<string, GrpcRoute>([
    ["/plugin.GRPCController/Shutdown", { unary: async () => EMPTY, replied: shutdown }],
    // Both carry nothing we need; Terraform opens them at once and closes them when it leaves.
    ["/plugin.GRPCStdio/StreamStdio", { heldOpen: true }],
    ["/plugin.GRPCBroker/StartStream", { heldOpen: true }],
    ["/grpc.health.v1.Health/Check", { unary: checkHealth }],
  ]);
}

async function checkHealth(request: Uint8Array): Promise<Uint8Array> {
  if (HEALTH_REQUESTS.includes(Buffer.from(request).toString("hex"))) {
    return SERVING;
  }
  throw new GrpcStatusError(GrpcCode.notFound, "unknown service");
}
