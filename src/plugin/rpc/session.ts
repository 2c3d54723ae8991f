import { setMaxListeners } from "node:events";
import type { HandlerContext, Report } from "../author/data-source";
import { DiagnosticError } from "../author/diagnostic";
import type { Provider } from "../author/provider";
import type { ServeContext } from "../process/service";

/**
 * One connection of Terraform between its requests: the client that `configure` made, and the switch that stops all
 * work. Each configuration replaces both.
 */
export class Session<Client> {
  #client: { readonly value: Client } | undefined;
  #work = startOfWork();

  constructor(
    readonly provider: Provider<Client>,
    readonly serving: ServeContext,
  ) {}

  /** Aborted by {@link stop}. */
  get signal(): AbortSignal {
    return this.#work.signal;
  }

  /** Resets the session to its initial state, without a stop and without a client. */
  restart(): void {
    this.#client = undefined;
    this.#work = startOfWork();
  }

  configured(client: Client): void {
    this.#client = { value: client };
  }

  /** Ends all work that is running: the user interrupted Terraform. */
  stop(): void {
    this.#work.abort();
  }

  /** What a handler works with, the client included. */
  context(report: Report): HandlerContext<Client> {
    if (this.#client === undefined) {
      throw new DiagnosticError({
        summary: "Provider Not Configured",
        detail:
          "Terraform asked for data before it configured the provider. This is a bug in Terraform. Try another release (terraform version shows the current one), and report the bug.",
      });
    }
    return { client: this.#client.value, ...this.tools(report) };
  }

  /** What a handler works with, before there is a client. */
  tools(report: Report): Omit<HandlerContext<Client>, "client"> {
    return {
      signal: this.signal,
      logger: this.serving.logger,
      warn: (diagnostic) => report({ severity: "warning", ...diagnostic }),
    };
  }
}

/** Every running request listens to it, up to -parallelism; that is not a leak. */
function startOfWork(): AbortController {
  const work = new AbortController();
  setMaxListeners(0, work.signal);
  return work;
}
