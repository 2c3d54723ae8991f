import { EhpcError } from "../../../src/base/errors";
import { timeLimits } from "../../../src/ehpc/api/time-limits";

test("given limits come before the environment, and unset ones are left out", () => {
  const environment = {
    CLIENT_CONNECT_TIMEOUT: " 100 ",
    CLIENT_READ_TIMEOUT: "200",
    MAX_RETRY_TIMEOUT: "3",
  };
  expect(timeLimits({}, environment)).toEqual({
    connectTimeoutMs: 100,
    readTimeoutMs: 200,
    maxRetryMs: 3_000,
  });
  expect(timeLimits({ connectTimeout: 1, readTimeout: 2, maxRetryTimeout: 4 }, environment)).toEqual({
    connectTimeoutMs: 1,
    readTimeoutMs: 2,
    maxRetryMs: 4_000,
  });
  expect(timeLimits({ connectTimeout: null }, {})).toEqual({});
});

test("0 seconds of repeating are the default, as in the alicloud provider", () => {
  expect(timeLimits({ maxRetryTimeout: 0 }, { MAX_RETRY_TIMEOUT: "5" })).toEqual({});
  expect(timeLimits({}, { MAX_RETRY_TIMEOUT: "0" })).toEqual({});
});

test.each([
  ["CLIENT_CONNECT_TIMEOUT", "0", "connectTimeout", "milliseconds, at least 1"],
  ["CLIENT_READ_TIMEOUT", "60s", "readTimeout", "milliseconds, at least 1"],
  ["MAX_RETRY_TIMEOUT", "-1", "maxRetryTimeout", "seconds, at least 0"],
  ["MAX_RETRY_TIMEOUT", "1.5", "maxRetryTimeout", "seconds, at least 0"],
])("%s=%s is refused", (variable, text, parameter, what) => {
  const limits = () => timeLimits({}, { [variable]: text });
  expect(limits).toThrow(EhpcError);
  expect(limits).toThrow(
    expect.objectContaining({
      kind: "configuration",
      parameter,
      message: `The environment variable ${variable} must be a whole number of ${what}.`,
    }),
  );
});
