/**
 * Whether a scheduler's time is known. For an unknown time schedulers write "Unknown", "N/A", the beginning of 1970, or
 * nothing.
 */
export function isKnownTime(time: string | null): time is string {
  const year = /^\s*(\d{4})-\d\d-\d\d/.exec(time ?? "")?.[1];
  return year !== undefined && Number(year) > 1970;
}
