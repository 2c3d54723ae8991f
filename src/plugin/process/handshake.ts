import { certificateFromPem } from "../transport/pem";
import { StartError } from "./start-error";

/** Terraform's plugin protocol, major version: the only one served. */
export const PROTOCOL_VERSION = 6;

/** Version of go-plugin's own handshake. */
const CORE_PROTOCOL_VERSION = 1;

/** Where Terraform finds the provider. */
export interface PluginAddress {
  readonly network: "unix" | "tcp";
  /** Socket path, or `127.0.0.1:PORT`. */
  readonly address: string;
}

/** What Terraform asked for when it started this process. */
export interface Handshake {
  /** DER of the only certificate to let in; null means plain text, which the user asked for. */
  readonly clientCertificate: Buffer | null;
}

/** Value of TF_PLUGIN_MAGIC_COOKIE. Not a secret: it tells a start by Terraform from a start by hand. */
const MAGIC_COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

/**
 * Reads go-plugin's side of the handshake from the environment. Source: go-plugin `client.go`, Terraform
 * `internal/command/meta_providers.go`.
 *
 * @throws StartError when Terraform did not start this process, does not speak protocol 6, or sent no certificate
 * although plain text was not asked for
 */
export function readHandshake(env: NodeJS.ProcessEnv): Handshake {
  if (env.TF_PLUGIN_MAGIC_COOKIE !== MAGIC_COOKIE) {
    throw new StartError(
      "This is a Terraform provider: Terraform starts it by itself. To debug it, start it with --debug.",
      "user",
    );
  }
  refuseOtherProtocols(env.PLUGIN_PROTOCOL_VERSIONS ?? "");
  return { clientCertificate: readClientCertificate(env) };
}

/**
 * The line that tells Terraform where and how to connect: exactly six fields, the last one our certificate in base64
 * without padding, or empty in plain text. A seventh field would be taken for part of the certificate by go-plugin 1.4.
 */
export function handshakeLine({ network, address }: PluginAddress, certificate: Uint8Array | null): string {
  const encoded = certificate === null ? "" : Buffer.from(certificate).toString("base64").replace(/=+$/, "");
  return `${[CORE_PROTOCOL_VERSION, PROTOCOL_VERSION, network, address, "grpc", encoded].join("|")}\n`;
}

function refuseOtherProtocols(offered: string): void {
  const versions = offered.split(",").map((version) => version.trim());
  if (versions.includes(String(PROTOCOL_VERSION))) {
    return;
  }
  throw new StartError(
    `This provider speaks Terraform plugin protocol ${PROTOCOL_VERSION}; this Terraform offers ` +
      `${offered === "" ? "none by name" : offered}. Use Terraform 1.0 or newer, or OpenTofu.`,
  );
}

function readClientCertificate(env: NodeJS.ProcessEnv): Buffer | null {
  const pem = env.PLUGIN_CLIENT_CERT;
  if (pem) {
    const certificate = certificateFromPem(pem);
    if (certificate !== null) {
      return certificate;
    }
    throw new StartError(
      "PLUGIN_CLIENT_CERT holds no certificate in PEM form; the provider refuses to start.",
    );
  }
  if (env.TF_DISABLE_PLUGIN_TLS) {
    return null;
  }
  throw new StartError(
    "PLUGIN_CLIENT_CERT is missing, so Terraform could not be told from other programs; the provider refuses to " +
      "start. To run without TLS, set TF_DISABLE_PLUGIN_TLS=1.",
  );
}
