import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { CLUSTER, configuration, emulatorEnv, lookup } from "../support/configuration";
import { errorAt } from "../support/shown-diagnostics";
import { type Finished, Workspace } from "../support/workspace";

const BLANKS = 'must not contain spaces or line breaks; an example is "1.manager".';

/** By name: a lookup, the line of it that Terraform points at, and what the user is to read. */
const refused: Readonly<Record<string, { block: string; summary?: string; code: string; detail: string }>> = {
  empty_job: {
    block: lookup("empty_job", ""),
    code: 'job_id     = ""',
    detail: 'The argument "job_id" must not be empty.',
  },
  blank_job: {
    block: lookup("blank_job", "  "),
    code: 'job_id     = "  "',
    detail: 'The argument "job_id" must not be empty.',
  },
  raw_output: {
    block: lookup("raw_output", "Submitted batch job 10\\n"),
    code: 'job_id     = "Submitted batch job 10\\n"',
    detail: `The argument "job_id" ${BLANKS} Use "10".`,
  },
  line_break: {
    block: lookup("line_break", "10\\n"),
    code: 'job_id     = "10\\n"',
    detail: `The argument "job_id" ${BLANKS} If it comes from a file or a command, extract the ID, for example with trimspace().`,
  },
  of_a_federation: {
    block: lookup("of_a_federation", "123;cluster"),
    code: 'job_id     = "123;cluster"',
    detail:
      'The argument "job_id" must end before the semicolon: in a federation, sbatch --parsable prints the cluster after it. Use "123".',
  },
  component: {
    block: lookup("component", "123+0"),
    code: 'job_id     = "123+0"',
    detail:
      'The argument "job_id" must be the job ID of the component, because the job is heterogeneous. Use "123".',
  },
  many_tasks: {
    block: lookup("many_tasks", "36_[1-3%2]"),
    code: 'job_id     = "36_[1-3%2]"',
    detail:
      'The argument "job_id" must identify one job, but names several tasks. Use "36" for the whole array, or the ID of one task, such as "36_1".',
  },
  empty_cluster: {
    block: 'data "ehpc_job" "empty_cluster" {\n cluster_id = ""\n job_id = "1.manager"\n }',
    code: 'cluster_id = ""',
    detail: 'The argument "cluster_id" must not be empty.',
  },
  null_job: {
    block: `data "ehpc_job" "null_job" {\n cluster_id = "${CLUSTER}"\n job_id = null\n }`,
    code: "job_id = null",
    detail: 'The argument "job_id" is required, and its value is null.',
  },
  null_state: {
    block: lookup("null_state", "1.manager", 'failure_states = ["Bad", null]'),
    code: 'failure_states = ["Bad", null]',
    detail: 'The argument "failure_states[1]" must not be null.',
  },
  contradiction: {
    block: lookup(
      "contradiction",
      "1.manager",
      'success_states = ["ALL  DONE"]\n failure_states = ["Other", "all done"]',
    ),
    summary: "Conflicting State Lists",
    code: 'failure_states = ["Other", "all done"]',
    detail:
      'The state "all done" is in both "failure_states" and "success_states". Remove it from one of them.',
  },
  empty_state: {
    block: lookup("empty_state", "1.manager", 'success_states = ["DONE", " "]'),
    code: 'success_states = ["DONE", " "]',
    detail: 'The argument "success_states[1]" must not be empty.',
  },
};

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

describe("validate reports an invalid argument", () => {
  let validated: Finished;

  beforeAll(async () => {
    workspace.write("main.tf", configuration(...Object.values(refused).map(({ block }) => block)));
    validated = await workspace.fail("validate");
  });

  test.each(Object.entries(refused))("%s", (name, { summary, code, detail }) => {
    expect(errorAt(`data.ehpc_job.${name}`, validated)).toMatchObject({
      summary: summary ?? "Invalid Argument Value",
      code,
      detail,
    });
  });

  test("and the service was never asked", () => {
    expect(emulator.calls).toHaveLength(0);
  });
});

describe("an argument whose value is known later", () => {
  beforeEach(() => {
    workspace.write(
      "main.tf",
      configuration(
        'variable "job_id" { type = string }',
        `data "ehpc_job" "later" {
          cluster_id = "${CLUSTER}"
          job_id     = var.job_id
        }`,
      ),
    );
  });

  test("is not judged by validate", async () => {
    await workspace.succeed("validate");
  });

  test("is judged by plan, with the same words", async () => {
    const plan = await workspace.fail("plan", "-var=job_id=Submitted batch job 10");
    expect(errorAt("data.ehpc_job.later", plan)).toMatchObject({
      summary: "Invalid Argument Value",
      code: "job_id     = var.job_id",
      detail: `The argument "job_id" ${BLANKS} Use "10".`,
    });
    expect(emulator.calls).toHaveLength(0);
  });
});
