import { createServer, type Server } from "node:net";
import { listen } from "../../../src/plugin/transport/listen";

const servers: Server[] = [];
const server = () => {
  const created = createServer();
  servers.push(created);
  return created;
};
afterEach(async () => {
  for (const open of servers.splice(0)) {
    await new Promise((resolve) => open.close(resolve));
  }
});

function ports(first: number, last: number): NodeJS.ProcessEnv {
  return { PLUGIN_MIN_PORT: String(first), PLUGIN_MAX_PORT: String(last) };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

describe("listening", () => {
  test("is on a Unix socket, which goes away when told to", async () => {
    const { network, address, remove } = await listen(server(), {}, "linux");
    expect(network).toBe("unix");
    expect(address).toMatch(/\/tf-plugin-[0-9a-z]+-\w{6}\/s$/);
    remove();
  });

  test("on Windows is on a loopback port of the range Terraform gives", async () => {
    const port = await freePort();
    const { network, address } = await listen(server(), ports(port, port), "win32");
    expect({ network, address }).toEqual({ network: "tcp", address: `127.0.0.1:${port}` });
  });

  test("goes on to the next port when one is taken", async () => {
    const port = await freePort();
    const first = await listen(server(), ports(port, port + 9), "win32");
    const second = await listen(server(), ports(port, port + 9), "win32");
    expect(second.address).not.toBe(first.address);
  });

  test("says so when every port is taken", async () => {
    const port = await freePort();
    await listen(server(), ports(port, port), "win32");
    await expect(listen(server(), ports(port, port), "win32")).rejects.toThrow(
      `no free port between ${port} and ${port}`,
    );
  });

  test.each([{}, ports(20_000, 10_000), { PLUGIN_MIN_PORT: "all", PLUGIN_MAX_PORT: "99999" }])(
    "uses go-plugin's own range for %j",
    async (env) => {
      const { address } = await listen(server(), env, "win32");
      const port = Number(address.split(":")[1]);
      expect(port).toBeGreaterThanOrEqual(10_000);
      expect(port).toBeLessThanOrEqual(25_000);
    },
  );
});
