/** Who reads why a start failed. */
export type Audience = "Terraform" | "user";

/**
 * A start that cannot succeed, with one line that says why.
 *
 * Terraform shows the first line of a plugin's stdout when it is no handshake, and hides stderr; so everything that
 * goes wrong under Terraform is said on stdout, and only a start by hand is answered on stderr.
 */
export class StartError extends Error {
  override readonly name = "StartError";

  /**
   * @param message - one line, without newline
   * @param audience - who has started the provider; @default "Terraform"
   */
  constructor(
    message: string,
    readonly audience: Audience = "Terraform",
  ) {
    super(message);
  }
}
