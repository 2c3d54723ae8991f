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
