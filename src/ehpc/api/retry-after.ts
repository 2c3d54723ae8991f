/** The headers of one answer, names in lower case. */
type Headers = Readonly<Record<string, string>>;

/**
 * How long an answer asks to wait before the call is made again, in milliseconds; `null` where it does not say.
 *
 * `x-acs-retry-after` comes first, in milliseconds as official clients read it; then `x-ratelimit-user-api` and
 * `x-ratelimit-user` of the older gateway (`Limit:1,Remain:0,TimeLeft:2000,Reset:1234`, `TimeLeft` in milliseconds),
 * as far as nothing remains; then `Retry-After` of whatever stands in between, in seconds (RFC 9110 section 10.2.3; its
 * other form, a date, is not used by any).
 */
export function retryAfterMs(headers: Headers): number | null {
  return (
    wholeNumber(headers["x-acs-retry-after"]) ??
    timeLeft(headers["x-ratelimit-user-api"]) ??
    timeLeft(headers["x-ratelimit-user"]) ??
    inMilliseconds(wholeNumber(headers["retry-after"]))
  );
}

function timeLeft(limit: string | undefined): number | null {
  if (limit === undefined) {
    return null;
  }
  const parts = new Map(
    limit.split(",").map((part) => {
      const [name = "", value = ""] = part.split(":");
      return [name.trim().toLowerCase(), value];
    }),
  );
  const remains = wholeNumber(parts.get("remain")) ?? 0;
  return remains > 0 ? null : wholeNumber(parts.get("timeleft"));
}

function inMilliseconds(seconds: number | null): number | null {
  return seconds === null ? null : seconds * 1_000;
}

function wholeNumber(text: string | undefined): number | null {
  const trimmed = text?.trim() ?? "";
  return /^\d{1,12}$/.test(trimmed) ? Number(trimmed) : null;
}
