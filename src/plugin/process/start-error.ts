/** File descriptors a failed start may speak on. */
export const Descriptor = { stdout: 1, stderr: 2 } as const;

/**
 * A start that cannot succeed, with one line that tells the user why.
 *
 * Terraform shows the first line of a plugin's stdout when it is no handshake, and hides stderr; so everything that
 * goes wrong under Terraform is said on stdout, and only a start by hand is answered on stderr.
 */
export class StartError extends Error {
  override readonly name = "StartError";

  /**
   * @param message - one line, without newline
   * @param descriptor - where to print it; @default stdout
   */
  constructor(
    message: string,
    readonly descriptor: (typeof Descriptor)[keyof typeof Descriptor] = Descriptor.stdout,
  ) {
    super(message);
  }
}
