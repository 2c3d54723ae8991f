import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateKey } from "openpgp";
import { checkRelease } from "../../release/check-release";
import { sha256, sumsText } from "../../release/sha256-sums";
import { signMachO } from "../../release/sign-mach-o";
import { readSigningKey, readVerifyingKey, signDetached } from "../../release/signature";
import { TARGETS, type Target } from "../../release/targets";
import { writeRelease } from "../../release/write-release";
import { zipExecutable } from "../../release/zip-executable";
import { aMachO } from "./a-mach-o";

const version = "1.2.3";
const STEM = `terraform-provider-ehpc_${version}`;
const notices = "licences\n";
const sbom = JSON.stringify({ bomFormat: "CycloneDX", metadata: { component: { version } } });
const silent = () => {};

let secret: string;
let folder: string;

beforeAll(async () => {
  secret = (await generateKey({ type: "rsa", rsaBits: 2048, userIDs: [{ name: "Release" }] })).privateKey;
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "release-"));
  const key = await readSigningKey(secret);
  await writeRelease(folder, { version, targets: TARGETS, executable, key, notices, sbom, say: silent });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The headers of an executable, which is all that tells the platform. */
function executable({ platform }: Target): Buffer {
  const bytes = Buffer.alloc(256);
  if (platform.startsWith("darwin")) {
    return signMachO(aMachO(platform.endsWith("arm64") ? 0x0100000c : 0x01000007), "a-program");
  }
  if (platform.startsWith("linux")) {
    bytes.write("\x7fELF", "latin1");
    bytes.writeUInt16LE(platform.endsWith("arm64") ? 0xb7 : 0x3e, 18);
    return bytes;
  }
  bytes.write("MZ", "latin1");
  bytes.writeUInt32LE(128, 60);
  bytes.write("PE\0\0", 128, "latin1");
  bytes.writeUInt16LE(platform.endsWith("arm64") ? 0xaa64 : 0x8664, 132);
  return bytes;
}

async function problems(): Promise<string[]> {
  return await checkRelease(folder, { version, targets: TARGETS, key: await readVerifyingKey(secret) });
}

/** Puts other bytes in the place of a file and, as a forger with the key would, sums and signature after it. */
async function replace(name: string, bytes: Uint8Array): Promise<void> {
  const sumsFile = join(folder, `${STEM}_SHA256SUMS`);
  writeFileSync(join(folder, name), bytes);
  const lines = readFileSync(sumsFile, "utf8").trimEnd().split("\n");
  const sums = new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
  const text = Buffer.from(sumsText(sums.set(name, sha256(bytes))));
  writeFileSync(sumsFile, text);
  writeFileSync(`${sumsFile}.sig`, await signDetached(text, await readSigningKey(secret)));
}

test("a release is as the registries ask", async () => {
  expect(await problems()).toEqual([]);
});

test("its sums cover each archive and the manifest", () => {
  const text = readFileSync(join(folder, `${STEM}_SHA256SUMS`), "utf8");
  expect(text.match(/\S+$/gm)).toEqual([
    `${STEM}_darwin_amd64.zip`,
    `${STEM}_darwin_arm64.zip`,
    `${STEM}_linux_amd64.zip`,
    `${STEM}_linux_arm64.zip`,
    `${STEM}_manifest.json`,
    `${STEM}_windows_amd64.zip`,
    `${STEM}_windows_arm64.zip`,
  ]);
});

test("its manifest names protocol 6.0", () => {
  expect(JSON.parse(readFileSync(join(folder, `${STEM}_manifest.json`), "utf8"))).toEqual({
    version: 1,
    metadata: { protocol_versions: ["6.0"] },
  });
});

test("the same sources give the same archives, and nothing of another release stays", async () => {
  const before = readFileSync(join(folder, `${STEM}_SHA256SUMS`));
  writeFileSync(join(folder, "terraform-provider-ehpc_1.2.2_linux_amd64.zip"), "");
  await writeRelease(folder, {
    version,
    targets: TARGETS,
    executable,
    key: null,
    notices,
    sbom,
    say: silent,
  });
  expect(readFileSync(join(folder, `${STEM}_SHA256SUMS`))).toEqual(before);
  expect(await checkRelease(folder, { version, targets: TARGETS, key: null })).toEqual([]);
});

describe("the check finds", () => {
  const zip = `${STEM}_linux_amd64.zip`;
  const executableName = `terraform-provider-ehpc_v${version}`;
  const targetOf = (platform: string) => TARGETS.find((target) => target.platform === platform) as Target;

  test("a file that is missing, and one too many", async () => {
    rmSync(join(folder, zip));
    writeFileSync(join(folder, "notes.txt"), "");
    const found = await problems();
    expect(found).toContain(`${zip} is missing.`);
    expect(found).toContain("notes.txt has no place in a release.");
  });

  test("an archive that was changed", async () => {
    writeFileSync(join(folder, zip), zipExecutable(executableName, Buffer.from("another")));
    expect(await problems()).toContain(`${STEM}_SHA256SUMS: ${zip} has another sum.`);
  });

  test("sums that were changed after they were signed", async () => {
    writeFileSync(join(folder, `${STEM}_SHA256SUMS`), "");
    expect((await problems()).filter((line) => line.startsWith(`${STEM}_SHA256SUMS.sig:`))).toHaveLength(1);
  });

  test("an executable for another platform", async () => {
    const bytes = executable(targetOf("linux_arm64"));
    await replace(zip, zipExecutable(executableName, bytes));
    expect(await problems()).toEqual([`${zip}: the executable is one for linux_arm64.`]);
  });

  test("an executable of another name", async () => {
    await replace(zip, zipExecutable("provider", executable(targetOf("linux_amd64"))));
    expect(await problems()).toEqual([`${zip}: holds provider instead of ${executableName} alone.`]);
  });

  test("an executable that macOS would kill", async () => {
    const name = `${STEM}_darwin_amd64.zip`;
    const bytes = executable(targetOf("darwin_amd64"));
    bytes.writeUInt8(0, 5000);
    await replace(name, zipExecutable(executableName, bytes));
    expect(await problems()).toEqual([`${name}: its code signature does not match, so macOS would kill it.`]);
  });

  test("a bill of materials of another version", async () => {
    writeFileSync(join(folder, `${STEM}_SBOM.cdx.json`), sbom.replace(version, "1.2.2"));
    expect(await problems()).toEqual([
      `${STEM}_SBOM.cdx.json: is no bill of materials of this version in CycloneDX.`,
    ]);
  });

  test("a manifest for another protocol", async () => {
    const manifest = { version: 1, metadata: { protocol_versions: ["5.0"] } };
    await replace(`${STEM}_manifest.json`, Buffer.from(JSON.stringify(manifest)));
    expect(await problems()).toEqual([`${STEM}_manifest.json: says something else.`]);
  });
});
