/** What {@link untilInterrupted} resolves to once Terraform is interrupted. */
export const INTERRUPTED = Symbol("interrupted");

/**
 * Waits for work, but no longer than until Terraform is interrupted. The answer then comes at once: the provider gives up
 * a handler that does not end with its signal, and with it what the handler knows of a job.
 */
export async function untilInterrupted<T>(
  signal: AbortSignal,
  work: Promise<T>,
): Promise<T | typeof INTERRUPTED> {
  let stop = () => {};
  const interrupted = new Promise<typeof INTERRUPTED>((resolve) => {
    stop = () => resolve(INTERRUPTED);
  });
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) {
    stop();
  }
  try {
    return await Promise.race([work, interrupted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
