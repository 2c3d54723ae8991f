import { EhpcError } from "../../base/errors";
import { Secret } from "../../base/secret";

/** What a request is signed with. */
export interface Credentials {
  accessKeyId: string;
  accessKeySecret: Secret;
  /** The STS token of temporary credentials. */
  securityToken: Secret | null;
}

/**
 * Yields credentials whenever a request is to be signed. A source that fetches them does so here, keeps them while
 * they are valid, and stops when `signal` is aborted; it rejects with an {@link EhpcError} of kind `credentials`.
 */
export interface CredentialSource {
  (signal: AbortSignal): Promise<Credentials>;
  /**
   * Reports that the service refused these credentials as expired. Returns whether the source can fetch others, which
   * the next call gets: then the refused call is worth repeating. A source of unchanging credentials lacks it.
   */
  readonly expired?: (refused: Credentials) => boolean;
}

/** Credentials as people write them. Surrounding blanks do not count, and a blank text is an absent one. */
export interface AccessKey {
  accessKeyId?: string | null;
  accessKeySecret?: string | null;
  securityToken?: string | null;
}

/**
 * A source that always yields the given access key.
 *
 * It rejects with kind `credentials`, and `parameter` naming the missing or unusable part (`accessKeyId`,
 * `accessKeySecret`, `securityToken`), when the key is absent, only half there, or holds characters that no access
 * key has.
 */
export function staticCredentials(key: AccessKey): CredentialSource {
  const accessKeyId = present(key.accessKeyId);
  const accessKeySecret = present(key.accessKeySecret);
  const securityToken = present(key.securityToken);
  let made: Credentials | undefined;
  return async () => {
    made ??= make();
    return made;
  };

  function make(): Credentials {
    if (accessKeyId === null && accessKeySecret === null) {
      throw refused(
        "accessKeyId",
        "There are no credentials: neither the access key ID nor its secret is set.",
      );
    }
    if (accessKeyId === null) {
      throw refused("accessKeyId", "The access key is incomplete: its secret is set, but its ID is not.");
    }
    if (accessKeySecret === null) {
      throw refused("accessKeySecret", "The access key is incomplete: its ID is set, but its secret is not.");
    }
    requirePrintable("accessKeyId", "access key ID", accessKeyId);
    requirePrintable("accessKeySecret", "access key secret", accessKeySecret);
    if (securityToken !== null) {
      requirePrintable("securityToken", "security token", securityToken);
    }
    return {
      accessKeyId,
      accessKeySecret: new Secret(accessKeySecret),
      securityToken: securityToken === null ? null : new Secret(securityToken),
    };
  }
}

/** The text without surrounding blanks; `null` where nothing is left. */
export function present(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? "";
  return trimmed === "" ? null : trimmed;
}

/** Whether a text can be a part of an access key, and so of an HTTP header. */
export function isKeyText(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

/** What is wrong with a text that is not {@link isKeyText}, after what it is called. */
export const NO_KEY_TEXT =
  "contains spaces, line breaks or non-ASCII characters; it was probably truncated or copied incorrectly.";

function requirePrintable(parameter: keyof AccessKey, name: string, text: string): void {
  if (!isKeyText(text)) {
    throw refused(parameter, `The ${name} ${NO_KEY_TEXT}`);
  }
}

function refused(parameter: keyof AccessKey, message: string): EhpcError {
  return new EhpcError("credentials", message, { parameter });
}
