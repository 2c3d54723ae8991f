import { NotationError } from "./notation-error";

const TIMESTAMP = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d+)?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/**
 * Reads a time in the form of RFC 3339, such as `2024-08-20T02:54:46Z` or `2024-08-20T10:54:46.5+08:00`.
 *
 * @returns Unix seconds, with a fraction where there is one
 * @throws NotationError for any other text, for a day that there is not, and for a leap second, which Unix time has not
 */
export function parseTimestamp(text: string): number {
  const [, date = "", hour, minute, second, fraction = "", sign, offsetHour = 0, offsetMinute = 0] =
    TIMESTAMP.exec(text) ?? [];
  if (date === "") {
    const reason =
      'is not an RFC 3339 time; examples are "2024-08-20T02:54:46Z" and "2024-08-20T10:54:46+08:00"';
    throw new NotationError(text, reason);
  }
  const midnight = Date.parse(`${date}T00:00:00Z`);
  // Date.parse takes 30 February for 1 March.
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== date) {
    throw new NotationError(text, "has a day that does not exist");
  }
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    throw new NotationError(text, "has a time of day that does not exist");
  }
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) {
    throw new NotationError(text, "has a time zone that does not exist");
  }
  const local = Number(hour) * 3_600 + Number(minute) * 60 + Number(second) + Number(`0${fraction}`);
  const ahead = (Number(offsetHour) * 3_600 + Number(offsetMinute) * 60) * (sign === "-" ? -1 : 1);
  return midnight / 1_000 + local - ahead;
}
