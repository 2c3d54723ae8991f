import { CLUSTER, configuration, lookup, TIME_FOR_A_LOOK } from "../support/configuration";
import { errorAt } from "../support/shown-diagnostics";
import { WaitWorkspace } from "../support/wait-workspace";
import type { Running } from "../support/workspace";

let waiting: WaitWorkspace;

beforeAll(async () => {
  waiting = await WaitWorkspace.create({ attached: true });
});

afterAll(() => waiting.close());

/** A lookup that waits; `timeout` is far longer than a test. */
function waitsFor(jobId: string, until: string, more = 'timeout = "10m"'): string {
  return lookup("job", jobId, `wait = {\n until = "${until}"\n interval = "200ms"\n ${more}\n }`);
}

/** Starts a plan, and waits until it has looked at the job twice. */
async function planWaitingFor(jobId: string, until: string): Promise<Running> {
  waiting.configure(
    waitsFor(jobId, until),
    'output "result" { value = [data.ehpc_job.job.state, data.ehpc_job.job.phase] }',
  );
  const plan = waiting.workspace.start(["plan", "-no-color"]);
  await waiting.whileRunning(plan, () => waiting.looksAt(jobId) < 2);
  return plan;
}

async function failingPlan(jobId: string, until: string, more?: string) {
  waiting.configure(waitsFor(jobId, until, more));
  return errorAt("data.ehpc_job.job", await waiting.workspace.fail("plan"));
}

test.each([
  ["started", "Pending", "Running"],
  ["started", "Pending", "Completed"],
  ["finished", "Running", "Completed"],
  ["finished", "Running", "Failed"],
  ["succeeded", "Running", "Completed"],
])("until = %j: a plan waits while the job is %s, and goes on when it is %s", async (until, first, then) => {
  const jobId = `${until}-${then}`;
  waiting.jobIs(jobId, first);
  const plan = await planWaitingFor(jobId, until);
  waiting.jobIs(jobId, then);
  const { status, text } = await plan.finished;
  expect(status).toBe(0);
  expect(text).toContain(`result = [ + "${then}"`);
});

test('until = "succeeded" ends with an error as soon as the job has failed, not when the time is over', async () => {
  waiting.jobIs("1.manager", "Running", { info: { JobQueue: "gpu" } });
  const plan = await planWaitingFor("1.manager", "succeeded");
  waiting.jobIs("1.manager", "Failed", { info: { JobQueue: "gpu" }, stderr: "no space left\n" });
  const { status, text } = await plan.finished;
  expect(status).toBe(1);
  expect(text).toContain("Error: Job Failed");
  expect(text).toContain("queue: gpu");
  expect(text).toContain("no space left");
});

test('until = "started" fails for a job that is cancelled before it ran', async () => {
  waiting.jobIs("2.manager", "CANCELLED");
  expect(await failingPlan("2.manager", "started")).toMatchObject({ summary: "Job Failed" });
});

test("a job that has not come so far in time fails the plan with its state", async () => {
  waiting.jobIs("3.manager", "Pending");
  const shown = await failingPlan("3.manager", "started", `timeout = "${TIME_FOR_A_LOOK}"`);
  expect(shown.summary).toBe("Job Wait Timed Out");
  expect(shown.detail).toContain(
    `Job "3.manager" of cluster "${CLUSTER}" has not started within ${TIME_FOR_A_LOOK}.`,
  );
  expect(shown.detail).toContain("Its state is Pending (phase pending)");
});

test("the caller's own reading of states holds for a wait as well", async () => {
  waiting.configure(
    waitsFor("4.manager", "succeeded").replace("wait =", 'success_states = ["F"]\nwait ='),
    waitsFor("5.manager", "succeeded")
      .replace("wait =", 'failure_states = ["Held"]\nwait =')
      .replace('"job"', '"held"'),
  );
  waiting.jobIs("4.manager", "F");
  waiting.jobIs("5.manager", "HELD");
  const output = await waiting.workspace.fail("plan");
  expect(errorAt("data.ehpc_job.held", output).summary).toBe("Job Failed");
  expect(output.text).not.toContain("data.ehpc_job.job,");
});

test("a job that vanishes is a result where allow_missing says so, and never a success", async () => {
  waiting.jobIs("6.manager", "Running");
  waiting.configure(
    waitsFor("6.manager", "succeeded").replace("wait =", "allow_missing = true\nwait ="),
    'output "result" { value = [data.ehpc_job.job.found, data.ehpc_job.job.succeeded] }',
  );
  const plan = waiting.workspace.start(["plan", "-no-color"]);
  await waiting.whileRunning(plan, () => waiting.looksAt("6.manager") < 2);
  waiting.emulator.removeJob(CLUSTER, "6.manager");
  const { status, text } = await plan.finished;
  expect(status).toBe(0);
  expect(text).toContain("result = [ + false, + false, ]");
});

describe("validate", () => {
  const resource = (line: string) => `resource "ehpc_job_completion" "job" {
    cluster_id = "${CLUSTER}"
    job_id     = "1.manager"
    ${line}
  }`;
  const refused = async (...blocks: string[]) => {
    waiting.workspace.write("main.tf", configuration(...blocks));
    const calls = waiting.emulator.calls.length;
    const output = await waiting.workspace.fail("validate");
    expect(waiting.emulator.calls).toHaveLength(calls);
    return output;
  };

  test.each(["timeout", "interval"])(
    "refuses a %s that is no time to wait, at the attribute",
    async (name) => {
      for (const [value, problem] of [
        ["soon", "must be a duration"],
        ["5", "must be a duration"],
        ["0s", "must be positive"],
        ["-5m", "must be positive"],
        ["721h", "must not be longer than 30 days (720h)."],
      ]) {
        const output = await refused(
          resource(`${name} = "${value}"`),
          lookup("job", "1.manager", "wait = {", 'until = "finished"', `${name} = "${value}"`, "}"),
        );
        expect(errorAt("ehpc_job_completion.job", output)).toMatchObject({ code: `${name} = "${value}"` });
        const shown = errorAt("data.ehpc_job.job", output);
        expect(shown.summary).toBe("Invalid Argument Value");
        expect(shown.detail).toContain(`The argument "wait.${name}" ${problem}`);
      }
    },
  );

  test("refuses words that nothing is waited until", async () => {
    const output = await refused(
      resource('until = "started"'),
      lookup("job", "1.manager", 'wait = { until = "done" }'),
      lookup("none", "1.manager", 'wait = { timeout = "1h" }'),
    );
    expect(errorAt("ehpc_job_completion.job", output)).toMatchObject({
      code: 'until = "started"',
      detail: 'The argument "until" must be one of "finished", "succeeded", not "started".',
    });
    expect(errorAt("data.ehpc_job.job", output).detail).toBe(
      'The argument "wait.until" must be one of "started", "finished", "succeeded", not "done".',
    );
    expect(output.text).toContain('attribute "until" is required');
  });

  test("refuses an interval that would only burden the service", async () => {
    const output = await refused(resource('interval = "99ms"'));
    expect(errorAt("ehpc_job_completion.job", output)).toMatchObject({
      code: 'interval = "99ms"',
      detail: 'The argument "interval" must be at least 100ms.',
    });
  });

  test("accepts every time up to 30 days, and what is known only later", async () => {
    waiting.workspace.write(
      "main.tf",
      configuration(
        'variable "time" {\n type = string\n default = null\n }',
        resource('timeout = "720h"\ninterval = "100ms"'),
        lookup(
          "job",
          "1.manager",
          'wait = {\n until = "finished"\n timeout = var.time\n interval = "1h30m"\n }',
        ),
      ),
    );
    await waiting.workspace.succeed("validate");
  });
});
