import { CLUSTER, submittedJob } from "../support/configuration";
import { WaitWorkspace } from "../support/wait-workspace";

/** Each argument, and another value of it. */
const ARGUMENTS: Readonly<Record<string, readonly [value: string, other: string]>> = {
  cluster_id: [`"${CLUSTER}"`, '"ehpc-hz-other"'],
  job_name: ['"train"', '"evaluate"'],
  command_line: ['"/home/train.sh"', '"/home/train.sh --fast"'],
  queue: ['"workq"', '"gpu"'],
  run_as_user: ['"trainer"', '"tester"'],
  priority: ["1", "2"],
  output_log: ['"/home/o"', '"/home/o2"'],
  error_log: ['"/home/e"', '"/home/e2"'],
  array_request: ['"1-3"', '"1-4"'],
  variables: ['{ EPOCHS = "20" }', '{ EPOCHS = "21" }'],
  wall_time: ['"1h"', '"2h"'],
  post_command_line: ['"/home/clean.sh"', '"/home/tidy.sh"'],
  resources: ["{ nodes = 1, cores = 2 }", "{ nodes = 1, cores = 4 }"],
  token: ['"train-7"', '"train-8"'],
  triggers: ['{ data = "1" }', '{ data = "2" }'],
  on_destroy: ['"keep"', '"stop"'],
  stop_timeout: ['"1m"', '"3m"'],
};
const IN_PLACE = ["on_destroy", "stop_timeout"];

let waiting: WaitWorkspace;

const declare = (changed?: string) =>
  waiting.configure(
    submittedJob(
      "train",
      ...Object.entries(ARGUMENTS).map(
        ([name, [value, other]]) => `${name} = ${name === changed ? other : value}`,
      ),
    ),
  );

beforeAll(async () => {
  const cluster = { submitted: { job: { life: [{ at: 0, State: "Running" }] } } };
  waiting = await WaitWorkspace.create({
    attached: true,
    scenario: { clusters: { [CLUSTER]: cluster, "ehpc-hz-other": {} } },
  });
  declare();
  await waiting.apply();
});

afterAll(() => waiting.close());

/** What a plan does to the job, and because of which arguments. */
async function planned() {
  const { stdout } = await waiting.plan("-out=saved");
  const shown = await waiting.workspace.succeed("show", "-json", "saved");
  const [{ change }] = JSON.parse(shown.stdout).resource_changes;
  const { actions, replace_paths: paths = [] } = change;
  return { actions, paths, stdout };
}

test("the arguments here are all that there are, but for the password", async () => {
  const { stdout } = await waiting.workspace.succeed("providers", "schema", "-json");
  const [provider] = Object.values<{
    resource_schemas: Record<
      string,
      { block: { attributes: Record<string, { optional?: boolean; required?: boolean }> } }
    >;
  }>(JSON.parse(stdout).provider_schemas);
  const attributes = Object.entries(provider?.resource_schemas.ehpc_job?.block.attributes ?? {});
  const names = attributes.filter(([, { optional, required }]) => optional || required).map(([name]) => name);
  expect(names.filter((name) => name !== "run_as_user_password").sort()).toEqual(
    Object.keys(ARGUMENTS).sort(),
  );
});

test("a plan right after the apply has no changes", () => waiting.planChangesNothing());

test.each(Object.keys(ARGUMENTS).filter((name) => !IN_PLACE.includes(name)))(
  "another %s submits the job again, and the plan says that it is the reason",
  async (name) => {
    declare(name);
    const { actions, paths, stdout } = await planned();
    expect(actions).toEqual(["delete", "create"]);
    expect(paths).toEqual([[name]]);
    expect(stdout).toContain("# forces replacement");
  },
);

test.each(IN_PLACE)("another %s changes the object, and makes no call but to read", async (name) => {
  declare(name);
  expect(await planned()).toMatchObject({ actions: ["update"], paths: [] });
  const before = waiting.emulator.calls.length;
  await waiting.apply();
  const operations = waiting.emulator.calls.slice(before).map(({ operation }) => operation);
  expect(operations).not.toContain("CreateJob");
  expect(operations).not.toContain("StopJobs");
  await waiting.planChangesNothing();
  declare();
  await waiting.apply();
});

test("arguments that are left out afterwards keep what was decided", async () => {
  const kept = [
    "queue",
    "run_as_user",
    "priority",
    "output_log",
    "error_log",
    "array_request",
    "variables",
    "resources",
  ];
  waiting.configure(
    submittedJob(
      "train",
      ...Object.entries(ARGUMENTS)
        .filter(([name]) => !kept.includes(name))
        .map(([name, [value]]) => `${name} = ${value}`),
    ),
  );
  await waiting.planChangesNothing();
});

test("a replacement stops the old job before it submits the new one", async () => {
  waiting.configure(submittedJob("again", 'triggers = { data = "1" }'));
  await waiting.apply();
  const before = waiting.emulator.calls.length;
  waiting.configure(submittedJob("again", 'triggers = { data = "2" }'));
  expect((await waiting.apply()).stdout).toContain("1 added, 0 changed, 1 destroyed");
  const operations = waiting.emulator.calls.slice(before).map(({ operation }) => operation);
  expect(operations.filter((operation) => operation === "StopJobs" || operation === "CreateJob")).toEqual([
    "StopJobs",
    "CreateJob",
  ]);
});

describe("a token that names a submission", () => {
  const TOKEN = 'token = "named-1"';
  const named = submittedJob("named", TOKEN);
  /** The same work under another address. */
  const other = submittedJob("other", 'job_name = "named"', 'command_line = "/home/named.sh"', TOKEN);
  let before = 0;

  beforeAll(async () => {
    waiting.configure(named);
    await waiting.apply();
    before = waiting.emulator.calls.length;
  });

  const changing = () =>
    waiting.emulator.calls
      .slice(before)
      .map(({ operation }) => operation)
      .filter((operation) => operation === "CreateJob" || operation === "StopJobs");

  test("submits the work again when its object is replaced", async () => {
    waiting.configure(named);
    const { stdout } = await waiting.apply("-replace=ehpc_job.named");
    expect(stdout).toContain("1 added, 0 changed, 1 destroyed");
    expect(changing()).toEqual(["StopJobs", "CreateJob"]);
    await waiting.planChangesNothing();
    before = waiting.emulator.calls.length;
  });

  test("is warned about for a second object, and a moved block keeps the job", async () => {
    waiting.configure(named, other);
    expect((await waiting.plan()).stdout).toContain("Warning: Token In Use");
    waiting.configure(other, "moved {\n  from = ehpc_job.named\n  to   = ehpc_job.other\n}");
    const { stdout } = await waiting.plan();
    expect(stdout).toContain("0 to add, 0 to change, 0 to destroy");
    expect(stdout).not.toContain("Token In Use");
  });

  test("does not hold up a destroy, whatever the configuration says", async () => {
    waiting.configure(
      submittedJob("twin", 'token = "twin-1"'),
      submittedJob("copy", 'job_name = "twin"', 'command_line = "/home/twin.sh"', 'token = "twin-1"'),
    );
    // Both are planned; the second one is refused.
    expect((await waiting.failingApply("-parallelism=1")).text).toContain("Error: Token Used Twice");
    before = waiting.emulator.calls.length;
    await waiting.workspace.succeed("destroy", "-auto-approve", "-no-color");
    expect(changing()).toContain("StopJobs");
    expect(await waiting.addresses()).toEqual([]);
    waiting.configure(named);
    await waiting.apply();
    before = waiting.emulator.calls.length;
  });

  test("goes with another one to another submission", async () => {
    waiting.configure(submittedJob("named", 'token = "named-2"'));
    expect((await waiting.apply()).stdout).toContain("1 added, 0 changed, 1 destroyed");
    expect(changing()).toEqual(["StopJobs", "CreateJob"]);
  });
});
