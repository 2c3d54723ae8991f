import { createClient } from "../../../src/ehpc/api/create-client";
import { staticCredentials } from "../../../src/ehpc/api/credentials";
import { type RawServer, serveTcp } from "./raw-server";

let server: RawServer;
afterEach(() => server.close());

/** An answer of GetJob, whose call has an ID of its own. */
function answer(state: string, call: number): string {
  const RequestId = `8D2A7F0C-1B7E-5E4B-9C55-${String(call).padStart(12, "0")}`;
  const body = JSON.stringify({ RequestId, JobInfo: { JobId: "1", State: state } });
  return `HTTP/1.1 200 OK\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

function clientOf({ endpoint }: RawServer) {
  const credentials = staticCredentials({ accessKeyId: "AK", accessKeySecret: "secret" });
  return createClient({ endpoint, credentials, environment: {}, maxRetryMs: 10_000, random: () => 0 });
}

const stateOf = async (client: ReturnType<typeof clientOf>, clusterId: string) =>
  (await client.getJob({ clusterId, jobId: "1" })).job.state;

test("a connection on which something comes while nobody asks is not used again", async () => {
  server = await serveTcp((socket) => {
    socket.once("data", () => {
      socket.write(answer("Running", server.connections()));
      setTimeout(() => socket.write(answer("Completed", 100)), 50);
    });
  });
  const client = clientOf(server);
  expect(await stateOf(client, "a")).toBe("Running");
  await server.allClosed();
  expect(await stateOf(client, "b")).toBe("Running");
  expect(server.connections()).toBe(2);
  client.close();
});

test("neither a copy of an answer nor anything behind it is taken for the next answer", async () => {
  let calls = 0;
  server = await serveTcp((socket) => {
    let copy = "";
    socket.on("data", () => {
      calls += 1;
      // On the first connection, each answer comes one call late after the first.
      const own = answer(calls === 1 ? "Completed" : "Running", calls);
      socket.write(copy === "" ? own : copy);
      if (server.connections() === 1) {
        copy = own;
      }
    });
  });
  const client = clientOf(server);
  expect(await stateOf(client, "a")).toBe("Completed");
  expect(await stateOf(client, "b")).toBe("Running");
  expect(await stateOf(client, "c")).toBe("Running");
  expect(server.connections()).toBe(2);
  client.close();
});
