import { type Clock, systemClock } from "../../base/clock";
import { EhpcError } from "../../base/errors";
import { type Log, silentLog } from "../../base/log";
import type { CredentialSource } from "./credentials";
import { parseEndpoint } from "./endpoint";
import type { Environment } from "./environment";

export interface ClientOptions {
  /** URL of the endpoint: `endpointOf(region)`, or another that `parseEndpoint` accepts. */
  endpoint: string;
  credentials: CredentialSource;
  /** For finding the host, connecting and the TLS handshake together. @default 60000 */
  connectTimeoutMs?: number;
  /** For the answer, from the connection to its last byte. @default 60000 */
  readTimeoutMs?: number;
  /** No repetition of a failed call begins later than this after its beginning. @default 60000 */
  maxRetryMs?: number;
  /** @default "cdktf-provider-ehpc" */
  userAgent?: string;
  /**
   * Where proxies (HTTPS_PROXY, NO_PROXY) and further certificates (SSL_CERT_FILE, SSL_CERT_DIR) are named.
   * @default nowhere
   */
  environment?: Environment;
  /** @default nothing is logged */
  log?: Log;
  /** @default the computer's clock */
  clock?: Clock;
  /** A number from 0 up to 1, for jitter. @default Math.random */
  random?: () => number;
}

/** What a client works with: its options, checked, and the defaults of those that were not given. */
export type ClientSettings = Readonly<Required<ClientOptions>>;

const DEFAULTS = {
  connectTimeoutMs: 60_000,
  readTimeoutMs: 60_000,
  maxRetryMs: 60_000,
  userAgent: "cdktf-provider-ehpc",
} as const;

/** `setTimeout` takes no longer time; it would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Checks options. Throws kind `configuration` for an endpoint or a time that cannot be used. */
export function readClientOptions(options: ClientOptions): ClientSettings {
  return {
    endpoint: parseEndpoint(options.endpoint),
    credentials: options.credentials,
    connectTimeoutMs: readTime("connectTimeoutMs", options.connectTimeoutMs ?? DEFAULTS.connectTimeoutMs, 1),
    readTimeoutMs: readTime("readTimeoutMs", options.readTimeoutMs ?? DEFAULTS.readTimeoutMs, 1),
    maxRetryMs: readTime("maxRetryMs", options.maxRetryMs ?? DEFAULTS.maxRetryMs, 0),
    userAgent: headerText(options.userAgent ?? DEFAULTS.userAgent),
    environment: options.environment ?? {},
    log: options.log ?? silentLog,
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
  };
}

/** A time in milliseconds that a timer can take. Throws kind `configuration` for one below `least`. */
export function readTime(parameter: string, ms: number, least: number): number {
  if (Number.isFinite(ms) && ms >= least) {
    return Math.min(ms, MAX_TIMER_MS);
  }
  throw new EhpcError("configuration", `${parameter} must be at least ${least} ms.`, { parameter });
}

/** The text without what an HTTP header cannot hold. */
function headerText(text: string): string {
  return text
    .replace(/[^\x21-\x7e]+/g, " ")
    .trim()
    .slice(0, 2_048);
}
