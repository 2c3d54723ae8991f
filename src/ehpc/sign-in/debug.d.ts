/** The part of `debug` (npm) that is used; it comes without types. */
declare module "debug" {
  /** Turns all its output off, whatever the environment variable DEBUG says. */
  export function disable(): string;
}
