import { X509Certificate } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import tls, { createSecureContext, rootCertificates, type SecureContext } from "node:tls";
import { EhpcError } from "../../../base/errors";
import { present } from "../../api/credentials";
import type { Environment } from "../../api/environment";

/**
 * What TLS is checked against where SSL_CERT_FILE or SSL_CERT_DIR is set: the certificates that they name, as Go's
 * programs read them, besides those that Node trusts anyway. (Go takes them in place of the system's; whoever names a
 * company's own CA means it in addition.)
 *
 * NODE_EXTRA_CA_CERTS is Node's own, and stays in force. Throws kind `configuration` that names the variable, for a
 * file or folder that cannot be read or holds no certificate.
 */
export function trustedCertificates(environment: Environment): SecureContext {
  const extra = [...ofFile("SSL_CERT_FILE", environment), ...ofFolders(environment)];
  return createSecureContext({ ca: [...trustedByNode(environment), ...extra] });
}

/** A context with a list of its own has that alone, so that Node's has to be repeated in it. */
function trustedByNode(environment: Environment): readonly string[] {
  // From Node 22.15 on; it knows also of --use-system-ca and the like.
  const { getCACertificates } = tls as { getCACertificates?: (type: "default") => string[] };
  if (getCACertificates !== undefined) return getCACertificates("default");
  const file = present(environment.NODE_EXTRA_CA_CERTS);
  // Node only warns where it cannot read it.
  return [...rootCertificates, ...(file === null ? [] : readable(file))];
}

function ofFile(variable: string, environment: Environment): string[] {
  const file = present(environment[variable]);
  if (file === null) return [];
  const found = reading(variable, file, () => certificatesIn(file));
  if (found.length === 0) throw refused(variable, `names ${shown(file)}, which contains no PEM certificate`);
  return found;
}

/** Each of the folders has to be there; what else than certificates is in them does not count. */
function ofFolders(environment: Environment): string[] {
  const variable = "SSL_CERT_DIR";
  const folders = (present(environment[variable]) ?? "").split(delimiter).filter((folder) => folder !== "");
  const found = folders.flatMap((folder) =>
    reading(variable, folder, () => readdirSync(folder)).flatMap((name) => readable(join(folder, name))),
  );
  // The folders of a distribution name each certificate twice: by its own name and by its hash.
  return [...new Set(found)];
}

function readable(file: string): string[] {
  try {
    return certificatesIn(file);
  } catch {
    return [];
  }
}

function certificatesIn(file: string): string[] {
  const text = readFileSync(file, "latin1");
  return (text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).filter(
    isCertificate,
  );
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
    const code = (error as NodeJS.ErrnoException).code ?? "unknown reason";
    throw refused(variable, `names ${shown(path)}, which cannot be read (${code})`);
  }
}

function shown(path: string): string {
  return JSON.stringify(path.slice(0, 200));
}

function refused(variable: string, what: string): EhpcError {
  return new EhpcError("configuration", `The environment variable ${variable} ${what}.`, {
    parameter: variable,
  });
}
