import { terraformEnvironment } from "../../../scripts/terraform/plugin-environment";
import { handshakeLine, readHandshake } from "../../../src/plugin/process/handshake";
import { StartError } from "../../../src/plugin/process/start-error";
import { createCertificate } from "../../../src/plugin/transport/certificate";
import { certificateToPem } from "../../../src/plugin/transport/pem";

describe("reading the handshake", () => {
  test("takes the certificate of the one client to let in", () => {
    const { der } = createCertificate(new Date());
    const env = terraformEnvironment({ PLUGIN_CLIENT_CERT: certificateToPem(der) });
    expect(readHandshake(env)).toEqual({ clientCertificate: der });
  });

  test.each(["6", "5,6", "6,5", "5, 6, 7"])("finds protocol 6 in %j", (versions) => {
    expect(() => readHandshake(terraformEnvironment({ PLUGIN_PROTOCOL_VERSIONS: versions }))).not.toThrow();
  });

  test.each(["5", "", "16", "66", undefined])("refuses %j, which offers no protocol 6", (versions) => {
    expect(() => readHandshake(terraformEnvironment({ PLUGIN_PROTOCOL_VERSIONS: versions }))).toThrow(
      /speaks Terraform plugin protocol 6/,
    );
  });

  test("allows plain text only where TLS is switched off", () => {
    const noCertificate = { PLUGIN_CLIENT_CERT: undefined };
    expect(readHandshake(terraformEnvironment({ ...noCertificate, TF_DISABLE_PLUGIN_TLS: "1" }))).toEqual({
      clientCertificate: null,
    });
    for (const off of [undefined, ""]) {
      const env = terraformEnvironment({ ...noCertificate, TF_DISABLE_PLUGIN_TLS: off });
      expect(() => readHandshake(env)).toThrow(/refuses to start/);
    }
  });

  test("keeps to TLS when there is a certificate, whatever else is set", () => {
    const { clientCertificate } = readHandshake(terraformEnvironment({ TF_DISABLE_PLUGIN_TLS: "1" }));
    expect(clientCertificate).not.toBeNull();
  });

  test("answers a start by hand on stderr, everything else on stdout", () => {
    const audienceOf = (changes: Record<string, string | undefined>) => {
      try {
        readHandshake(terraformEnvironment(changes));
        return null;
      } catch (error) {
        return error instanceof StartError ? error.audience : null;
      }
    };
    expect(audienceOf({ TF_PLUGIN_MAGIC_COOKIE: undefined })).toBe("user");
    expect(audienceOf({ PLUGIN_PROTOCOL_VERSIONS: "5" })).toBe("Terraform");
  });
});

describe("the handshake line", () => {
  test("has six fields, with base64 without padding", () => {
    const line = handshakeLine({ network: "unix", address: "/tmp/s" }, Buffer.from([1]));
    expect(line).toBe("1|6|unix|/tmp/s|grpc|AQ\n");
  });

  test("has an empty sixth field in plain text", () => {
    expect(handshakeLine({ network: "tcp", address: "127.0.0.1:10000" }, null)).toBe(
      "1|6|tcp|127.0.0.1:10000|grpc|\n",
    );
  });
});
