import { isLiteral } from "./is-literal";

/** How long to wait, and how often to look meanwhile. */
export interface WaitTimes {
  readonly timeout?: string;
  readonly interval?: string;
}

const UNITS_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

const LONGEST_MS = 720 * 3_600_000;

/**
 * Refuses times that the provider would refuse: those that are not written as Terraform writes durations, such
 * as `90s` or `2h45m`, are not longer than zero, or are longer than 30 days. Values that only Terraform knows
 * are left to the provider.
 *
 * @param owner the construct that waits, as messages name it: `JobLookup "train"`
 * @throws Error that names the property
 */
export function checkWaitTimes(owner: string, times: WaitTimes): void {
  for (const name of ["timeout", "interval"] as const) {
    const text = times[name];
    if (text !== undefined && isLiteral(text) && !isWaitTime(text)) {
      throw new Error(
        `${owner}: wait.${name} must be a duration such as "90s" or "2h45m", longer than zero and 720h ` +
          `(30 days) at most, not ${JSON.stringify(text)}.`,
      );
    }
  }
}

// Units must be written: a number of plain JavaScript does not say whether it means seconds or milliseconds.
function isWaitTime(text: unknown): boolean {
  if (typeof text !== "string" || !/^\+?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:[num]s|µs|[smh]))+$/.test(text)) {
    return false;
  }
  const parts = [...text.matchAll(/([\d.]+)([^\d.]+)/g)];
  const ms = parts.reduce((sum, [, amount, unit = ""]) => sum + Number(amount) * (UNITS_MS[unit] ?? 0), 0);
  return ms > 0 && ms <= LONGEST_MS;
}
