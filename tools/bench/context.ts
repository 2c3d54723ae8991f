import type { LocalApi } from "./start-api";
import type { Subject } from "./subjects";

/** What every part of the bench has to do with. */
export interface Context {
  /** Path of Terraform. */
  readonly terraform: string;
  readonly subjects: readonly Subject[];
  /** Which subjects are not there, and why. */
  readonly absent: readonly string[];
  readonly api: LocalApi;
  /** Existing folder for what is of no use afterwards. */
  readonly work: string;
  /** Tells a person what goes on. */
  say(line: string): void;
}
