import { readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { NullProvider } from "@cdktf/provider-null/lib/provider";
import { App, TerraformStack } from "cdktf";
import { EhpcProvider as EhpcProviderBinding } from "../../../src/constructs/bindings/provider";
import { deliverProvider } from "../../../src/constructs/delivery/deliver-provider";
import { LOCK_FILE } from "../../../src/constructs/delivery/lock-file";
import { releaseOf } from "../../../src/constructs/delivery/provider-release";
import { hashDirectory } from "../../../src/mirror/directory-hash";
import { filesBelow } from "../../../src/mirror/files-below";
import { temporaryFolder, write } from "../temporary-folder";

const ADDRESS = "terraform.local/ehpc/ehpc";
const PLATFORMS = ["darwin_amd64", "darwin_arm64", "linux_amd64", "linux_arm64"];
const UNDER_CDKTF = { CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: "true" };

/** A made-up build of the release that the bindings require, and an app to deliver it to. */
function build({ development = false, env = {} as NodeJS.ProcessEnv, hclOutput = false } = {}) {
  const dist = temporaryFolder();
  const app = new App({ outdir: join(temporaryFolder(), "out"), hclOutput });
  const stack = new TerraformStack(app, "publish");
  const release = releaseOf(new EhpcProviderBinding(stack, "ehpc", {}));
  const mirror = join(dist, "plugins");
  const rebuild = (text: string): void => {
    for (const platform of PLATFORMS) {
      write(join(mirror, ADDRESS, release.version, platform), { "terraform-provider-ehpc": text });
    }
  };
  rebuild("built");
  if (development) {
    write(dist, { "development-build": "" });
  }
  return {
    app,
    stack,
    mirror,
    rebuild,
    folder: join(app.outdir, "stacks", "publish"),
    folderOf: (platform: string) => join(mirror, ADDRESS, release.version, platform),
    deliver: (to = stack) =>
      deliverProvider(to, release, { mirror, developmentMark: join(dist, "development-build"), env }),
    placed: PLATFORMS.map(
      (platform) => `terraform.d/plugins/${ADDRESS}/${release.version}/${platform}/terraform-provider-ehpc`,
    ),
    warnings: () => app.manifest.forStack(stack).annotations.map(({ message }) => message),
  };
}

test("a synthesized stack holds the provider for every platform, executable", () => {
  const { app, deliver, folder, placed } = build();
  deliver();

  app.synth();

  expect(filesBelow(folder)).toEqual(["cdk.tf.json", ...placed]);
  for (const name of placed) {
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o755);
  }
});

test("asking twice for one stack, as two provider aliases do, wraps its synthesizer once", () => {
  const { stack, deliver } = build();
  deliver();
  const { synthesizer } = stack;
  deliver();

  expect(stack.synthesizer).toBe(synthesizer);
});

test("each of several stacks gets the provider", () => {
  const { app, deliver, folder, placed } = build();
  const second = new TerraformStack(app, "report");
  new EhpcProviderBinding(second, "ehpc", {});
  deliver();
  deliver(second);

  app.synth();

  expect(filesBelow(folder)).toEqual(["cdk.tf.json", ...placed]);
  expect(filesBelow(join(folder, "../report"))).toEqual(["cdk.tf.json", ...placed]);
});

test("HCL output gets the provider too", () => {
  process.env.SYNTH_HCL_OUTPUT = "true";
  try {
    const { app, deliver, folder, placed } = build({ hclOutput: true });
    deliver();

    app.synth();

    expect(filesBelow(folder)).toEqual(["cdk.tf", "metadata.json", ...placed]);
  } finally {
    delete process.env.SYNTH_HCL_OUTPUT;
  }
});

test("a package without the built provider says how to build it", () => {
  const { app, deliver, mirror } = build();
  deliver();
  rmSync(mirror, { recursive: true });

  expect(() => app.synth()).toThrow(/"terraform\.local\/ehpc\/ehpc" is not built.*run "npm run build"/s);
});

test("a rebuild during development drops a lock on the earlier bytes, and the new build is placed", () => {
  const { app, deliver, folder, folderOf, placed, rebuild } = build({ development: true });
  const locked = `provider "${ADDRESS}" {\n  hashes = [\n    "${hashDirectory(folderOf("linux_amd64"))}",\n  ]\n}\n`;
  write(folder, { [LOCK_FILE]: locked });
  deliver();

  app.synth();
  expect(readFileSync(join(folder, LOCK_FILE), "utf8")).toBe(locked);

  rebuild("built again");
  app.synth();
  expect(readFileSync(join(folder, LOCK_FILE), "utf8")).toBe("");
  expect(readFileSync(join(folder, placed[0] ?? ""), "utf8")).toBe("built again");
});

test("a released package never touches a lock file, and Terraform reports other bytes", () => {
  const { app, deliver, folder } = build();
  const locked = `provider "${ADDRESS}" {\n  hashes = [\n    "h1:other=",\n  ]\n}\n`;
  write(folder, { [LOCK_FILE]: locked });
  deliver();

  app.synth();

  expect(readFileSync(join(folder, LOCK_FILE), "utf8")).toBe(locked);
});

describe("the warning of the CDKTF command's locking step", () => {
  const lock = (...addresses: [string, string][]): string =>
    addresses
      .map(([address, version]) => `provider "${address}" {\n  constraints = "${version}"\n}\n`)
      .join("\n");

  test("comes under that command for a stack that was never initialized, with the cure", () => {
    const { app, deliver, warnings } = build({ env: UNDER_CDKTF });
    deliver();

    app.synth();

    expect(warnings()).toEqual([expect.stringContaining("export CDKTF_SKIP_PROVIDER_LOCK=true")]);
  });

  test("names what the lock file lacks, be it another provider or another version", () => {
    const { app, deliver, folder, stack, warnings } = build({ env: UNDER_CDKTF });
    new NullProvider(stack, "null");
    write(folder, { [LOCK_FILE]: lock([ADDRESS, "0.0.1"]) });
    deliver();

    app.synth();

    expect(warnings()[0]).toContain(`lacks registry.terraform.io/hashicorp/null, ${ADDRESS}.`);
  });

  test("does not come when the lock file has all, the step is skipped, or Terraform is run without CDKTF", () => {
    for (const [env, text] of [
      [UNDER_CDKTF, lock([ADDRESS, "0.1.0"])],
      [{ ...UNDER_CDKTF, CDKTF_SKIP_PROVIDER_LOCK: "true" }, ""],
      [{}, ""],
    ] as const) {
      const { app, deliver, folder, warnings } = build({ env });
      write(folder, { [LOCK_FILE]: text });
      deliver();

      app.synth();

      expect(warnings()).toEqual([]);
    }
  });
});
