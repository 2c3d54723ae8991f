import {
  createMessage,
  decryptKey,
  type PrivateKey,
  type PublicKey,
  readKey,
  readPrivateKey,
  readSignature,
  sign,
  verify,
} from "openpgp";

/** The registries take no other keys: Terraform's knows RSA and DSA, and DSA keys are too short by today's measure. */
const ALGORITHM = /^rsa/;

/**
 * Reads the key that releases are signed with.
 *
 * @param armored - the private key as `gpg --armor --export-secret-keys` gives it
 * @param passphrase - of the key, where it has one
 * @throws Error when it is no RSA key, or the passphrase is not the key's
 */
export async function readSigningKey(armored: string, passphrase = ""): Promise<PrivateKey> {
  const key = await readPrivateKey({ armoredKey: armored });
  const { algorithm } = key.getAlgorithmInfo();
  if (!ALGORITHM.test(algorithm)) {
    throw new Error(
      `The key is of the kind ${algorithm}; the registries take RSA keys (gpg --full-generate-key).`,
    );
  }
  return key.isDecrypted() ? key : await decryptKey({ privateKey: key, passphrase });
}

/** A binary detached OpenPGP signature. */
export async function signDetached(bytes: Uint8Array, key: PrivateKey): Promise<Uint8Array> {
  return (await sign({
    message: await createMessage({ binary: bytes }),
    signingKeys: key,
    detached: true,
    format: "binary",
    // A random remark in each signature, which a good source of random numbers makes needless.
    config: { nonDeterministicSignaturesViaNotation: false },
  })) as Uint8Array;
}

/**
 * Reads the key that signatures are checked with.
 *
 * @param armored - the public key as `gpg --armor --export` gives it; a private one holds it too
 */
export async function readVerifyingKey(armored: string): Promise<PublicKey> {
  return (await readKey({ armoredKey: armored })).toPublic();
}

/** @throws Error unless it is a signature of the bytes by that key, in binary form */
export async function verifyDetached(
  bytes: Uint8Array,
  signature: Uint8Array,
  key: PublicKey,
): Promise<void> {
  const { signatures } = await verify({
    message: await createMessage({ binary: bytes }),
    signature: await readSignature({ binarySignature: signature }),
    verificationKeys: key,
  });
  const [first] = signatures;
  if (first === undefined) {
    throw new Error("there is no signature in it");
  }
  await first.verified;
}
