import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateKey } from "openpgp";
import { readSigningKey, readVerifyingKey, signDetached, verifyDetached } from "../../release/signature";

const PASSPHRASE = "correct horse";
const bytes = Buffer.from("sums");

let secret: string;
let open: string;

beforeAll(async () => {
  const userIDs = [{ name: "Release", email: "release@example.com" }];
  const pair = await generateKey({ type: "rsa", rsaBits: 2048, userIDs, passphrase: PASSPHRASE });
  [secret, open] = [pair.privateKey, pair.publicKey];
});

test("a signature is one of these bytes by this key", async () => {
  const signature = await signDetached(bytes, await readSigningKey(secret, PASSPHRASE));
  const key = await readVerifyingKey(open);
  await verifyDetached(bytes, signature, key);
  await expect(verifyDetached(Buffer.from("other sums"), signature, key)).rejects.toThrow();
});

test("a signature is binary, and GnuPG takes it", async () => {
  const signature = await signDetached(bytes, await readSigningKey(secret, PASSPHRASE));
  // A signature packet of RFC 9580 section 4.2, in one of its two forms; armor would begin with a hyphen.
  expect([0xc2, 0x88, 0x89]).toContain(signature[0]);
  if (spawnSync("gpg", ["--version"]).error !== undefined) {
    process.stdout.write("There is no gpg here to check the signature with.\n");
    return;
  }
  const home = mkdtempSync(join(tmpdir(), "gpg-"));
  try {
    for (const [name, content] of Object.entries({ "key.asc": open, sums: bytes, "sums.sig": signature })) {
      writeFileSync(join(home, name), content);
    }
    const gpg = (...args: string[]) =>
      spawnSync("gpg", ["--homedir", home, "--batch", "--no-autostart", ...args], {
        cwd: home,
        encoding: "utf8",
      });
    gpg("--import", "key.asc");
    const { status, stderr } = gpg("--verify", "sums.sig", "sums");
    expect(stderr).toContain("Good signature");
    expect(status).toBe(0);
  } finally {
    rmSync(home, { recursive: true });
  }
});

test("a wrong passphrase is refused", async () => {
  await expect(readSigningKey(secret, "wrong")).rejects.toThrow();
});

test("a key of a kind that the registries do not take is refused", async () => {
  const { privateKey } = await generateKey({ type: "ecc", userIDs: [{ name: "Release" }] });
  await expect(readSigningKey(privateKey)).rejects.toThrow("the registries take RSA keys");
});
