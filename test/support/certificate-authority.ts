import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIPv4 } from "node:net";
import {
  bitString,
  booleanTrue,
  element,
  objectIdentifier,
  octetString,
  positiveInteger,
  sequence,
  setOfOne,
  time,
  utf8String,
} from "../../src/plugin/transport/der";
import { certificateToPem } from "../../src/plugin/transport/pem";

/** A certificate for a server, and its key, in PEM form. */
export interface ServerCertificate {
  readonly cert: string;
  readonly key: string;
}

/** An authority as a company has one of its own: nobody trusts it unless told to. */
export interface CertificateAuthority {
  /** PEM. */
  readonly certificate: string;
  /** For a name or an IPv4 address. */
  issue(host: string): ServerCertificate;
}

const ECDSA_WITH_SHA256 = sequence(objectIdentifier("1.2.840.10045.4.3.2"));

/** Makes an authority; its key is gone with the test. Fields follow RFC 5280 section 4.1. */
export function createCertificateAuthority(commonName = "Test CA"): CertificateAuthority {
  const authority = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const issuer = nameOf(commonName);
  const isAuthority = extension("2.5.29.19", sequence(booleanTrue()));
  const make = (subject: Buffer, key: KeyObject, extensions: Buffer) => {
    const toBeSigned = sequence(
      element(0xa0, positiveInteger(Buffer.from([2]))),
      positiveInteger(randomBytes(16)),
      ECDSA_WITH_SHA256,
      issuer,
      sequence(time(new Date(Date.now() - 60_000)), time(new Date(Date.now() + 3_600_000))),
      subject,
      key.export({ type: "spki", format: "der" }),
      element(0xa3, sequence(extensions)),
    );
    const signature = sign("sha256", toBeSigned, authority.privateKey);
    return certificateToPem(sequence(toBeSigned, ECDSA_WITH_SHA256, bitString(signature)));
  };
  return {
    certificate: make(issuer, authority.publicKey, isAuthority),
    issue(host) {
      const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const san = isIPv4(host)
        ? element(0x87, Buffer.from(host.split(".").map(Number)))
        : element(0x82, Buffer.from(host, "latin1"));
      return {
        cert: make(nameOf(host), publicKey, extension("2.5.29.17", sequence(san))),
        key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      };
    },
  };
}

function nameOf(commonName: string): Buffer {
  return sequence(setOfOne(sequence(objectIdentifier("2.5.4.3"), utf8String(commonName))));
}

function extension(oid: string, value: Buffer): Buffer {
  return sequence(objectIdentifier(oid), octetString(value));
}
