import { retryAfterMs } from "../../../src/ehpc/api/retry-after";

test.each([
  [{ "x-acs-retry-after": "1500" }, 1_500],
  [{ "x-acs-retry-after": " 0 " }, 0],
  [{ "x-ratelimit-user-api": "Limit:1,Remain:0,TimeLeft:2000,Reset:1234" }, 2_000],
  [{ "x-ratelimit-user": "Limit:1, Remain:0, TimeLeft:300" }, 300],
  [{ "retry-after": "3" }, 3_000],
  [{ "x-acs-retry-after": "5", "x-ratelimit-user-api": "TimeLeft:7", "retry-after": "9" }, 5],
  [{ "x-ratelimit-user-api": "TimeLeft:7", "x-ratelimit-user": "TimeLeft:8", "retry-after": "9" }, 7],
  [{ "x-acs-retry-after": "soon", "retry-after": "9" }, 9_000],
])("%j asks to wait %d ms", (headers, ms) => expect(retryAfterMs(headers)).toBe(ms));

test.each([
  [{}],
  [{ "x-acs-retry-after": "-1" }],
  [{ "x-acs-retry-after": "1.5" }],
  [{ "x-ratelimit-user-api": "Limit:10,Remain:3,TimeLeft:2000" }],
  [{ "x-ratelimit-user-api": "Limit" }],
  [{ "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT" }],
])("%j asks for nothing", (headers) => expect(retryAfterMs(headers)).toBeNull());
