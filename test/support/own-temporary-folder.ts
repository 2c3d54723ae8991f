import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Circus } from "@jest/types";
import { TestEnvironment } from "jest-environment-node";

/** What tools of the tests leave in the temporary folder by themselves: cdktf's `Testing.app`, and tsx's cache. */
const LEFT_BY_TOOLS = /^(?:cdktf\.outdir\.|tsx-)/;

/**
 * Gives each test file a temporary folder of its own, which goes when the file is done. A file that leaves something of
 * its own or of the product's in there fails.
 */
export default class OwnTemporaryFolder extends TestEnvironment {
  readonly #outer: string | undefined;
  readonly #own: string = "";

  constructor(...args: ConstructorParameters<typeof TestEnvironment>) {
    const outer = process.env.TMPDIR;
    // Short, as sockets in it have paths of 100 characters at the most. Node.js asks this process, not the sandbox.
    const own = mkdtempSync(join(tmpdir(), "t-"));
    process.env.TMPDIR = own;
    super(...args);
    this.#outer = outer;
    this.#own = own;
  }

  /** Jest shows such an error beside the results of the tests. One that `teardown` throws takes their place. */
  handleTestEvent(event: Circus.Event, state: Circus.State): void {
    if (event.name !== "run_finish") {
      return;
    }
    const left = readdirSync(this.#own).filter((name) => !LEFT_BY_TOOLS.test(name));
    if (left.length === 0) {
      return;
    }
    const error = new Error(`The test file leaves this in the temporary folder: ${left.join(", ")}`);
    // Nothing in the file is the place of it.
    error.stack = error.message;
    state.unhandledErrors.push(error);
  }

  override async teardown(): Promise<void> {
    await super.teardown();
    if (this.#outer === undefined) {
      delete process.env.TMPDIR;
    } else {
      process.env.TMPDIR = this.#outer;
    }
    rmSync(this.#own, { recursive: true, force: true });
  }
}
