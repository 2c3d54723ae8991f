import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { CLUSTER, configuration, emulatorEnv, lookup } from "../support/configuration";
import { shownDiagnostics } from "../support/shown-diagnostics";
import { Workspace } from "../support/workspace";

let emulator: Emulator;
let workspace: Workspace;

beforeAll(async () => {
  emulator = await startEmulator({ scenario: { clusters: { [CLUSTER]: {} } } });
  workspace = new Workspace({ "main.tf": configuration() }, emulatorEnv(emulator));
  await workspace.init();
  await workspace.attach();
});

afterAll(async () => {
  await emulator.close();
  workspace.remove();
});

/** Applies these blocks and returns the output `result`. */
async function resultOf(...blocks: readonly string[]): Promise<unknown> {
  workspace.write("main.tf", configuration(...blocks));
  await workspace.succeed("apply", "-auto-approve");
  return JSON.parse((await workspace.succeed("output", "-json", "result")).stdout);
}

function jobIn(state: string, jobId: string, service = emulator): void {
  service.setJob(CLUSTER, jobId, { info: { State: state } });
}

test("count reads one job for each index", async () => {
  for (const [index, state] of ["Pending", "Running", "Failed"].entries()) {
    jobIn(state, `${index}.manager`);
  }
  const phases = await resultOf(
    lookup("all", `\${count.index}.manager`, "count = 3"),
    'output "result" { value = data.ehpc_job.all[*].phase }',
  );
  expect(phases).toEqual(["pending", "running", "failed"]);
});

test("for_each reads one job for each key", async () => {
  jobIn("Completed", "train");
  jobIn("Running", "test");
  const succeeded = await resultOf(
    lookup("each", `\${each.key}`, 'for_each = toset(["train", "test"])'),
    'output "result" { value = { for name, job in data.ehpc_job.each : name => job.succeeded } }',
  );
  expect(succeeded).toEqual({ train: true, test: false });
});

test("aliases of the provider read from their own endpoints", async () => {
  const other = await startEmulator({ accessKeyId: "OtherKeyId", accessKeySecret: "OtherKeySecret" });
  try {
    jobIn("Running", "7.manager");
    jobIn("Failed", "7.manager", other);
    const states = await resultOf(
      `provider "ehpc" {
        alias      = "other"
        endpoint   = "${other.endpoint}"
        access_key = "OtherKeyId"
        secret_key = "OtherKeySecret"
      }`,
      lookup("here", "7.manager"),
      lookup("there", "7.manager", "provider = ehpc.other"),
      'output "result" { value = [data.ehpc_job.here.state, data.ehpc_job.there.state] }',
    );
    expect(states).toEqual(["Running", "Failed"]);
    expect(other.calls.map(({ jobId }) => jobId)).toEqual(["7.manager"]);
  } finally {
    await other.close();
  }
});

test.each(["1[3].manager", "10_3", "a&b=c%2F+d?#e", "größe~*!()'"])(
  "the job ID %s reaches the service as it is written",
  async (jobId) => {
    jobIn("Running", jobId);
    const result = await resultOf(lookup("job", jobId), 'output "result" { value = data.ehpc_job.job.id }');
    expect(result).toBe(`${CLUSTER}:${jobId}`);
    expect(emulator.calls.at(-1)).toMatchObject({ jobId, status: 200 });
  },
);

test("lookups of one job share one call and one answer", async () => {
  jobIn("Running", "shared");
  const requestIds = await resultOf(
    lookup("one", "shared"),
    lookup("other", "shared", 'success_states = ["RUNNING"]'),
    lookup("more", "shared", "count = 4"),
    `output "result" {
      value = [for job in concat([data.ehpc_job.one, data.ehpc_job.other], data.ehpc_job.more) : job.request_id]
    }`,
  );
  expect(emulator.calls.filter(({ jobId }) => jobId === "shared")).toHaveLength(1);
  expect(requestIds).toHaveLength(6);
  expect(new Set(requestIds as string[]).size).toBe(1);
});

test("a hundred jobs are read in one plan", async () => {
  for (let index = 0; index < 100; index += 1) {
    jobIn("Completed", `many-${index}`);
  }
  const result = await resultOf(
    lookup("many", `many-\${count.index}`, "count = 100"),
    'output "result" { value = length([for job in data.ehpc_job.many : job if job.succeeded]) }',
  );
  expect(result).toBe(100);
});

test("success_states and failure_states come before the built-in classification", async () => {
  jobIn("F", "pbs");
  jobIn("Completed", "slurm");
  const phases = await resultOf(
    lookup("plain", "pbs"),
    lookup("success", "pbs", 'success_states = ["f"]'),
    lookup("failure", "pbs", 'failure_states = ["F"]'),
    lookup("strict", "slurm", 'failure_states = [" completed "]'),
    `output "result" {
      value = { for name, job in {
        plain = data.ehpc_job.plain, success = data.ehpc_job.success
        failure = data.ehpc_job.failure, strict = data.ehpc_job.strict
      } : name => [job.phase, job.finished, job.succeeded] }
    }`,
  );
  expect(phases).toEqual({
    plain: ["unknown", false, false],
    success: ["succeeded", true, true],
    failure: ["failed", true, false],
    strict: ["failed", true, false],
  });
});

test("allow_missing makes a job that does not exist a result", async () => {
  const result = await resultOf(
    lookup("gone", "404.manager", "allow_missing = true"),
    'output "result" {\n value = data.ehpc_job.gone\n sensitive = true\n }',
  );
  const known = Object.entries(result as object).filter(([, value]) => value !== null);
  expect(Object.fromEntries(known)).toEqual({
    allow_missing: true,
    cluster_id: CLUSTER,
    job_id: "404.manager",
    id: `${CLUSTER}:404.manager`,
    request_id: expect.any(String),
    found: false,
    phase: "unknown",
    finished: false,
    succeeded: false,
    may_restart: false,
  });
});

test("allow_missing does not hide other failures", async () => {
  workspace.write(
    "main.tf",
    configuration(
      `data "ehpc_job" "gone" {
        cluster_id    = "ehpc-hz-elsewhere"
        job_id        = "1.manager"
        allow_missing = true
      }`,
    ),
  );
  expect((await workspace.fail("plan")).text).toContain("Error: Cluster Not Found");
});

describe("a lookup with conditions of its own", () => {
  const conditional = lookup(
    "job",
    "conditional",
    `lifecycle {
      postcondition {
        condition     = self.succeeded
        error_message = "Job \${self.job_name} is \${self.phase}."
      }
    }`,
  );

  test("fails the plan where the job does not meet them", async () => {
    emulator.setJob(CLUSTER, "conditional", { info: { State: "Running", JobName: "train" } });
    workspace.write("main.tf", configuration(conditional));
    expect((await workspace.fail("plan")).text).toContain("Job train is running.");
  });

  test("fails nothing in a check block: what the service refuses is a warning there", async () => {
    workspace.write(
      "main.tf",
      configuration(`check "job" {
        ${lookup("job", "404.manager")}
        assert {
          condition     = data.ehpc_job.job.succeeded
          error_message = "not yet"
        }
      }`),
    );
    expect(shownDiagnostics(await workspace.succeed("plan"))).toContainEqual(
      expect.objectContaining({ severity: "Warning", summary: "Job Not Found" }),
    );
  });
});
