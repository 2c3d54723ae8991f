import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { rootCertificates } from "node:tls";
import { type Log, silentLog } from "../../../../src/base/log";
import type { Environment } from "../../../../src/ehpc/api/environment";
import {
  LATE_EXTRA_CA_CERTS,
  namesCertificates,
} from "../../../../src/ehpc/http/network/certificate-variables";
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

const trusted = (environment: Environment, log: Log = silentLog) => trustedCertificates(environment, log);

test("NODE_EXTRA_CA_CERTS is Node's own, unless the launcher has kept it from Node", () => {
  expect(namesCertificates({ SSL_CERT_FILE: "f" })).toBe(true);
  expect(namesCertificates({ SSL_CERT_DIR: "d" })).toBe(true);
  expect(namesCertificates({ [LATE_EXTRA_CA_CERTS]: "f" })).toBe(true);
  expect(namesCertificates({ NODE_EXTRA_CA_CERTS: "f", SSL_CERT_FILE: " " })).toBe(false);
});

test("a file, and folders with other things in them, are taken", () => {
  expect(trusted({ SSL_CERT_FILE: at("good.pem") })).toBeDefined();
  expect(trusted({ SSL_CERT_DIR: `${at("certs")}${path.delimiter}${folder}` })).toBeDefined();
});

test("a file whose certificates Node.js already has is accepted", () => {
  file("roots.pem", rootCertificates.join("\r\n"));
  expect(trusted({ SSL_CERT_FILE: at("roots.pem") })).toBeDefined();
});

test("a NODE_EXTRA_CA_CERTS that cannot be read is Node's to tell", () => {
  const log = jest.fn();
  const environment = { SSL_CERT_FILE: at("good.pem"), NODE_EXTRA_CA_CERTS: at("nowhere") };
  expect(trusted(environment, log)).toBeDefined();
  expect(log).not.toHaveBeenCalled();
});

test.each([
  ["nowhere.pem", "It cannot be read (ENOENT)."],
  ["certs", "It cannot be read (EISDIR)."],
  ["no-certificate.pem", "It contains no PEM certificate."],
])("one that the launcher has kept from Node, %s, is ignored with a warning: %s", (name, reason) => {
  const log = jest.fn();
  expect(trusted({ [LATE_EXTRA_CA_CERTS]: at(name) }, log)).toBeDefined();
  expect(log.mock.calls).toEqual([
    ["warn", "The certificates of NODE_EXTRA_CA_CERTS are ignored.", { file: at(name), reason }],
  ]);
});

test.each([
  ["SSL_CERT_FILE", "nowhere.pem", "which cannot be read (ENOENT)"],
  ["SSL_CERT_FILE", "certs", "which cannot be read (EISDIR)"],
  ["SSL_CERT_FILE", "no-certificate.pem", "which contains no PEM certificate"],
  ["SSL_CERT_DIR", "nowhere", "which cannot be read (ENOENT)"],
  ["SSL_CERT_DIR", "good.pem", "which cannot be read (ENOTDIR)"],
])("%s with %s is refused: %s", (variable, name, why) => {
  const message = `The environment variable ${variable} names ${JSON.stringify(at(name))}, ${why}.`;
  expect(() => trusted({ [variable]: at(name) })).toThrow(
    expect.objectContaining({ kind: "configuration", parameter: variable, message }),
  );
});
