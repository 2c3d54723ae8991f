import { execFile } from "node:child_process";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { allClis, FUNCTIONS, knows } from "../support/cli";
import { CLUSTER, configuration, emulatorEnv, lookup } from "../support/configuration";
import { Workspace } from "../support/workspace";

const JOB = {
  State: "FINISHED",
  NodeList: "compute[002,005-006]",
  ArrayRequest: "2-7:2",
  ArrayJobSubId: "2",
  ResourcesUsed: { Nodes: 1, Cores: 2, Memory: "512mb" },
};

const CALLS: readonly (readonly [call: string, result: unknown])[] = [
  ['job_phase("CANCELLED by 1000")', "failed"],
  ['job_phase("no such state")', "unknown"],
  ['job_phase("OUT_OF_ME+")', "failed"],
  ['job_phase("COMPLETED+")', "unknown"],
  ['job_phase("RUNNING,COMPLETING")', "running"],
  ['job_phase("COMPLETED,CANCELLED")', "failed"],
  ['job_phase("FAILED,COMPLETING")', "running"],
  [
    '[for state in ["CD", "DONE", "EXIT", "PSUSP", "hRwq", "Eqw", "dr", "z", "F"] : provider::ehpc::job_phase(state)]',
    "succeeded succeeded failed pending pending pending running unknown unknown".split(" "),
  ],
  ['array_indices("2-7:2")', [2, 4, 6]],
  ['array_indices("")', []],
  ['array_indices("1-3%2,5,")', [1, 2, 3, 5]],
  ['array_indices("36_[01,3,5%2]")', [1, 3, 5]],
  ['node_names("compute[002,005-007]")', ["compute002", "compute005", "compute006", "compute007"]],
  [
    'node_names("rack[1,2[a,b]]n[01-02]")',
    "rack1 rack2a rack2b".split(" ").flatMap((r) => [`${r}n01`, `${r}n02`]),
  ],
  ['node_names("(n1:ncpus=2:mem=1gb+n2:ncpus=1)")', ["n1", "n2"]],
  [`node_names("['compute2', 'compute3']")`, ["compute2", "compute3"]],
  ['node_names("[]")', []],
  ['node_names("(cn-14[3]+n@1[0]:ncpus=1)")', ["cn-14[3]", "n@1[0]"]],
  ['memory_bytes("512mb")', 536_870_912],
  ['memory_bytes("9007199254740991")', Number.MAX_SAFE_INTEGER],
  // Terraform makes a text of a number, which is bytes then.
  ["memory_bytes(4096)", 4096],
];

const REFUSALS: readonly (readonly [call: string, parameter: string, text: string])[] = [
  ['array_indices("7-2")', "array_request", '"7-2" has a range with a last index below its first.'],
  [
    'array_indices("1,3,5,...")',
    "array_request",
    '"1,3,5,..." is truncated; a part of a list must not pass for the whole',
  ],
  ['array_indices("1_[1027,1032,113")', "array_request", '"1_[1027,1032,113" is truncated'],
  ['node_names("n[001-0")', "node_list", '"n[001-0" is truncated'],
  ['node_names("n[a-b]")', "node_list", '"n[a-b]" is not a node list; examples are "compute[002,005-007]"'],
  ['node_names("n[0-999999999]")', "node_list", '"n[0-999999999]" names more than 65536 nodes.'],
  [
    'node_names(join("", [for i in range(200) : i < 100 ? "[" : "]"]))',
    "node_list",
    "has brackets more than 16 deep.",
  ],
  ['memory_bytes("1.1kb")', "memory", '"1.1kb" is not a whole number of bytes; use a smaller unit'],
  ['memory_bytes("lots")', "memory", '"lots" is not an amount of memory; examples are "512mb", "4G"'],
  ["job_phase(null)", "state", "argument must not be null."],
];

const called = (call: string) => (call.startsWith("[") ? call : `provider::ehpc::${call}`);
const output = (call: string) => `output "x" { value = ${called(call)} }`;

describe.each(allClis().map((cli) => [cli.name, cli] as const))("with %s", (_, cli) => {
  let emulator: Emulator;
  let workspace: Workspace;

  beforeAll(async () => {
    emulator = await startEmulator();
    emulator.setJob(CLUSTER, "1[2].manager", { info: { ...JOB, ArrayJobId: "1" } });
    workspace = new Workspace({ "main.tf": configuration() }, emulatorEnv(emulator), cli);
    await workspace.init();
  });

  afterAll(async () => {
    await emulator.close();
    workspace.remove();
  });

  if (!knows(cli, FUNCTIONS)) {
    test("the provider works without its functions, which are no part of the language", async () => {
      workspace.write(
        "main.tf",
        configuration(lookup("train", "1[2].manager"), 'output "x" { value = data.ehpc_job.train.phase }'),
      );
      await workspace.succeed("apply", "-no-color", "-auto-approve");
      expect((await workspace.succeed("output", "-json", "x")).stdout.trim()).toBe('"succeeded"');

      workspace.write("main.tf", configuration(output('job_phase("Running")')));
      await workspace.fail("validate", "-no-color");
    });
    return;
  }

  test("functions answer", async () => {
    const values = CALLS.map(([call]) => called(call)).join(",\n");
    workspace.write("main.tf", configuration(`output "x" { value = [${values}] }`));
    await workspace.succeed("apply", "-no-color", "-auto-approve");

    const results = JSON.parse((await workspace.succeed("output", "-json", "x")).stdout);

    expect(results).toEqual(CALLS.map(([, result]) => result));
  });

  test.each(REFUSALS)("%s is refused at its argument", async (call, parameter, problem) => {
    workspace.write("main.tf", configuration(output(call)));

    const { text } = await workspace.fail("validate", "-no-color");

    expect(text).toContain(`Invalid value for "${parameter}" parameter:`);
    expect(text).toContain(problem);
    expect(text).toContain(`on main.tf line`);
  });

  test("functions read what a data source tells, and agree with its own attributes", async () => {
    const agree = [
      "provider::ehpc::job_phase(data.ehpc_job.train.state) == data.ehpc_job.train.phase",
      "provider::ehpc::node_names(data.ehpc_job.train.node_list) == data.ehpc_job.train.node_names",
      "provider::ehpc::array_indices(data.ehpc_job.train.array_request) == data.ehpc_job.train.array_indices",
      "provider::ehpc::memory_bytes(data.ehpc_job.train.resources_used.memory) == 536870912",
    ];
    workspace.write(
      "main.tf",
      configuration(lookup("train", "1[2].manager"), `output "x" { value = [${agree.join(",")}] }`),
    );

    await workspace.succeed("apply", "-no-color", "-auto-approve");

    expect((await workspace.succeed("output", "-json", "x")).stdout.replace(/\s/g, "")).toBe(
      "[true,true,true,true]",
    );
    expect(await workspace.run("plan", "-no-color", "-detailed-exitcode")).toMatchObject({ status: 0 });
  });

  test("a list that the data source keeps as it is, the function refuses", async () => {
    emulator.setJob(CLUSTER, "2[2].manager", { info: { ...JOB, ArrayJobId: "2", NodeList: "n[a-b]" } });
    const both = (value: string) =>
      configuration(lookup("odd", "2[2].manager"), `output "x" { value = ${value} }`);

    workspace.write("main.tf", both("data.ehpc_job.odd.node_names"));
    await workspace.succeed("apply", "-no-color", "-auto-approve");
    expect(JSON.parse((await workspace.succeed("output", "-json", "x")).stdout)).toEqual(["n[a-b]"]);

    workspace.write("main.tf", both(called("node_names(data.ehpc_job.odd.node_list)")));
    const { text } = await workspace.fail("plan", "-no-color");
    expect(text).toContain('"n[a-b]" is not a node list');
  });

  test("lists that were cut off are null, with a line in the log, and what the service wrote is there", async () => {
    const cut = { NodeList: "compute[002,005-0", ArrayRequest: "1,3,5,..." };
    emulator.setJob(CLUSTER, "3[2].manager", { info: { ...JOB, ArrayJobId: "3", ...cut } });
    const told = ["node_names", "array_indices", "node_list", "array_request"].map(
      (name) => `data.ehpc_job.cut.${name}`,
    );
    workspace.write(
      "main.tf",
      configuration(lookup("cut", "3[2].manager"), `output "x" { value = [${told.join(", ")}] }`),
    );

    await workspace.succeed("apply", "-no-color", "-auto-approve");

    const results = JSON.parse((await workspace.succeed("output", "-json", "x")).stdout);
    expect(results).toEqual([null, null, "compute[002,005-0", "1,3,5,..."]);
  });

  // OpenTofu's console (1.12.6) ends its providers before it evaluates.
  const inConsole = cli.product === "terraform" ? test : () => {};

  inConsole("the console calls them all", async () => {
    workspace.write("main.tf", configuration());
    // The console prints the last of several answers, as a text is written in the language: that is one of JSON, too.
    const { stdout } = await console(
      workspace,
      `jsonencode([${CALLS.map(([call]) => called(call)).join(", ")}])`,
    );

    expect(JSON.parse(JSON.parse(stdout))).toEqual(CALLS.map(([, result]) => result));
  });

  inConsole("the console marks an argument that is refused", async () => {
    workspace.write("main.tf", configuration());
    for (const [call, parameter, problem] of REFUSALS) {
      const { text } = await console(workspace, called(call));
      expect(text).toContain(`Invalid value for "${parameter}" parameter:`);
      expect(text).toContain(problem);
    }
  });
});

/** What the console prints for a script, without frames and line breaks in `text`. */
function console({ cli, dir, env }: Workspace, script: string): Promise<{ stdout: string; text: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      cli.program,
      ["console", "-no-color"],
      { cwd: dir, env: { ...env } as NodeJS.ProcessEnv },
      (_error, stdout, stderr) =>
        resolve({ stdout, text: `${stdout}${stderr}`.replace(/[│╷╵]/g, "").replace(/\s+/g, " ") }),
    );
    child.stdin?.end(`${script}\n`);
  });
}
