import { CLUSTER, completion } from "../support/configuration";
import { WaitWorkspace } from "../support/wait-workspace";

const ELSEWHERE = "ehpc-hz-elsewhere";
const COMPLETED = { info: { State: "Completed", OutputLog: "/home/train.o1" } };
const JOBS = { jobs: { "1.manager": COMPLETED, "2.manager": COMPLETED } };

let waiting: WaitWorkspace;

const base = completion(
  "train",
  "1.manager",
  'triggers = { code = "v1" }',
  'failure_states = ["Held"]',
  'timeout = "1h"',
);

beforeAll(async () => {
  const scenario = { clusters: { [CLUSTER]: JOBS, [ELSEWHERE]: JOBS } };
  waiting = await WaitWorkspace.create({ scenario, attached: true });
  waiting.configure(base);
  await waiting.apply();
});

afterAll(() => waiting.close());

test.each([
  ["cluster_id", base.replace(CLUSTER, ELSEWHERE)],
  ["job_id", base.replace("1.manager", "2.manager")],
  ["triggers", base.replace("v1", "v2")],
  ["failure_states", base.replace("Held", "Suspended")],
  ["success_states", base.replace("triggers", 'success_states = ["F"]\ntriggers')],
])("another %s means another wait", async (name, changed) => {
  waiting.configure(changed);
  const { text } = await waiting.plan();
  expect(text).toContain("ehpc_job_completion.train must be replaced");
  expect(text).toMatch(new RegExp(`[~+] ${name} = [^=]*# forces replacement`));
  expect(text.match(/forces replacement/g)).toHaveLength(1);
  expect(text).toMatch(/state = "Completed" -> \(known after apply\)/);
});

test("a replacement waits for the new job, and its dependents follow", async () => {
  waiting.configure(base.replace("1.manager", "3.manager"));
  waiting.jobIs("3.manager", "Running");
  const apply = await waiting.applyWaitingFor("3.manager");
  waiting.jobIs("3.manager", "Completed");
  const { stdout } = await apply.finished;
  expect(stdout).toContain("1 added, 0 changed, 1 destroyed");
  expect(await waiting.attributesOf("ehpc_job_completion.train")).toMatchObject({
    id: `${CLUSTER}:3.manager`,
  });
});

test("a replacement that fails leaves nothing: the next apply waits again", async () => {
  waiting.configure(base.replace("1.manager", "4.manager"));
  waiting.jobIs("4.manager", "Failed");
  await waiting.failingApply();
  expect(await waiting.addresses()).toEqual([]);
  waiting.configure(base);
  expect((await waiting.apply()).stdout).toContain("1 added, 0 changed, 0 destroyed");
});

test.each([
  ["timeout", base.replace("1h", "2h")],
  ["interval", base.replace("200ms", "300ms")],
])("another %s changes nothing but itself, and asks for no new wait", async (name, changed) => {
  waiting.configure(changed);
  const { text } = await waiting.plan();
  expect(text).toContain("ehpc_job_completion.train will be updated in-place");
  expect(text).toMatch(new RegExp(`~ ${name} = "\\w+" -> "\\w+"`));
  expect(text).not.toContain("known after apply");
  waiting.emulator.removeJob(CLUSTER, "1.manager");
  expect((await waiting.apply()).stdout).toContain("0 added, 1 changed, 0 destroyed");
  await waiting.planChangesNothing();
  expect(await waiting.attributesOf("ehpc_job_completion.train")).toMatchObject({ state: "Completed" });
});

test("another until changes nothing but itself, as long as the outcome is what it asks for", async () => {
  waiting.configure(base.replace("triggers", 'until = "finished"\ntriggers'));
  const { text } = await waiting.plan();
  expect(text).toMatch(/\+ until = "finished"/);
  expect(text).not.toContain("known after apply");
  await waiting.apply();
  waiting.configure(base);
  await waiting.apply();
  await waiting.planChangesNothing();
});

test("success asked for after a recorded failure is refused, and the failure stays recorded", async () => {
  const failed = (more: string) => completion("failed", "9.manager", more);
  waiting.jobIs("9.manager", "Failed");
  waiting.configure(base, failed('until = "finished"'));
  await waiting.apply();
  waiting.configure(base, failed('until = "succeeded"'));
  const { text } = await waiting.failingApply();
  expect(text).toContain("Job Failed");
  expect(text).toContain('the recorded outcome of job "9.manager"');
  expect(await waiting.attributesOf("ehpc_job_completion.failed")).toMatchObject({
    until: "finished",
    phase: "failed",
  });
  waiting.configure(base);
  await waiting.apply();
});

test("the way of waiting can be left to the provider again", async () => {
  waiting.configure(base.replace('interval = "200ms"', "").replace('timeout = "1h"', ""));
  expect((await waiting.plan()).text).not.toContain("known after apply");
  expect((await waiting.apply()).stdout).toContain("0 added, 1 changed, 0 destroyed");
  await waiting.planChangesNothing();
});
