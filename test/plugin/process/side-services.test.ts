import { sideServices } from "../../../src/plugin/process/side-services";
import type { GrpcRoute } from "../../../src/plugin/transport/grpc/server";

function unary(path: string): Extract<GrpcRoute, { unary: unknown }> {
  const route = sideServices(() => {}).get(path);
  if (route === undefined || !("unary" in route)) {
    throw new Error(`${path} is no unary method`);
  }
  return route;
}

describe("the services beside the provider", () => {
  test("hold open the two streams of go-plugin", () => {
    const services = sideServices(() => {});
    expect(services.get("/plugin.GRPCStdio/StreamStdio")).toEqual({ heldOpen: true });
    expect(services.get("/plugin.GRPCBroker/StartStream")).toEqual({ heldOpen: true });
  });

  test("end the process only after the reply to Shutdown", async () => {
    let ended = 0;
    const route = sideServices(() => {
      ended += 1;
    }).get("/plugin.GRPCController/Shutdown");
    if (route === undefined || !("unary" in route)) {
      throw new Error("no Shutdown");
    }
    expect(await route.unary(new Uint8Array(), {})).toHaveLength(0);
    expect(ended).toBe(0);
    route.replied?.();
    expect(ended).toBe(1);
  });

  test.each([
    ["the whole server", []],
    ["go-plugin's service", [0x0a, 6, ...Buffer.from("plugin")]],
  ])("are healthy: %s is SERVING", async (_case, request) => {
    expect(await unary("/grpc.health.v1.Health/Check").unary(Uint8Array.from(request), {})).toEqual(
      Uint8Array.of(8, 1),
    );
  });

  test("know of no other service", async () => {
    const request = Uint8Array.from([0x0a, 5, ...Buffer.from("other")]);
    await expect(unary("/grpc.health.v1.Health/Check").unary(request, {})).rejects.toMatchObject({ code: 5 });
  });
});
