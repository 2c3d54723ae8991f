import { randomUUID } from "node:crypto";
import { request as httpRequest } from "node:http";
import { Secret } from "../../../src/base/secret";
import { canonicalQuery, canonicalRequest } from "../../../src/ehpc/api/canonical-request";
import { signatureOf, signRequest } from "../../../src/ehpc/api/sign-request";
import { type Emulator, startEmulator } from "../../../src/emulator/emulator";

const scenario = { clusters: { c: { jobs: { "1[3].m": { info: { State: "Running" } } } } } };
const now = new Date("2026-01-14T08:00:00Z");
const query = { ClusterId: "c", JobId: "1[3].m" };

let time = now;
let emulator: Emulator;

beforeEach(async () => {
  time = now;
  emulator = await startEmulator({ scenario, clock: { now: () => time, monotonicMs: () => 0 } });
});
afterEach(() => emulator.close());

/** What a request is made of; each test changes one thing. */
interface Parts {
  id?: string;
  secret?: string;
  token?: string;
  date?: Date;
  nonce?: string;
  action?: string;
  version?: string;
  query?: Record<string, string>;
  /** Changes the request after it was signed. */
  alter?: (sent: { headers: Record<string, string>; target: string; body: string; method: string }) => void;
}

async function send(parts: Parts = {}): Promise<{ status: number; code: string | undefined; body: string }> {
  const { host } = new URL(emulator.endpoint);
  const call = {
    method: "POST" as const,
    host,
    action: parts.action ?? "GetJob",
    version: parts.version ?? "2024-07-30",
    query: parts.query ?? query,
  };
  const credentials = {
    accessKeyId: parts.id ?? emulator.accessKeyId,
    accessKeySecret: new Secret(parts.secret ?? emulator.accessKeySecret),
    securityToken: parts.token === undefined ? null : new Secret(parts.token),
  };
  const sent = {
    headers: signRequest(call, credentials, parts.date ?? now, parts.nonce ?? randomUUID()),
    target: `/?${canonicalQuery(call.query)}`,
    body: "",
    method: "POST",
  };
  parts.alter?.(sent);
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(emulator.endpoint, {
      method: sent.method,
      path: sent.target,
      headers: sent.headers,
      agent: false,
    });
    outgoing.once("error", reject);
    outgoing.once("response", async (response) => {
      let body = "";
      for await (const chunk of response) {
        body += chunk;
      }
      const { Code: code } = JSON.parse(body) as { Code?: string };
      resolve({ status: response.statusCode ?? 0, code, body });
    });
    outgoing.end(sent.body);
  });
}

const refusals: [what: string, parts: Parts, status: number, code: string][] = [
  ["another key id", { id: "Other" }, 404, "InvalidAccessKeyId.NotFound"],
  ["a wrong secret", { secret: "wrong" }, 400, "SignatureDoesNotMatch"],
  [
    "an altered query",
    {
      alter: (sent) => {
        sent.target = "/?ClusterId=c&JobId=2";
      },
    },
    400,
    "SignatureDoesNotMatch",
  ],
  [
    "a query with more in it",
    {
      alter: (sent) => {
        sent.target += "&X=1";
      },
    },
    400,
    "SignatureDoesNotMatch",
  ],
  [
    "an altered header",
    {
      alter: (sent) => {
        sent.headers["x-acs-action"] = "DeleteJobs";
      },
    },
    400,
    "SignatureDoesNotMatch",
  ],
  [
    "another method than was signed",
    {
      alter: (sent) => {
        sent.method = "GET";
      },
    },
    400,
    "SignatureDoesNotMatch",
  ],
  [
    "another body than was signed",
    {
      alter: (sent) => {
        sent.body = "x";
      },
    },
    400,
    "SignatureDoesNotMatch",
  ],
  [
    "a host that was not signed",
    {
      alter: (sent) => {
        sent.headers.host = "example.com";
      },
    },
    400,
    "SignatureDoesNotMatch",
  ],
  [
    "an x-acs header that was not signed",
    {
      alter: (sent) => {
        sent.headers["x-acs-more"] = "1";
      },
    },
    400,
    "IncompleteSignature",
  ],
  [
    "a content type that was not signed",
    {
      alter: (sent) => {
        sent.headers["content-type"] = "a/b";
      },
    },
    400,
    "IncompleteSignature",
  ],
  [
    "no authorization",
    {
      alter: (sent) => {
        delete sent.headers.authorization;
      },
    },
    400,
    "IncompleteSignature",
  ],
  [
    "no nonce",
    {
      alter: (sent) => {
        delete sent.headers["x-acs-signature-nonce"];
      },
    },
    400,
    "MissingParameter",
  ],
  ["a date 16 minutes ago", { date: new Date(now.getTime() - 16 * 60_000) }, 400, "IllegalTimestamp"],
  ["a date in 16 minutes", { date: new Date(now.getTime() + 16 * 60_000) }, 400, "IllegalTimestamp"],
  ["an operation that is not there", { action: "DeleteJobs" }, 404, "InvalidAction.NotFound"],
  ["the API version of 2018", { version: "2018-04-12" }, 400, "InvalidVersion"],
  ["no job id", { query: { ClusterId: "c" } }, 400, "MissingParameter"],
  ["no cluster id", { query: { JobId: "1" } }, 400, "MissingParameter"],
  ["an empty job id", { query: { ClusterId: "c", JobId: "" } }, 400, "InvalidParams"],
];

it("accepts a correctly signed request", async () => {
  expect(await send()).toMatchObject({ status: 200, code: undefined });
});

it.each(refusals)("refuses %s", async (_what, parts, status, code) => {
  expect(await send(parts)).toMatchObject({ status, code });
  expect(emulator.calls.at(-1)).toMatchObject({ status, code });
});

it("answers errors in the service's form", async () => {
  const { body } = await send({ id: "Other" });
  expect(JSON.parse(body)).toEqual({
    RequestId: expect.stringMatching(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/),
    HostId: new URL(emulator.endpoint).host,
    Code: "InvalidAccessKeyId.NotFound",
    Message: expect.any(String),
    Recommend: expect.stringContaining("troubleshoot?q=InvalidAccessKeyId.NotFound"),
  });
});

it("accepts a date up to 15 minutes off", async () => {
  for (const minutes of [-14, 14]) {
    expect((await send({ date: new Date(now.getTime() + minutes * 60_000) })).status).toBe(200);
  }
});

it("refuses a repeated nonce for as long as the request could be valid", async () => {
  expect((await send({ nonce: "once" })).status).toBe(200);
  expect((await send({ nonce: "once" })).code).toBe("SignatureNonceUsed");
  time = new Date(now.getTime() + 31 * 60_000);
  expect((await send({ nonce: "once", date: time })).status).toBe(200);
});

it("remembers a nonce for 30 minutes: a request may be early by 15 and be repeated until it is late by 15", async () => {
  const date = new Date(now.getTime() + 14 * 60_000);
  expect((await send({ nonce: "early", date })).status).toBe(200);
  time = new Date(now.getTime() + 28 * 60_000);
  expect((await send({ nonce: "early", date })).code).toBe("SignatureNonceUsed");
});

it.each(["host", "x-acs-date", "x-acs-action"])("refuses a signature that leaves out %s", async (name) => {
  const leaveOut: Parts["alter"] = ({ headers, target }) => {
    const signed = Object.fromEntries(
      Object.entries({ ...headers, host: new URL(emulator.endpoint).host }).filter(
        ([header]) => header !== name && header !== "authorization",
      ),
    );
    const canonical = canonicalRequest({
      method: "POST",
      path: "/",
      query: new Map(new URLSearchParams(target.slice(2))),
      headers: signed,
      bodySha256: headers["x-acs-content-sha256"] ?? "",
    });
    headers.authorization = [
      `ACS3-HMAC-SHA256 Credential=${emulator.accessKeyId}`,
      `SignedHeaders=${Object.keys(signed).sort().join(";")}`,
      `Signature=${signatureOf(canonical, new Secret(emulator.accessKeySecret))}`,
    ].join(",");
  };
  expect(await send({ alter: leaveOut })).toMatchObject({ status: 400, code: "IncompleteSignature" });
});

it("does not use up a nonce for a request with a wrong signature", async () => {
  expect((await send({ nonce: "n", secret: "wrong" })).code).toBe("SignatureDoesNotMatch");
  expect((await send({ nonce: "n" })).status).toBe(200);
});

it("requires the STS token of the scenario", async () => {
  emulator.update({ ...scenario, securityToken: "T0ken" });
  expect((await send()).code).toBe("MissingSecurityToken");
  expect((await send({ token: "other" })).code).toBe("InvalidSecurityToken.Malformed");
  expect((await send({ token: "T0ken" })).status).toBe(200);
});

it.each(["JobId=other", "JobId=1%5B3%5D.m", "%4aobId=other"])(
  "refuses a parameter that is there twice: %s",
  async (twice) => {
    for (const place of ["before", "after"]) {
      const alter: Parts["alter"] = (sent) => {
        const signed = sent.target.slice(2);
        sent.target = `/?${place === "before" ? `${twice}&${signed}` : `${signed}&${twice}`}`;
      };
      expect(await send({ alter })).toMatchObject({ status: 400, code: "InvalidParams" });
    }
  },
);

it("withstands a query that cannot be decoded", async () => {
  const alter: Parts["alter"] = (sent) => {
    sent.target = "/?ClusterId=%E0%A4%A";
  };
  expect((await send({ alter })).status).toBe(400);
});
