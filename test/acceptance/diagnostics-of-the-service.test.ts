import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import type { ScenarioJob } from "../../src/emulator/scenario/scenario";
import { CLUSTER, configuration, emulatorEnv, lookup } from "../support/configuration";
import { errorAt } from "../support/shown-diagnostics";
import { type Finished, Workspace } from "../support/workspace";

const WAY_OUT_OF_A_FAULT = 'With a higher "max_retry_timeout", the provider retries longer.';

/** By the name of the lookup: what the service does, and what the user is to read. `code` is the line pointed at. */
const refusals: Readonly<
  Record<string, { job: ScenarioJob; summary: string; code?: string; says: string; next: string }>
> = {
  cluster_parameter: {
    job: {
      error: { code: "InvalidParams", message: "The specified parameter ClusterId is invalid." },
    },
    summary: "Invalid Parameter",
    code: `cluster_id = "${CLUSTER}"`,
    says: "E-HPC refused a parameter (InvalidParams, HTTP 400, request ",
    next: "Correct the argument.",
  },
  cluster_status: {
    job: { error: { code: "InvalidClusterStatus" } },
    summary: "Cluster Not Ready",
    code: `cluster_id = "${CLUSTER}"`,
    says: "The cluster is in a state in which its jobs cannot be read (InvalidClusterStatus, HTTP 403, request ",
    next: "Wait until the cluster is running",
  },
  cluster: {
    job: { error: { code: "ClusterNotFound" } },
    summary: "Cluster Not Found",
    code: `cluster_id = "${CLUSTER}"`,
    says: "The cluster does not exist in this region (ClusterNotFound, HTTP 404, request ",
    next: 'Check "cluster_id" and the provider\'s "region": each region knows only its own clusters.',
  },
  database: {
    job: { error: { code: "DbError" } },
    summary: "E-HPC Service Fault",
    says: "E-HPC failed internally (DbError, HTTP 406, request ",
    next: WAY_OUT_OF_A_FAULT,
  },
  ecs: {
    job: { error: { code: "EcsError" } },
    summary: "E-HPC Service Fault",
    says: "E-HPC failed internally (EcsError, HTTP 406, request ",
    next: WAY_OUT_OF_A_FAULT,
  },
  agent: {
    job: { error: { code: "AgentError" } },
    summary: "E-HPC Service Fault",
    says: "E-HPC failed internally (AgentError, HTTP 406, request ",
    next: WAY_OUT_OF_A_FAULT,
  },
  unavailable: {
    job: { error: { code: "ServiceUnavailable" } },
    summary: "E-HPC Unavailable",
    says: "E-HPC is temporarily unavailable (ServiceUnavailable, HTTP 503, request ",
    next: WAY_OUT_OF_A_FAULT,
  },
  throttled: {
    job: { error: { code: "Throttling.User" } },
    summary: "Requests Throttled",
    says: "E-HPC throttles requests (Throttling.User, HTTP 400, request ",
    next: "Plan with a lower -parallelism",
  },
  forbidden: {
    job: { error: { code: "Forbidden.RAM" } },
    summary: "Not Authorized",
    says: "The access key is not authorized to make this call (Forbidden.RAM, HTTP 403, request ",
    next: "Grant the RAM user or role the action ehpc:GetJob on resource *.",
  },
  undocumented: {
    job: { error: { code: "Brand.New", httpStatus: 418, message: "Nobody has seen this before." } },
    summary: "E-HPC Refused the Request",
    says: "E-HPC refused the call (Brand.New, HTTP 418, request ",
    next: "quote the request ID in a support ticket",
  },
};

const missing = {
  "an invalid parameter": "invalid-params",
  "a failure of the agent": "agent-error",
  "an answer without a job": "empty-job-info",
} as const;

let emulator: Emulator;
let workspace: Workspace;

beforeAll(async () => {
  emulator = await startEmulator();
  workspace = new Workspace({ "main.tf": configuration() }, emulatorEnv(emulator));
  await workspace.init();
  await workspace.attach();
});

afterAll(async () => {
  await emulator.close();
  workspace.remove();
});

describe("a refusal of the service", () => {
  let plan: Finished;

  beforeAll(async () => {
    for (const [name, { job }] of Object.entries(refusals)) {
      emulator.setJob(CLUSTER, name, job);
    }
    const lookups = Object.keys(refusals).map((name) => lookup(name, name));
    workspace.write("main.tf", configuration('provider "ehpc" { max_retry_timeout = 1 }', ...lookups));
    plan = await workspace.fail("plan");
  });

  test.each(Object.entries(refusals))("%s", (name, { summary, code, says, next }) => {
    const shown = errorAt(`data.ehpc_job.${name}`, plan);
    expect(shown.summary).toBe(summary);
    expect(shown.code?.replace(/ +/g, " ")).toBe(code ?? `data "ehpc_job" "${name}" {`);
    expect(shown.detail).toContain(
      `Could not read job "${name}" of cluster "${CLUSTER}" at ${emulator.endpoint}.`,
    );
    expect(shown.detail).toContain(says);
    expect(shown.detail).toMatch(/request [0-9A-F-]{36}\)\. E-HPC says: "\w/);
    expect(shown.detail).toContain(next);
  });

  test("the number of attempts is reported when more attempts might have helped", () => {
    const attempts = (name: string) => emulator.calls.filter(({ jobId }) => jobId === name).length;
    for (const name of ["database", "ecs", "agent", "unavailable", "throttled"]) {
      const tries = attempts(name) === 1 ? "1 attempt" : `${attempts(name)} attempts`;
      expect(errorAt(`data.ehpc_job.${name}`, plan).detail).toContain(
        `Gave up after ${tries}: the retry limit is 1000 ms.`,
      );
    }
    for (const name of ["cluster", "cluster_status", "cluster_parameter", "forbidden", "undocumented"]) {
      expect(attempts(name)).toBe(1);
      expect(errorAt(`data.ehpc_job.${name}`, plan).detail).not.toContain("Gave up");
    }
  });
});

describe("a job that does not exist", () => {
  beforeAll(() => {
    workspace.write("main.tf", configuration(lookup("gone", "404.manager")));
  });

  test.each(Object.entries(missing))("is the same diagnostic for %s", async (_, missingJob) => {
    emulator.update({ missingJob, clusters: { [CLUSTER]: {} } });
    const shown = errorAt("data.ehpc_job.gone", await workspace.fail("plan"));
    expect(shown.summary).toBe("Job Not Found");
    expect(shown.code).toBe('job_id     = "404.manager"');
    expect(shown.detail).toContain("E-HPC does not know the job");
    expect(shown.detail).toContain('If that may have happened, set "allow_missing = true"');
  });
});

describe("a fault that passes", () => {
  test("is not noticed, save in the number of calls", async () => {
    const codes = ["Throttling", "AgentError", "DbError", "EcsError", "ServiceUnavailable"];
    for (const code of codes) {
      emulator.setJob(CLUSTER, code, { error: { code, times: 1 }, info: { State: "Completed" } });
    }
    workspace.write("main.tf", configuration(...codes.map((code) => lookup(code, code))));
    await workspace.succeed("plan");
    for (const code of codes) {
      const calls = emulator.calls.filter(({ jobId }) => jobId === code);
      expect(calls.map((call) => call.code)).toEqual([code, null]);
    }
  });

  test("the service's own waiting time is obeyed", async () => {
    workspace.write("main.tf", configuration(lookup("later", "waiting")));
    emulator.setJob(CLUSTER, "waiting", {
      error: { code: "Throttling", times: 1, retryAfterMs: 1_000 },
      info: { State: "Completed" },
    });
    await workspace.succeed("plan");
    const [first, second] = emulator.calls.filter((call) => call.jobId === "waiting");
    // A timer may fire a millisecond early.
    expect(Number(second?.at) - Number(first?.at)).toBeGreaterThanOrEqual(990);
  });

  test("a waiting time beyond max_retry_timeout ends the lookup at once", async () => {
    workspace.write(
      "main.tf",
      configuration('provider "ehpc" { max_retry_timeout = 1 }', lookup("never", "never")),
    );
    emulator.setJob(CLUSTER, "never", { error: { code: "Throttling", retryAfterMs: 600_000 } });
    const shown = errorAt("data.ehpc_job.never", await workspace.fail("plan"));
    expect(shown.detail).toContain(
      "Gave up after 1 attempt: the service asks to wait 600000 ms, but the retry limit is 1000 ms.",
    );
    expect(emulator.calls.filter((call) => call.jobId === "never")).toHaveLength(1);
  });
});
