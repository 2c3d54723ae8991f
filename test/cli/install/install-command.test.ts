import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { createTerminal, type RecordedTerminal, runIn } from "../terminal";

const executable = "terraform.local/ehpc/ehpc/0.1.0/linux_amd64/terraform-provider-ehpc_v0.1.0";

let terminal: RecordedTerminal;

beforeEach(() => {
  terminal = createTerminal();
  build("#!/usr/bin/env node\n");
});
afterEach(() => terminal.remove());

function put(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Leaves what `npm run build` leaves, as far as this command looks at it. */
function build(text: string): void {
  const file = join(terminal.packageDirectory, "plugins", executable);
  put(file, text);
  chmodSync(file, 0o755);
}

function installedText(directory = join(terminal.homeDirectory, ".terraform.d/plugins")): string {
  return readFileSync(join(directory, executable), "utf8");
}

it("puts the provider into the plugin folder of Terraform, executable", async () => {
  expect(await runIn(terminal, "install")).toBe(0);
  const directory = join(terminal.homeDirectory, ".terraform.d/plugins");
  expect(installedText()).toBe("#!/usr/bin/env node\n");
  expect(statSync(join(directory, executable)).mode & 0o111).toBe(0o111);
  expect(terminal.written.out).toBe(`${directory}\n`);
  expect(terminal.written.note).toBe(`Installed terraform.local/ehpc/ehpc/0.1.0 into ${directory}.\n`);
});

it("installs into the directory in --dir, relative to the working directory", async () => {
  expect(await runIn(terminal, "install", "--dir", "terraform.d/plugins")).toBe(0);
  expect(installedText(join(terminal.workingDirectory, "terraform.d/plugins"))).toBe("#!/usr/bin/env node\n");
});

it("says where Terraform must run to search a folder beside another configuration", async () => {
  expect(await runIn(terminal, "install", "--dir", "stack/terraform.d/plugins")).toBe(0);
  expect(terminal.written.note).toContain(
    `Terraform searches that directory when it runs in ${join(terminal.workingDirectory, "stack")}.\n`,
  );
});

it("says so when it is there already, and leaves other versions and providers alone", async () => {
  const other = join(terminal.homeDirectory, ".terraform.d/plugins/example.com/a/b/1.0.0/linux_amd64/x");
  const older = join(
    terminal.homeDirectory,
    ".terraform.d/plugins/terraform.local/ehpc/ehpc/0.0.9/linux_amd64/x",
  );
  put(other, "x");
  put(older, "x");
  await runIn(terminal, "install");
  expect(await runIn(terminal, "install")).toBe(0);
  expect(terminal.written.note).toContain("already");
  expect(existsSync(other) && existsSync(older)).toBe(true);
});

it("refuses to replace has the same version but different content", async () => {
  await runIn(terminal, "install");
  build("#!/usr/bin/env node\nchanged\n");
  expect(await runIn(terminal, "install")).toBe(1);
  expect(terminal.written.note).toContain("has the same version but different content");
  expect(installedText()).toBe("#!/usr/bin/env node\n");
});

it("replaces a development build, whole, and says what that does to lock files", async () => {
  await runIn(terminal, "install");
  const versions = join(terminal.homeDirectory, ".terraform.d/plugins/terraform.local/ehpc/ehpc");
  put(join(versions, "0.1.0/linux_amd64/left-over"), "x");
  build("#!/usr/bin/env node\nchanged\n");
  put(join(terminal.packageDirectory, "development-build"), "");
  expect(await runIn(terminal, "install")).toBe(0);
  expect(installedText()).toBe("#!/usr/bin/env node\nchanged\n");
  expect(existsSync(join(versions, "0.1.0/linux_amd64/left-over"))).toBe(false);
  expect(readdirSync(versions)).toEqual(["0.1.0"]);
  expect(terminal.written.note).toContain(".terraform.lock.hcl");
});

it("says that the provider has to be built first", async () => {
  terminal.remove();
  expect(await runIn(terminal, "install")).toBe(1);
  expect(terminal.written.note).toContain("npm run build");
});

describe("executables", () => {
  const installed = () => join(terminal.homeDirectory, ".terraform.d/plugins", executable);
  const modeOf = (file: string) => statSync(file).mode & 0o777;

  it("are executable for everybody, whatever their mode in the build", async () => {
    chmodSync(join(terminal.packageDirectory, "plugins", executable), 0o600);
    expect(await runIn(terminal, "install")).toBe(0);
    expect(modeOf(installed())).toBe(0o755);
  });

  it("that are there already are repaired", async () => {
    await runIn(terminal, "install");
    chmodSync(installed(), 0o644);
    expect(await runIn(terminal, "install")).toBe(0);
    expect(modeOf(installed())).toBe(0o755);
    expect(terminal.written.note).toContain("already");
  });

  it("are the only files whose mode changes", async () => {
    const licence = join(dirname(executable), "LICENSE");
    put(join(terminal.packageDirectory, "plugins", licence), "x");
    chmodSync(join(terminal.packageDirectory, "plugins", licence), 0o644);
    await runIn(terminal, "install");
    expect(modeOf(join(dirname(installed()), "LICENSE"))).toBe(0o644);
  });
});

it("names the file and the system's code when a file blocks the installation", async () => {
  const file = join(terminal.homeDirectory, ".terraform.d");
  put(file, "a file");
  expect(await runIn(terminal, "install")).toBe(1);
  const directory = join(file, "plugins");
  expect(terminal.written.note).toMatch(/^The provider cannot be installed into /);
  expect(terminal.written.note).toContain(`${directory}: access to ${directory}`);
  expect(terminal.written.note).toMatch(/\(ENOTDIR\)\.\n$/);
});

it.each(["", "relative"])(
  "refuses the home directory %j, unless another directory is named",
  async (home) => {
    terminal.homeDirectory = home;
    expect(await runIn(terminal, "install")).toBe(2);
    expect(terminal.written.note).toContain("Set --dir to a directory.");
    expect(await runIn(terminal, "install", "--dir", "terraform.d/plugins")).toBe(0);
  },
);

it("says how to make Terraform search a directory that it does not search by default", async () => {
  const line = 'Run "terraform init -plugin-dir=';
  for (const dir of ["terraform.d/plugins", join(terminal.homeDirectory, ".terraform.d/plugins/")]) {
    await runIn(terminal, "install", "--dir", dir);
    expect(terminal.written.note).not.toContain(line);
  }
  await runIn(terminal, "install", "--dir", "mirror");
  expect(terminal.written.note).toContain(`${line}${join(terminal.workingDirectory, "mirror")}".\n`);
});

describe("where a CLI configuration says how providers are installed", () => {
  const block = "provider_installation {\n  direct {}\n}\n";

  async function advice(): Promise<string> {
    expect(await runIn(terminal, "install")).toBe(0);
    return terminal.written.note.replace(/^Installed .*\n/, "");
  }

  it.each([".terraformrc", ".terraform.d/more.tfrc", ".tofurc", ".config/opentofu/tofurc"])(
    "in ~/%s, prints the block to add",
    async (name) => {
      put(join(terminal.homeDirectory, name), block);
      const text = await advice();
      expect(text).toContain(`${join(terminal.homeDirectory, name)} has a provider_installation block`);
      expect(text).toContain("filesystem_mirror {");
      expect(text).toContain(`path    = "${join(terminal.homeDirectory, ".terraform.d/plugins")}"`);
      expect(text).toContain('include = ["terraform.local/*/*"]');
    },
  );

  it("in JSON, prints the block too", async () => {
    put(
      join(terminal.homeDirectory, ".terraform.d/a.tfrc.json"),
      '{"provider_installation":[{"direct":[{}]}]}',
    );
    expect(await advice()).toContain("filesystem_mirror {");
  });

  it("in the file that TF_CLI_CONFIG_FILE names, looks at that file alone", async () => {
    const named = join(terminal.homeDirectory, "named");
    put(named, "");
    put(join(terminal.homeDirectory, ".terraformrc"), block);
    terminal.env = { TF_CLI_CONFIG_FILE: named };
    expect(await advice()).toBe("");
    put(named, block);
    expect(await advice()).toContain(`${named} has a provider_installation block`);
  });

  /** The block with our mirror in it, and others. */
  const naming = (...others: readonly string[]) => {
    const directory = join(terminal.homeDirectory, ".terraform.d/plugins");
    return `provider_installation {\n  filesystem_mirror {\n    path = "${directory}"\n  }\n${others.join("\n")}\n}\n`;
  };
  const EXCLUDE = 'exclude = ["terraform.local/*/*"]';
  const MIRROR = 'url = "https://mirror.example.com/providers/"';

  it.each([
    ["there is none", ""],
    ["direct excludes it", `  direct {\n    ${EXCLUDE}\n  }`],
    [
      "a mirror and direct exclude it",
      `  network_mirror {\n    ${MIRROR}\n    ${EXCLUDE}\n  }\n  direct { ${EXCLUDE} }`,
    ],
    [
      "a mirror includes others",
      `  network_mirror {\n    ${MIRROR}\n    include = ["registry.terraform.io/*/*", "hashicorp/*"]\n  }`,
    ],
  ])(
    "is silent when the block already names the directory, and no other method may have the provider: %s",
    async (_, others) => {
      put(join(terminal.homeDirectory, ".terraformrc"), naming(others));
      expect(await advice()).toBe("");
    },
  );

  it.each([
    ["direct", "  direct {}"],
    ["network_mirror", `  network_mirror {\n    ${MIRROR}\n  }\n  direct { ${EXCLUDE} }`],
    ["network_mirror", `  network_mirror {\n    ${MIRROR}\n    include = ["*/*/*"]\n  }`],
    ["oci_mirror", '  oci_mirror {\n    repository_template = "example.com/providers"\n  }'],
  ])("tells a %s block that may have the provider to exclude it", async (method, others) => {
    put(join(terminal.homeDirectory, ".terraformrc"), naming(others));
    const text = await advice();
    expect(text).toContain(`Terraform also asks the ${method} block of `);
    expect(text).toContain(EXCLUDE);
    expect(text).not.toContain("filesystem_mirror {");
  });

  it("names each block that needs the exclude, beside the mirror to add", async () => {
    const both = `provider_installation {\n  network_mirror {\n    ${MIRROR}\n  }\n  direct {}\n}\n`;
    put(join(terminal.homeDirectory, ".terraformrc"), both);
    const text = await advice();
    expect(text).toContain("filesystem_mirror {");
    expect(text).toContain("Terraform also asks the network_mirror block and the direct block of ");
    expect(text).toContain(EXCLUDE);
  });

  it("reads the blocks of JSON, too", async () => {
    const directory = join(terminal.homeDirectory, ".terraform.d/plugins");
    const mirror = { url: "https://mirror.example.com/providers/" };
    const blocks = {
      filesystem_mirror: [{ path: directory }],
      network_mirror: [mirror],
      direct: [{ exclude: ["terraform.local/*/*"] }],
    };
    put(
      join(terminal.homeDirectory, ".terraform.d/a.tfrc.json"),
      JSON.stringify({ provider_installation: [blocks] }),
    );
    expect(await advice()).toContain("Terraform also asks the network_mirror block of ");
  });

  it("is silent when the block is only a comment, or configures something else", async () => {
    const text =
      '# provider_installation {}\n/* provider_installation { */\nplugin_cache_dir = "/x//y"\n// provider_installation {\n';
    put(join(terminal.homeDirectory, ".terraformrc"), text);
    expect(await advice()).toBe("");
  });
});
