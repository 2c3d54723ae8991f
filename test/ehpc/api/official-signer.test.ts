import { OpenApiUtil } from "@alicloud/openapi-core";
import fc from "fast-check";
import { Secret } from "../../../src/base/secret";
import { SIGNATURE_ALGORITHM, signRequest } from "../../../src/ehpc/api/sign-request";

/** A fixed one, so that a run can be repeated; fast-check prints it with a counterexample. */
const SEED = 20240730;
const RUNS = 1_000;

/** The official signer does not encode the names of parameters, so these are names that encoding leaves as they are. */
const name = fc.stringMatching(/^[A-Za-z0-9_.~-]{1,20}$/).filter((text) => text !== "__proto__");
const printable = fc.stringMatching(/^[\x21-\x7e]{1,60}$/);

/** Every value that has a UTF-8 form: other scripts, emoji, control characters, what URLs reserve. */
const call = fc.record({
  method: fc.constantFrom("POST", "GET"),
  host: fc.domain(),
  action: fc.constantFrom("GetJob", "ListJobs", "GetJobLog", "Any"),
  version: fc.constantFrom("2024-07-30", "2018-04-12"),
  query: fc.dictionary(
    name,
    fc.oneof(fc.string({ unit: "binary" }), fc.json(), fc.stringMatching(/^[ !'()*+~%&=/?#[\]-]*$/)),
    { maxKeys: 12 },
  ),
});

test(`ours and that of the official SDK agree on ${RUNS} random requests (seed ${SEED})`, () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(
      call,
      printable,
      printable,
      fc.option(printable),
      fc.date({ noInvalidDate: true, min: new Date("2000-01-01"), max: new Date("2100-01-01") }),
      fc.uuid(),
      (request, accessKeyId, accessKeySecret, token, date, nonce) => {
        const credentials = {
          accessKeyId,
          accessKeySecret: new Secret(accessKeySecret),
          securityToken: token === null ? null : new Secret(token),
        };
        const { authorization, ...headers } = signRequest(request, credentials, date, nonce);
        const official = OpenApiUtil.getAuthorization(
          { method: request.method, pathname: "/", query: request.query, headers } as Parameters<
            typeof OpenApiUtil.getAuthorization
          >[0],
          SIGNATURE_ALGORITHM,
          headers["x-acs-content-sha256"] ?? "",
          accessKeyId,
          accessKeySecret,
        );
        expect(authorization).toBe(official);
        seen.add(official);
      },
    ),
    { seed: SEED, numRuns: RUNS },
  );
  expect(seen.size).toBe(RUNS);
});
