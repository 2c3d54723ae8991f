import { X509Certificate } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import tls, { createSecureContext, rootCertificates, type SecureContext } from "node:tls";
import { EhpcError } from "../../../base/errors";
import type { Log } from "../../../base/log";
import { present } from "../../api/credentials";
import type { Environment } from "../../api/environment";
import { LATE_EXTRA_CA_CERTS } from "./certificate-variables";

/** Certificates in PEM form, by their base64 without line breaks. */
type Certificates = Map<string, string>;

/**
 * Returns the certificates to check TLS against if {@link namesCertificates} holds: the ones that Node.js trusts anyway, the
 * ones that SSL_CERT_FILE and SSL_CERT_DIR name, as Go programs read them, and NODE_EXTRA_CA_CERTS. (Go takes the two
 * variables in place of the system's certificates; whoever names a company's CA means it in addition.)
 *
 * A NODE_EXTRA_CA_CERTS that cannot be read is skipped with a warning, as Node.js does.
 *
 * @throws EhpcError of kind `configuration` that names the variable, for a file or folder of the others that cannot be
 * read or holds no certificate
 */
export function trustedCertificates(environment: Environment, log: Log): SecureContext {
  const certificates: Certificates = new Map();
  addNodeCertificates(environment, certificates);
  addLateExtra(environment, certificates, log);
  addFile("SSL_CERT_FILE", environment, certificates);
  addFolders("SSL_CERT_DIR", environment, certificates);
  return createSecureContext({ ca: [...certificates.values()] });
}

/** A list replaces the one of Node.js, which therefore has to be repeated in it. */
function addNodeCertificates(environment: Environment, certificates: Certificates): void {
  // Since Node.js 22.15; it respects options such as --use-system-ca.
  const { getCACertificates } = tls as { getCACertificates?: (type: "default") => string[] };
  const list = getCACertificates?.("default") ?? rootCertificates;
  for (const pem of list) {
    certificates.set(bodyOf(pem), pem);
  }
  const extra = present(environment.NODE_EXTRA_CA_CERTS);
  // Node only warns where it cannot read it.
  if (getCACertificates === undefined && extra !== null) {
    addReadable(extra, certificates);
  }
}

function addLateExtra(environment: Environment, certificates: Certificates, log: Log): void {
  const file = present(environment[LATE_EXTRA_CA_CERTS]);
  if (file === null) {
    return;
  }
  const ignored = (reason: string) =>
    log("warn", "The certificates of NODE_EXTRA_CA_CERTS are ignored.", { file, reason });
  try {
    if (addFrom(file, certificates) === 0) {
      ignored("It contains no PEM certificate.");
    }
  } catch (error) {
    ignored(`It cannot be read (${codeOf(error)}).`);
  }
}

function addFile(variable: string, environment: Environment, certificates: Certificates): void {
  const file = present(environment[variable]);
  if (file === null) {
    return;
  }
  const count = reading(variable, file, () => addFrom(file, certificates));
  if (count === 0) {
    throw refused(variable, `names ${shown(file)}, which contains no PEM certificate`);
  }
}

/** Each of the folders has to be there; what else than certificates is in them does not count. */
function addFolders(variable: string, environment: Environment, certificates: Certificates): void {
  const folders = (present(environment[variable]) ?? "").split(delimiter).filter((folder) => folder !== "");
  for (const folder of folders) {
    for (const name of reading(variable, folder, () => readdirSync(folder))) {
      addReadable(join(folder, name), certificates);
    }
  }
}

function addReadable(file: string, certificates: Certificates): void {
  try {
    addFrom(file, certificates);
  } catch {
    // Nobody asked for this very file.
  }
}

/** Adds the certificates of a file, and returns how many it holds. Throws what reading it throws. */
function addFrom(file: string, certificates: Certificates): number {
  const text = readFileSync(file, "latin1");
  let count = 0;
  for (const pem of text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []) {
    const body = bodyOf(pem);
    // Bundles repeat most of what Node.js has, and folders name each certificate twice: parsing is the slow part.
    if (!certificates.has(body)) {
      if (!isCertificate(pem)) {
        continue;
      }
      certificates.set(body, pem);
    }
    count += 1;
  }
  return count;
}

/** The base64 of a certificate, which files break into lines of different lengths. */
function bodyOf(pem: string): string {
  return pem.replace(/-----[A-Z ]+-----|\s+/g, "");
}

function isCertificate(pem: string): boolean {
  try {
    new X509Certificate(pem);
    return true;
  } catch {
    return false;
  }
}

function reading<T>(variable: string, path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw refused(variable, `names ${shown(path)}, which cannot be read (${codeOf(error)})`);
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "unknown reason";
}

function shown(path: string): string {
  return JSON.stringify(path.slice(0, 200));
}

function refused(variable: string, what: string): EhpcError {
  return new EhpcError("configuration", `The environment variable ${variable} ${what}.`, {
    parameter: variable,
  });
}
