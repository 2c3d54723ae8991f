import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { allClis, knows, WRITE_ONLY_ATTRIBUTES } from "../support/cli";
import { CLUSTER, submittedJob } from "../support/configuration";
import { WaitWorkspace } from "../support/wait-workspace";
import { zipEntries } from "../support/zip-entries";

const PASSWORD = 'p4ss "w0rd"\\+%/=&';
const FORMS = [PASSWORD, JSON.stringify(PASSWORD).slice(1, -1), encodeURIComponent(PASSWORD), "w0rd"];

describe.each(allClis().map((cli) => [cli.name, cli] as const))("with %s", (_, cli) => {
  let waiting: WaitWorkspace;

  beforeAll(async () => {
    waiting = await WaitWorkspace.create({
      cli,
      scenario: {
        clusters: {
          [CLUSTER]: { submitted: { job: { life: [{ at: 0, State: "Running" }] } } },
          // The service repeats what it was sent.
          "ehpc-hz-refuses": {
            error: {
              code: "InvalidParams",
              message: `JobSpec ${JSON.stringify({ RunasUserPassword: PASSWORD })} is refused.`,
              operation: "CreateJob",
            },
          },
          "ehpc-hz-slow": {
            submitted: {},
            fault: { kind: "slow", seconds: 3, operation: "CreateJob", times: 1 },
          },
        },
      },
    });
    // In a file of its own, as an argument of the program would be in the list of processes.
    waiting.workspace.write("terraform.tfvars", `password = ${JSON.stringify(PASSWORD)}`);
  });

  afterAll(() => waiting.close());

  const withPassword = (name: string, cluster: string) =>
    submittedJob(
      name,
      `cluster_id = "${cluster}"`,
      'run_as_user = "trainer"',
      "run_as_user_password = var.password",
    );

  if (!knows(cli, WRITE_ONLY_ATTRIBUTES)) {
    test("a password is refused with the reason, and without one a job is submitted", async () => {
      waiting.configure(
        'variable "password" {\n type = string\n sensitive = true\n}',
        withPassword("train", CLUSTER),
      );
      const { text } = await waiting.workspace.fail("plan", "-no-color");
      expect(text).toContain('The argument "run_as_user_password" is write-only');
      waiting.configure('variable "password" { type = string }', submittedJob("train"));
      await waiting.apply();
      expect(waiting.emulator.submissions).toHaveLength(1);
    });
    return;
  }

  const VARIABLE = 'variable "password" {\n type = string\n ephemeral = true\n}';

  test("the password is in the request, and nowhere else", async () => {
    Object.assign(waiting.workspace.env, { TF_LOG: "trace", TF_LOG_PROVIDER: "trace" });
    waiting.configure(
      VARIABLE,
      withPassword("train", CLUSTER),
      withPassword("slow", "ehpc-hz-slow"),
      withPassword("refused", "ehpc-hz-refuses"),
    );
    const planned = await waiting.plan("-out=saved");
    const running = waiting.workspace.start(["apply", "-auto-approve", "-no-color"], { detached: true });
    await waiting.whileRunning(running, () => waiting.emulator.submissions.length < 2);
    const processes = execFileSync("ps", ["-A", "-ww", "-o", "args="], { encoding: "utf8" });
    const applied = await running.finished;
    expect(applied.status).toBe(1);
    expect(applied.text).toContain("is refused.");
    expect(applied.stderr).toContain("CreateJob");
    const stored = zipEntries(readFileSync(path.join(waiting.workspace.dir, "saved")));
    const { emulator } = waiting;
    const texts: [place: string, text: string][] = [
      ["plan", planned.stdout + planned.stderr],
      ["apply", applied.stdout + applied.stderr],
      ["list of processes", processes],
      ["emulator", JSON.stringify([emulator.calls, emulator.submissions])],
      ...[...stored].map(([name, bytes]): [string, string] => [`plan file, ${name}`, String(bytes)]),
      ...filesOf(waiting.workspace.dir),
    ];
    expect(texts.map(([place]) => place)).toContain("terraform.tfstate");
    for (const [place, text] of texts) {
      expect({ place, found: FORMS.filter((form) => text.includes(form)) }).toEqual({ place, found: [] });
    }
  });

  test("the password needs its user", async () => {
    waiting.configure(VARIABLE, submittedJob("train", "run_as_user_password = var.password"));
    const { text } = await waiting.workspace.fail("validate", "-no-color");
    expect(text).toContain("Error: Password Without User");
  });
});

/** What Terraform wrote, without the plugins and the file with the password. */
function filesOf(dir: string): [place: string, text: string][] {
  return readdirSync(dir, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(path.join(dir, name)).isFile())
    .filter((name) => name !== "terraform.tfvars" && name !== "saved")
    .filter((name) => !/^(?:terraform\.d|\.terraform\/providers)\//.test(name))
    .map((name) => [name, readFileSync(path.join(dir, name), "utf8")]);
}
