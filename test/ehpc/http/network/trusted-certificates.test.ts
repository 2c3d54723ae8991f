import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { namesCertificates } from "../../../../src/ehpc/http/network/certificate-variables";
import { trustedCertificates } from "../../../../src/ehpc/http/network/trusted-certificates";
import { createCertificateAuthority } from "../../../support/certificate-authority";

const authority = createCertificateAuthority();
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "ehpc-ca-"));
  file("good.pem", `Our CA\n${authority.certificate}`);
  file("no-certificate.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
  mkdirSync(path.join(folder, "certs/below"), { recursive: true });
  file("certs/good.pem", authority.certificate);
  file("certs/readme.txt", "text");
});

afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => path.join(folder, name);
const file = (name: string, text: string) => writeFileSync(at(name), text);

test("only SSL_CERT_FILE and SSL_CERT_DIR name further certificates; NODE_EXTRA_CA_CERTS is Node's own", () => {
  expect(namesCertificates({ SSL_CERT_FILE: "f" })).toBe(true);
  expect(namesCertificates({ SSL_CERT_DIR: "d" })).toBe(true);
  expect(namesCertificates({ NODE_EXTRA_CA_CERTS: "f", SSL_CERT_FILE: " " })).toBe(false);
});

test("a file, and folders with other things in them, are taken", () => {
  expect(trustedCertificates({ SSL_CERT_FILE: at("good.pem") })).toBeDefined();
  expect(trustedCertificates({ SSL_CERT_DIR: `${at("certs")}${path.delimiter}${folder}` })).toBeDefined();
});

test("a NODE_EXTRA_CA_CERTS that cannot be read is Node's to tell", () => {
  const environment = { SSL_CERT_FILE: at("good.pem"), NODE_EXTRA_CA_CERTS: at("nowhere") };
  expect(trustedCertificates(environment)).toBeDefined();
});

test.each([
  ["SSL_CERT_FILE", "nowhere.pem", "which cannot be read (ENOENT)"],
  ["SSL_CERT_FILE", "certs", "which cannot be read (EISDIR)"],
  ["SSL_CERT_FILE", "no-certificate.pem", "which contains no PEM certificate"],
  ["SSL_CERT_DIR", "nowhere", "which cannot be read (ENOENT)"],
  ["SSL_CERT_DIR", "good.pem", "which cannot be read (ENOTDIR)"],
])("%s with %s is refused: %s", (variable, name, why) => {
  const message = `The environment variable ${variable} names ${JSON.stringify(at(name))}, ${why}.`;
  expect(() => trustedCertificates({ [variable]: at(name) })).toThrow(
    expect.objectContaining({ kind: "configuration", parameter: variable, message }),
  );
});
