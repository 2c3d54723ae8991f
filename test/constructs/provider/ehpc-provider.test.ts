import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformStack, Testing } from "cdktf";
import { EhpcProvider, JobLookup } from "../../../src";
import { filesBelow } from "../../../src/mirror/files-below";
import { terraform } from "../terraform";

const ROOT = join(__dirname, "../../..");
const BUILT = "plugins/terraform.local/ehpc/ehpc";

/** A stack with a lookup for each provider, synthesized; its folder. */
function synthesizedStack(): string {
  const stack = new TerraformStack(Testing.stubVersion(new App({ outdir: Testing.app().outdir })), "publish");
  const job = { clusterId: "ehpc-hz-FYUr32abcd", jobId: "1.manager" };
  new EhpcProvider(stack, "ehpc", { region: "cn-hangzhou" });
  const provider = new EhpcProvider(stack, "beijing", { region: "cn-beijing", alias: "beijing" });
  new JobLookup(stack, "train", job);
  new JobLookup(stack, "evaluate", { ...job, provider });
  return join(Testing.fullSynth(stack), "stacks", "publish");
}

test("the provider that npm run build made is in the synthesized stack, byte for byte", () => {
  const folder = join(synthesizedStack(), "terraform.d");
  const built = filesBelow(join(ROOT, "dist", BUILT));

  expect(built.length).toBeGreaterThan(0);
  expect(filesBelow(join(folder, BUILT))).toEqual(built);
  for (const name of built) {
    // Jest itself takes seconds to compare these bytes one by one.
    const delivered = readFileSync(join(folder, BUILT, name));
    expect([name, delivered.equals(readFileSync(join(ROOT, "dist", BUILT, name)))]).toEqual([name, true]);
  }
});

test("Terraform needs nothing else to initialize and validate the stack", () => {
  const folder = synthesizedStack();

  expect(terraform(folder, ["init", "-no-color"])).toMatchObject({ status: 0 });
  expect(terraform(folder, ["validate", "-no-color"])).toMatchObject({ status: 0 });
  expect(existsSync(join(folder, ".terraform.lock.hcl"))).toBe(true);
});
