import { createPrivateKey, X509Certificate } from "node:crypto";
import { createCertificate } from "../../../src/plugin/transport/certificate";

const NOW = new Date("2049-06-01T12:00:00Z");

describe("the certificate of a process", () => {
  const { der, privateKey } = createCertificate(NOW);
  const certificate = new X509Certificate(der);

  test("is for localhost, by the alternative name that Go asks for", () => {
    expect(certificate.subjectAltName).toBe("DNS:localhost");
    expect(certificate.subject).toBe("CN=localhost");
    expect(certificate.issuer).toBe("CN=localhost");
  });

  test("is signed by its own P-256 key", () => {
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.checkPrivateKey(createPrivateKey(privateKey))).toBe(true);
    expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: "prime256v1" });
  });

  test("may vouch for itself, and serve both ends of TLS", () => {
    expect(certificate.ca).toBe(true);
    expect([...certificate.keyUsage].sort()).toEqual(["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]);
  });

  test("is valid from half a minute before for a year, across the change of date formats in 2050", () => {
    expect(new Date(certificate.validFrom)).toEqual(new Date("2049-06-01T11:59:30Z"));
    expect(new Date(certificate.validTo)).toEqual(new Date("2050-06-01T12:00:00Z"));
  });

  test("is another one each time, with a positive serial number", () => {
    const others = Array.from({ length: 50 }, () => new X509Certificate(createCertificate(NOW).der));
    expect(new Set(others.map(({ serialNumber }) => serialNumber)).size).toBe(50);
    expect(new Set(others.map(({ fingerprint256 }) => fingerprint256)).size).toBe(50);
    for (const { serialNumber } of others) {
      expect(serialNumber).toMatch(/^[0-9A-F]{1,32}$/);
    }
  });
});
