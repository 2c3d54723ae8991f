import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { type Emulator, startEmulator } from "../../src/emulator/emulator";
import { allClis, EPHEMERAL_RESOURCES, knows } from "../support/cli";
import { CLUSTER, emulatorEnv } from "../support/configuration";
import { synthesize } from "../support/examples";
import { Workspace } from "../support/workspace";
import { zipEntries } from "../support/zip-entries";

const able = allClis().filter((cli) => knows(cli, EPHEMERAL_RESOURCES));
process.stdout.write(
  `The example of ephemeral logs is run by ${able.map(({ name }) => name).join(", ") || "no CLI: those here know no ephemeral resources"}.\n`,
);

/** What Terraform has written, by file: the parts of a saved plan are files of their own. */
function written(folder: string): Map<string, Buffer> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => !name.includes("terraform.d") && !name.includes("providers"))
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .map((name): [string, Buffer] => [name, readFileSync(path.join(folder, name))]);
  return new Map(
    files.flatMap(([name, bytes]) => (name === "saved.plan" ? [...zipEntries(bytes)] : [[name, bytes]])),
  );
}

test("the example hands the log to its command, and leaves no trace of it elsewhere", async () => {
  for (const cli of able) {
    const emulator: Emulator = await startEmulator();
    const workspace = new Workspace({}, emulatorEnv(emulator), cli);
    const stdout = "the secret of epoch 1\nmodel saved\n";
    emulator.setJob(CLUSTER, "1.manager", { info: { State: "Completed" }, stdout });
    synthesize("ephemeral-log/main.ts", workspace);
    await workspace.init();

    const planned = await workspace.succeed("plan", "-no-color", "-out=saved.plan");
    const applied = await workspace.succeed("apply", "-no-color", "saved.plan");

    const files = written(workspace.dir);
    const holders = [...files].filter(([, bytes]) =>
      /secret of epoch|model saved/.test(bytes.toString("latin1")),
    );
    expect(applied.stdout).toContain("1 added, 0 changed, 0 destroyed");
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(["tfplan", "tfstate", "terraform.publish.tfstate"]),
    );
    expect(holders.map(([name]) => name)).toEqual(["summary.txt"]);
    expect(workspace.read("summary.txt").trim()).toBe("model saved");
    expect(planned.text + applied.text).not.toMatch(/secret of epoch|model saved/);
    workspace.remove();
    await emulator.close();
  }
});
