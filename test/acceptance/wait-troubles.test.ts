import type { Trouble } from "../../src/emulator/scenario/scenario";
import { behind, CLUSTER, completion, lookup } from "../support/configuration";
import { WaitWorkspace } from "../support/wait-workspace";

let waiting: WaitWorkspace;

beforeAll(async () => {
  waiting = await WaitWorkspace.create({ attached: true });
});

afterEach(() => waiting.workspace.succeed("destroy", "-auto-approve", "-refresh=false"));

afterAll(() => waiting.close());

const TROUBLES: [string, Trouble][] = [
  ["throttling", { error: { code: "Throttling.User", times: 2 } }],
  ["throttling that asks for patience", { error: { code: "Throttling.Api", retryAfterMs: 300, times: 2 } }],
  ["a service that is down", { error: { code: "ServiceUnavailable", times: 2 } }],
  ["an agent that does not answer", { error: { code: "AgentError", times: 2 } }],
  ["a cluster that is being changed", { error: { code: "InvalidClusterStatus", times: 2 } }],
  ["connections that break", { fault: { kind: "reset", times: 2 } }],
  ["answers that break off", { fault: { kind: "truncated", times: 2 } }],
];

test("failures that pass do not end a wait, and neither does a refusal to list jobs", async () => {
  const jobs = TROUBLES.map(([, trouble], index) => {
    const job = { info: { State: "Running" }, life: [{ at: 1, State: "Completed" }], ...trouble };
    return [`${index}.manager`, job] as const;
  });
  const error = { code: "Forbidden.RAM", operation: "ListJobs" } as const;
  waiting.emulator.update({
    lifeBegins: "first-read",
    clusters: { [CLUSTER]: { error, jobs: Object.fromEntries(jobs) } },
  });
  waiting.configure(completion("all", `\${count.index}.manager`, `count = ${TROUBLES.length}`));
  const { stdout } = await waiting.apply();
  expect(stdout).toContain(`${TROUBLES.length} added, 0 changed, 0 destroyed`);
  const struck = waiting.emulator.calls
    .filter(({ operation }) => operation === "GetJob")
    .map(({ code }) => code);
  for (const [, { error }] of TROUBLES) {
    if (error !== undefined) {
      expect(struck.filter((code) => code === error.code)).toHaveLength(2);
    }
  }
});

test("an endpoint that throttles does not end a wait, even if it refuses most calls", async () => {
  const job = { info: { State: "Running" }, life: [{ at: 3, State: "Completed" }] };
  waiting.emulator.update({
    lifeBegins: "first-read",
    rateLimit: { callsPerSecond: 1, burst: 1 },
    clusters: { [CLUSTER]: { jobs: { "throttled.manager": job } } },
  });
  waiting.configure(completion("one", "throttled.manager"), behind("one"));
  await waiting.apply();
  expect(waiting.emulator.calls.some(({ code }) => code === "Throttling")).toBe(true);
});

test("a job is asked for once, however many wait for it", async () => {
  waiting.emulator.update({ clusters: { [CLUSTER]: {} } });
  waiting.emulator.forgetCalls();
  waiting.jobIs("2.manager", "Running");
  waiting.configure(
    completion("gate", "2.manager", "interval = null"),
    completion("other", "2.manager", "interval = null", 'until = "finished"'),
    completion("more", "2.manager", "interval = null", "count = 20"),
    behind("gate"),
    behind("other"),
  );
  const apply = await waiting.applyWaitingFor("2.manager", 2, "-parallelism=30");
  waiting.jobIs("2.manager", "Completed");
  const { status, stdout } = await apply.finished;
  expect(status).toBe(0);
  expect(stdout).toContain("24 added");
  expect(waiting.looksAt("2.manager")).toBe(3);
});

test("a lookup that does not wait is answered while others wait for the same job", async () => {
  waiting.jobIs("3.manager", "Running");
  waiting.configure(
    lookup("now", "3.manager"),
    completion("train", "3.manager"),
    'output "before" { value = data.ehpc_job.now.state }',
  );
  const apply = await waiting.applyWaitingFor("3.manager", 3);
  waiting.jobIs("3.manager", "Completed");
  expect((await apply.finished).stdout).toContain('before = "Running"');
});
