import { createCertificate } from "../../../src/plugin/transport/certificate";
import { certificateFromPem, certificateToPem } from "../../../src/plugin/transport/pem";

describe("PEM", () => {
  test("gives a certificate back as it was", () => {
    const { der } = createCertificate(new Date());
    const pem = certificateToPem(der);
    expect(certificateFromPem(pem)).toEqual(der);
    for (const line of pem.trimEnd().split("\n")) {
      expect(line.length).toBeLessThanOrEqual(64);
    }
  });

  test("may have text around it and Windows line ends", () => {
    const { der } = createCertificate(new Date());
    const pem = `a comment\r\n${certificateToPem(der).replaceAll("\n", "\r\n")}`;
    expect(certificateFromPem(pem)).toEqual(der);
  });

  test.each(["", "hello", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"])(
    "that holds no certificate is null: %j",
    (text) => {
      expect(certificateFromPem(text)).toBeNull();
    },
  );
});
