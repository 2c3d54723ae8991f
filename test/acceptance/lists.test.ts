import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { CLUSTER, configuration, emulatorEnv } from "../support/configuration";
import { Workspace } from "../support/workspace";

const PASSWORD = "pw-of-the-list";
const COUNT = 10_000;

let emulator: Emulator;
let workspace: Workspace;

beforeEach(async () => {
  const info = {
    JobName: "job-{number}",
    State: "Running",
    CreateTime: "2024-08-16T10:52:48",
    Variables: [{ Name: "PASSWORD", Value: PASSWORD }],
  };
  const series = [{ count: COUNT, id: "{number}.manager", secondsApart: 1, job: { info } }];
  emulator = await startEmulator({ scenario: { clusters: { [CLUSTER]: { series } } } });
  workspace = new Workspace({}, emulatorEnv(emulator));
});

afterEach(async () => {
  await emulator.close();
  workspace.remove();
});

function list(...more: readonly string[]): string {
  return configuration(
    `data "ehpc_jobs" "list" {
      cluster_id = "${CLUSTER}"
      ${more.join("\n")}
    }`,
    `output "list" {
      value = {
        ids   = data.ehpc_jobs.list.ids
        last  = data.ehpc_jobs.list.jobs[length(data.ehpc_jobs.list.jobs) - 1]
        count = data.ehpc_jobs.list.total_count
      }
    }`,
    'output "variables" { value = length(nonsensitive(data.ehpc_jobs.list.variables)) }',
  );
}

test("10,000 jobs are read, each once, and their variables are shown nowhere", async () => {
  workspace.write("main.tf", list());
  await workspace.init();
  await workspace.attach();

  const { text } = await workspace.succeed("apply", "-no-color", "-auto-approve");
  expect(text).not.toContain(PASSWORD);
  const outputs = JSON.parse((await workspace.succeed("output", "-json")).stdout);
  const { ids, last, count } = outputs.list.value;
  expect(ids).toEqual(Array.from({ length: COUNT }, (_, index) => `${index + 1}.manager`));
  expect(last).toMatchObject({ job_id: `${COUNT}.manager`, job_name: `job-${COUNT}`, phase: "running" });
  expect(count).toBe(COUNT);
  expect(outputs.variables.value).toBe(COUNT);
});

test("an expression that takes too long is an error at its argument, and never a list that lacks jobs", async () => {
  emulator.setJob(CLUSTER, "long", { info: { State: "Running", JobName: `${"a".repeat(60)}!` } });
  workspace.write("main.tf", list('job_name = "!"', 'name_regex = "(?:^(a+)+$)|!$"'));
  await workspace.init();
  await workspace.attach();

  const { text } = await workspace.fail("plan", "-no-color");
  expect(text).toContain("Error: Invalid Regular Expression");
  expect(text).toContain('name_regex = "(?:^(a+)+$)|!$"');
});

test("a list says how many jobs are in which phase, each task of an array by itself, and chooses jobs by their IDs", async () => {
  const task = (JobId: string, ArrayJobSubId: string, State: string) => ({
    info: { JobId, ArrayJobId: "36", ArrayJobSubId, ArrayRequest: "1-4", State },
  });
  const jobs = {
    "1.manager": { info: { State: "Completed" } },
    "2.manager": { info: { State: "Failed" } },
    "36": task("36", "3", "RUNNING"),
    "37": task("37", "1", "COMPLETED"),
    "38": task("38", "2", "PREEMPTED"),
  };
  emulator.update({ clusters: { [CLUSTER]: { jobs } } });
  const blocks = Object.entries({
    all: "",
    some: 'job_ids = ["2.manager", "36_2", "9.manager"]',
    array: 'array_job_id = "36"',
  }).map(
    ([name, argument]) => `data "ehpc_jobs" "${name}" {
      cluster_id = "${CLUSTER}"
      ${argument}
    }
    output "${name}" {
      value = [for list in [data.ehpc_jobs.${name}] : [list.complete, list.counts, list.task_ids, list.unlisted_ids, list.ids]][0]
    }`,
  );
  workspace.write("main.tf", configuration(...blocks));
  await workspace.init();

  await workspace.succeed("apply", "-no-color", "-auto-approve");
  const outputs = JSON.parse((await workspace.succeed("output", "-json")).stdout);
  const none = { pending: 0, running: 0, succeeded: 0, failed: 0, unknown: 0, may_restart: 0 };
  expect(outputs.all.value).toEqual([
    true,
    { ...none, running: 1, succeeded: 2, failed: 2, unknown: 1, may_restart: 1 },
    ["36_1", "36_2", "36_3", "36_4", "1.manager", "2.manager"],
    ["36_4"],
    ["36", "37", "38", "1.manager", "2.manager"],
  ]);
  expect(outputs.some.value).toEqual([
    true,
    { ...none, failed: 2, unknown: 1, may_restart: 1 },
    ["2.manager", "36_2", "9.manager"],
    ["9.manager"],
    ["38", "2.manager"],
  ]);
  expect(outputs.array.value).toEqual([
    true,
    { ...none, running: 1, succeeded: 1, failed: 1, unknown: 1, may_restart: 1 },
    ["36_1", "36_2", "36_3", "36_4"],
    ["36_4"],
    ["36", "37", "38"],
  ]);

  workspace.write("main.tf", list('job_ids = ["1.manager"]', 'array_job_id = "36"', "limit = 1"));
  const { text } = await workspace.fail("plan", "-no-color");
  expect(text.match(/Error: Conflicting Arguments/g)).toHaveLength(3);
});
