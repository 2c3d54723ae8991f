import { EhpcError } from "../../../src/base/errors";
import { Secret } from "../../../src/base/secret";
import type { CredentialSource, Credentials } from "../../../src/ehpc/api/credentials";
import { withCredentials } from "../../../src/ehpc/api/with-credentials";

const { signal } = new AbortController();
const expired = new EhpcError("invalid-security-token", "Expired.", { code: "InvalidSecurityToken.Expired" });
const malformed = new EhpcError("invalid-security-token", "No.", { code: "InvalidSecurityToken.Malformed" });

const set = (number: number): Credentials => ({
  accessKeyId: `STS.${number}`,
  accessKeySecret: new Secret("s"),
  securityToken: new Secret("t"),
});

/** A source that gives another set each time it was told of an expiry. */
function renewable() {
  let number = 1;
  const refused: string[] = [];
  const source: CredentialSource = Object.assign(async () => set(number), {
    expired: ({ accessKeyId }: Credentials) => {
      refused.push(accessKeyId);
      number += 1;
      return true;
    },
  });
  return { source, refused };
}

/** A call that fails so often with this error, and then tells what it was made with. */
function failing(times: number, error: EhpcError) {
  const made: string[] = [];
  return {
    made,
    call: async ({ accessKeyId }: Credentials) => {
      made.push(accessKeyId);
      if (made.length <= times) {
        throw error;
      }
      return accessKeyId;
    },
  };
}

test("a call that is refused as expired is made once more with other credentials", async () => {
  const { source, refused } = renewable();
  const { call, made } = failing(1, expired);
  await expect(withCredentials(source, signal, call)).resolves.toBe("STS.2");
  expect({ made, refused }).toEqual({ made: ["STS.1", "STS.2"], refused: ["STS.1"] });
});

test("it is not made a third time", async () => {
  const { source } = renewable();
  const { call, made } = failing(2, expired);
  await expect(withCredentials(source, signal, call)).rejects.toMatchObject({
    message: "Expired.",
    code: "InvalidSecurityToken.Expired",
    replaceable: true,
  });
  expect(made).toEqual(["STS.1", "STS.2"]);
});

test("another refusal stands", async () => {
  const { source, refused } = renewable();
  const { call, made } = failing(1, malformed);
  await expect(withCredentials(source, signal, call)).rejects.toBe(malformed);
  expect({ made, refused }).toEqual({ made: ["STS.1"], refused: [] });
});

test("credentials that cannot change are not tried twice", async () => {
  const { call, made } = failing(1, expired);
  await expect(withCredentials(async () => set(1), signal, call)).rejects.toBe(expired);
  expect(made).toEqual(["STS.1"]);
});

test.each([
  ["a code of its own", { code: "SecurityTokenExpired" }],
  ["a code in another case", { code: "invalidsecuritytoken.EXPIRED" }],
  ["the message alone", { code: "Forbidden", serviceMessage: "The security token has expired." }],
  ["the message, without a code", { serviceMessage: "Specified access key is expired" }],
])("an expiry is known by %s", async (_, details) => {
  const { source } = renewable();
  const { call } = failing(1, new EhpcError("forbidden", "No.", details));
  await expect(withCredentials(source, signal, call)).resolves.toBe("STS.2");
});

test.each([
  [
    "a request",
    new EhpcError("clock-skew", "No.", { serviceMessage: "The token's time stamp has expired." }),
  ],
  ["a cluster", new EhpcError("other", "No.", { serviceMessage: "The subscription has expired." })],
  ["a job", new EhpcError("job-not-found", "No.", { serviceMessage: "The session of the job expired." })],
])("what has expired of %s is another matter", async (_, error) => {
  const { source, refused } = renewable();
  const { call } = failing(1, error);
  await expect(withCredentials(source, signal, call)).rejects.toBe(error);
  expect(refused).toEqual([]);
});
