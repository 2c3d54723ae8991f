const ARMOUR = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/;

/** The first certificate of a PEM text as DER, or null when there is none. Source: RFC 7468. */
export function certificateFromPem(pem: string): Buffer | null {
  const body = ARMOUR.exec(pem)?.[1];
  return body === undefined ? null : Buffer.from(body, "base64");
}

/** A DER certificate as PEM. */
export function certificateToPem(der: Uint8Array): string {
  const lines = Buffer.from(der).toString("base64").replace(/.{64}/g, "$&\n").trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
