/**
 * Whether a time, as schedulers write it, tells a moment. They write "Unknown", "N/A" or the beginning of 1970 for what
 * has not happened or is not known, which is no more than an empty text.
 */
export function isKnownTime(time: string | null): time is string {
  const year = /^\s*(\d{4})-\d\d-\d\d/.exec(time ?? "")?.[1];
  return year !== undefined && Number(year) > 1970;
}
