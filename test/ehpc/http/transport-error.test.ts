import { errorOfTransport } from "../../../src/ehpc/http/transport-error";

const withCode = (code: string, message = "") => Object.assign(new Error(message), { code });

it.each([
  ["ENOTFOUND", "unknown-host", false],
  ["EAI_AGAIN", "unreachable", true],
  ["ECONNREFUSED", "unreachable", true],
  ["EHOSTUNREACH", "unreachable", true],
  ["ECONNRESET", "unreachable", true],
  ["EPIPE", "unreachable", true],
  ["ETIMEDOUT", "timeout", true],
  ["HPE_INVALID_CONSTANT", "bad-answer", false],
  ["HPE_INVALID_EOF_STATE", "bad-answer", true],
  ["Z_DATA_ERROR", "bad-answer", false],
  ["ERR__ERROR_FORMAT_PADDING_1", "bad-answer", false],
  ["Z_BUF_ERROR", "bad-answer", true],
  ["EPROTO", "tls", false],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "tls", false],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls", false],
  ["CERT_HAS_EXPIRED", "tls", false],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls", false],
  ["EMFILE", "other", false],
  ["constructor", "other", false],
])("%s is %s", (code, kind, transient) => {
  expect(errorOfTransport(withCode(code))).toMatchObject({ kind, transient });
});

it("finds the code of what is wrapped", () => {
  const attempts = Object.assign(new AggregateError([withCode("ECONNREFUSED")]), { code: "ERR_NETWORK" });
  expect(errorOfTransport(attempts)).toMatchObject({ kind: "unreachable", code: "ECONNREFUSED" });
  const wrapped = Object.assign(new Error("x", { cause: withCode("ENOTFOUND") }), {
    code: "ERR_BAD_REQUEST",
  });
  expect(errorOfTransport(wrapped)).toMatchObject({ kind: "unknown-host", code: "ENOTFOUND" });
});

it("takes over nothing but the code", () => {
  const error = Object.assign(withCode("ECONNRESET", "POST https://h/?JobId=1 Signature=abc"), {
    config: { headers: { authorization: "Signature=abc" } },
  });
  const shown = errorOfTransport(error);
  expect(`${shown.message}${JSON.stringify(shown)}${shown.cause}`).not.toMatch(/JobId|Signature/);
});

it.each([undefined, null, "text", 7, {}])("makes an error even of %p", (thrown) => {
  expect(errorOfTransport(thrown)).toMatchObject({ kind: "other", code: null });
});
