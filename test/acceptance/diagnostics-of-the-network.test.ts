import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import type { ScriptedFault } from "../../src/emulator/scenario/scenario";
import { CLUSTER, configuration, emulatorEnv, lookup } from "../support/configuration";
import { errorAt } from "../support/shown-diagnostics";
import { type Finished, Workspace } from "../support/workspace";

const A_STRANGER_ANSWERS = "check whether a proxy or firewall responds instead of the service";

/** By the name of the lookup: how the answer is spoiled, and what the user is to read. */
const faults: Readonly<
  Record<string, { fault: ScriptedFault; summary: string; says: string; next: string }>
> = {
  html: {
    fault: { kind: "html" },
    summary: "Unexpected Response",
    says: "The endpoint returned an HTML page (HTTP 200)",
    next: A_STRANGER_ANSWERS,
  },
  empty: {
    fault: { kind: "empty" },
    summary: "Unexpected Response",
    says: "The endpoint returned an empty body (HTTP 200)",
    next: A_STRANGER_ANSWERS,
  },
  truncated: {
    fault: { kind: "truncated" },
    summary: "Unexpected Response",
    says: "The response was cut off",
    next: A_STRANGER_ANSWERS,
  },
  oversized: {
    fault: { kind: "oversized" },
    summary: "Unexpected Response",
    says: "The response exceeds the size limit",
    next: A_STRANGER_ANSWERS,
  },
  slow: {
    fault: { kind: "slow", seconds: 60 },
    summary: "Request Timed Out",
    says: "Reading the response took longer than 700 ms.",
    next: 'set a higher "client_read_timeout"',
  },
  reset: {
    fault: { kind: "reset" },
    summary: "Endpoint Unreachable",
    says: "The connection broke (ECONNRESET)",
    next: 'Check the provider\'s "endpoint" or "region", and check the firewalls',
  },
  success_false: {
    fault: { kind: "success-false" },
    summary: "E-HPC Service Fault",
    says: "E-HPC reported that the call did not succeed (request ",
    next: "Plan again in a minute.",
  },
};

let emulator: Emulator;
let workspace: Workspace;

beforeAll(async () => {
  emulator = await startEmulator();
  workspace = new Workspace({ "main.tf": configuration() }, emulatorEnv(emulator));
  await workspace.init();
});

afterAll(async () => {
  await emulator.close();
  workspace.remove();
});

describe("no valid answer", () => {
  let plan: Finished;

  beforeAll(async () => {
    for (const [name, { fault }] of Object.entries(faults)) {
      emulator.setJob(CLUSTER, name, { fault });
    }
    workspace.write(
      "main.tf",
      configuration(
        'provider "ehpc" {\n max_retry_timeout = 1\n }',
        // Only the slow answer may be waited for so short a time: the others may come late on a busy machine.
        'provider "ehpc" {\n alias = "hasty"\n max_retry_timeout = 1\n client_read_timeout = 700\n }',
        ...Object.keys(faults).map((name) =>
          lookup(name, name, ...(name === "slow" ? ["provider = ehpc.hasty"] : [])),
        ),
      ),
    );
    plan = await workspace.fail("plan");
  });

  test.each(Object.entries(faults))("%s", (name, { summary, says, next }) => {
    const shown = errorAt(`data.ehpc_job.${name}`, plan);
    expect(shown.summary).toBe(summary);
    expect(shown.code).toBe(`data "ehpc_job" "${name}" {`);
    expect(shown.detail).toContain(
      `Could not read job "${name}" of cluster "${CLUSTER}" at ${emulator.endpoint}.`,
    );
    expect(shown.detail).toContain(says);
    expect(shown.detail).toContain(next);
  });
});

describe("an endpoint that is not there", () => {
  async function planWith(block: string, env: Record<string, string> = {}): Promise<Finished> {
    workspace.write("main.tf", configuration(`provider "ehpc" {\n ${block}\n }`, lookup("job", "1.manager")));
    return workspace.start(["plan"], { env }).finished;
  }

  test("a closed port", async () => {
    const endpoint = await closedEndpoint();
    const plan = await planWith(`max_retry_timeout = 1\n endpoint = "${endpoint}"`);
    const shown = errorAt("data.ehpc_job.job", plan);
    expect(shown.summary).toBe("Endpoint Unreachable");
    expect(shown.detail).toContain(`at ${endpoint}.`);
    expect(shown.detail).toContain("The endpoint refused the connection (ECONNREFUSED).");
    expect(shown.detail).toContain('Check the provider\'s "endpoint" or "region", and check the firewalls');
  });

  test("a region that does not exist", async () => {
    const env = { EHPC_ENDPOINT: "" };
    const shown = errorAt(
      "data.ehpc_job.job",
      await planWith('max_retry_timeout = 1\n region = "mars-1"', env),
    );
    expect(shown.detail).toContain("at https://ehpc.mars-1.aliyuncs.com.");
    expect(shown.detail).toMatch(/Check the provider's "(region|endpoint)"/);
    // Which of the two comes depends on whether this machine has a name server.
    expect([shown.summary, /\((E\w+)\)/.exec(shown.detail)?.[1]]).toEqual(
      shown.detail.includes("ENOTFOUND")
        ? ["Unknown Endpoint", "ENOTFOUND"]
        : ["Endpoint Unreachable", "EAI_AGAIN"],
    );
  });

  test("a server that speaks no TLS", async () => {
    const endpoint = emulator.endpoint.replace("http://", "https://");
    const shown = errorAt("data.ehpc_job.job", await planWith(`endpoint = "${endpoint}"`));
    expect(shown.summary).toBe("Untrusted Endpoint");
    expect(shown.detail).toContain("TLS version is not accepted");
    expect(shown.detail).toContain("NODE_EXTRA_CA_CERTS");
  });

  async function closedEndpoint(): Promise<string> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    return `http://127.0.0.1:${port}`;
  }
});
