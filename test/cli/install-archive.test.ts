import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createTerminal, type RecordedTerminal, runIn } from "./terminal";

const ADDRESS = "terraform.local/ehpc/ehpc";
const STEM = "terraform-provider-ehpc_0.1.0";
const archive = `${STEM}_windows_amd64.zip`;

let terminal: RecordedTerminal;

beforeEach(() => {
  terminal = createTerminal();
  terminal.platform = "win32";
  terminal.env = { APPDATA: join(terminal.homeDirectory, "AppData") };
  put(join(terminal.packageDirectory, "plugins", ADDRESS, "0.1.0/linux_amd64/x"), "a script");
  put(join(terminal.workingDirectory, archive), "an archive");
});
afterEach(() => terminal.remove());

function put(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const plugins = () => join(terminal.homeDirectory, "AppData/terraform.d/plugins");
const install = (name = archive, ...more: string[]) => runIn(terminal, "install", "--from", name, ...more);

it("is copied unchanged into the plugin folder of Windows, where Terraform searches for archives", async () => {
  expect(await install()).toBe(0);
  expect(readFileSync(join(plugins(), ADDRESS, archive), "utf8")).toBe("an archive");
  expect(readdirSync(join(plugins(), ADDRESS))).toEqual([archive]);
  expect(terminal.written).toEqual({
    out: `${plugins()}\n`,
    note: `Installed ${ADDRESS}/${archive} into ${plugins()}.\n`,
  });
});

it("is what Windows needs: without one, install says which to download", async () => {
  expect(await runIn(terminal, "install")).toBe(2);
  expect(terminal.written.note).toContain(archive);
  expect(terminal.written.note).toContain("install it with --from <path>");
  expect(existsSync(plugins())).toBe(false);
});

it("can also be installed on other systems, for machines without Node.js", async () => {
  terminal.platform = "linux";
  put(join(terminal.workingDirectory, `${STEM}_linux_amd64.zip`), "an archive");
  expect(await install(`${STEM}_linux_amd64.zip`)).toBe(0);
  const folder = join(terminal.homeDirectory, ".terraform.d/plugins", ADDRESS);
  expect(readdirSync(folder)).toEqual([`${STEM}_linux_amd64.zip`]);
});

it("is not replaced when it is already there, with the same or different content", async () => {
  await install();
  expect(await install()).toBe(0);
  expect(terminal.written.note).toContain("already");
  put(join(terminal.workingDirectory, archive), "another archive");
  expect(await install()).toBe(1);
  expect(terminal.written.note).toContain("has the same version but different content");
  expect(readFileSync(join(plugins(), ADDRESS, archive), "utf8")).toBe("an archive");
});

it("does not join a script of the same version and platform", async () => {
  put(join(plugins(), ADDRESS, "0.1.0/windows_amd64/x"), "a script");
  expect(await install()).toBe(1);
  expect(terminal.written.note).toContain(join(ADDRESS, "0.1.0/windows_amd64"));
});

describe("with SHA256SUMS beside it", () => {
  const sums = (text: string) =>
    put(
      join(terminal.workingDirectory, `${STEM}_SHA256SUMS`),
      `${createHash("sha256").update(text).digest("hex")}  ${archive}\n`,
    );

  it("has to be what they name", async () => {
    sums("an archive");
    expect(await install()).toBe(0);
  });

  it("is refused when it is not", async () => {
    sums("another archive");
    expect(await install()).toBe(1);
    expect(terminal.written.note).toContain("Download it again.");
    expect(existsSync(plugins())).toBe(false);
  });
});

it.each(["terraform-provider-ehpc_0.2.0_windows_amd64.zip", "provider.zip", `${STEM}_windows_amd64.tar`])(
  "named %s is none of this version",
  async (name) => {
    put(join(terminal.workingDirectory, name), "an archive");
    expect(await install(name)).toBe(2);
    expect(terminal.written.note).toContain(`its name must be ${STEM}_`);
  },
);

it("prints the block to add when the CLI configuration of Windows keeps Terraform from searching there", async () => {
  const file = join(terminal.homeDirectory, "AppData/terraform.rc");
  put(file, "provider_installation {\n  direct {}\n}\n");
  expect(await install()).toBe(0);
  expect(terminal.written.note).toContain(`${file} has a provider_installation block`);
});

it("needs APPDATA or --dir", async () => {
  terminal.env = {};
  expect(await install()).toBe(2);
  expect(terminal.written.note).toContain("APPDATA is empty");
  expect(await install(archive, "--dir", "mirror")).toBe(0);
});

it("that is missing is named", async () => {
  expect(await install(`${STEM}_windows_arm64.zip`)).toBe(1);
  expect(terminal.written.note).toContain(`${STEM}_windows_arm64.zip failed (ENOENT)`);
});
