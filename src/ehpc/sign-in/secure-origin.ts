import { parseEndpoint } from "../api/endpoint";

/** The scheme and host of a URL that secrets may be sent to: https, or http on this computer; `null` for any other. */
export function secureOrigin(text: string): string | null {
  if (!URL.canParse(text)) {
    return null;
  }
  try {
    return parseEndpoint(new URL(text).origin);
  } catch {
    return null;
  }
}
