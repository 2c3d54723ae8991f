import fc from "fast-check";
import { EhpcError } from "../../../src/base/errors";
import { Secret } from "../../../src/base/secret";
import { readAnswer } from "../../../src/ehpc/api/read-answer";

const credentials = { accessKeyId: "AK", accessKeySecret: new Secret("topsecret"), securityToken: null };

function failure(status: number, body: string, headers: Record<string, string> = {}): EhpcError {
  try {
    readAnswer({ status, body, headers }, credentials, { aboutJob: true });
  } catch (error) {
    if (error instanceof EhpcError) {
      return error;
    }
    throw error;
  }
  throw new Error("it is an answer");
}

function refusal(status: number, code: string, message: string): EhpcError {
  return failure(status, JSON.stringify({ RequestId: "R-1", HostId: "h", Code: code, Message: message }));
}

describe("a success", () => {
  it.each(["true", '"true"', '"True"'])("is read with Success %s", (success) => {
    const body = `\uFEFF{"RequestId":"R-1","JobInfo":{"JobId":"1"},"Success":${success}}\n`;
    const { requestId, members } = readAnswer({ status: 200, body, headers: {} }, credentials, {
      aboutJob: true,
    });
    expect(requestId).toBe("R-1");
    expect(members.has("JobInfo")).toBe(true);
  });
});

describe("a refusal", () => {
  it("says code, status, request and the service's words in one line", () => {
    const error = refusal(404, "ClusterNotFound", "The specified\ncluster does not exist.");
    expect(error.message).toBe(
      'The cluster does not exist in this region (ClusterNotFound, HTTP 404, request R-1). E-HPC says: "The specified cluster does not exist."',
    );
    expect(error).toMatchObject({
      kind: "cluster-not-found",
      code: "ClusterNotFound",
      httpStatus: 404,
      requestId: "R-1",
      serviceMessage: "The specified cluster does not exist.",
      parameter: "ClusterId",
      transient: false,
    });
  });

  it("may write its members in lower case", () => {
    const error = failure(403, '{"requestId":"R","code":"InvalidClusterStatus","message":"m"}');
    expect(error).toMatchObject({ kind: "invalid-cluster-status", requestId: "R", serviceMessage: "m" });
  });

  it("may be XML", () => {
    const error = failure(
      400,
      '<?xml version="1.0"?><Error><RequestId>R</RequestId><HostId>h</HostId><Code>Throttling.User</Code><Message>a &lt;b&gt; &amp;amp;</Message></Error>',
    );
    expect(error).toMatchObject({
      kind: "throttled",
      requestId: "R",
      serviceMessage: "a <b> &amp;",
      transient: true,
    });
  });

  it("may come with status 200, with a code or without one", () => {
    expect(failure(200, '{"RequestId":"R","Success":false,"Code":"DbError","Message":"m"}')).toMatchObject({
      kind: "service-fault",
      code: "DbError",
      transient: true,
    });
    expect(failure(200, '{"RequestId":"R","Success":"false"}')).toMatchObject({
      kind: "service-fault",
      code: null,
      requestId: "R",
      transient: true,
    });
    expect(failure(200, '{"RequestId":"R","Code":"ClusterNotFound","Message":"m"}').kind).toBe(
      "cluster-not-found",
    );
  });

  it("tells how long to wait, in milliseconds", () => {
    const body = '{"RequestId":"R","Code":"Throttling","Message":"m"}';
    expect(failure(400, body, { "x-acs-retry-after": "1500" }).retryAfterMs).toBe(1_500);
    expect(failure(400, body, { "x-acs-retry-after": "soon" }).retryAfterMs).toBeNull();
  });

  it("shows no secret that the service repeats", () => {
    const error = refusal(
      400,
      "SignatureDoesNotMatch",
      "key topsecret is wrong. Server string to sign is: x",
    );
    expect(error.message).not.toContain("topsecret");
    expect(JSON.stringify(error)).not.toContain("topsecret");
  });
});

describe("a secret that is part of what the service says", () => {
  function withSecret(secret: string, code: string, message: string): EhpcError {
    const key = { ...credentials, accessKeySecret: new Secret(secret) };
    const body = JSON.stringify({ RequestId: "R-1", Code: code, Message: message });
    try {
      readAnswer({ status: 400, body, headers: {} }, key, { aboutJob: true });
    } catch (error) {
      if (error instanceof EhpcError) {
        return error;
      }
    }
    throw new Error("it is an answer");
  }

  it("is masked, and does not change what it means", () => {
    expect(withSecret("S", "SignatureDoesNotMatch", "m")).toMatchObject({
      kind: "signature-mismatch",
      transient: false,
      code: "***ignatureDoesNotMatch",
    });
    expect(withSecret("I", "InvalidParams", "The specified parameter ClusterId is invalid.")).toMatchObject({
      kind: "invalid-params",
      serviceMessage: "The specified parameter Cluster***d is invalid.",
    });
  });

  it("is masked where it stands in place of a parameter's name", () => {
    const error = withSecret("topsecret", "InvalidParams", "The specified parameter topsecret is invalid.");
    expect(error).toMatchObject({ kind: "invalid-params", parameter: "***" });
    expect(JSON.stringify(error)).not.toContain("topsecret");
  });
});

it("says SignatureDoesNotMatch once: the same secret would be refused again", () => {
  expect(refusal(400, "SignatureDoesNotMatch", "m")).toMatchObject({
    kind: "signature-mismatch",
    transient: false,
  });
});

describe("the service's id of the call", () => {
  it("is told where the call did not succeed", () => {
    expect(failure(200, '{"RequestId":"R-1","Success":false}').message).toBe(
      "E-HPC reported that the call did not succeed (request R-1). It gave no reason.",
    );
  });

  it("comes from the header where the answer was cut off", () => {
    expect(failure(200, '{"RequestId":"R-1","JobIn', { "x-acs-request-id": "R-2" })).toMatchObject({
      requestId: "R-2",
      message: "The response was cut off (request R-2).",
    });
    expect(failure(200, '{"RequestId":"R-1","JobIn').message).toBe("The response was cut off.");
  });

  it("comes from the header where the body has none", () => {
    const headers = { "x-acs-request-id": "R-2\n" };
    expect(failure(503, '{"Code":"ServiceUnavailable","Message":"m"}', headers).requestId).toBe("R-2");
    expect(failure(200, '{"Success":false}', headers).requestId).toBe("R-2");
  });
});

describe("InvalidParams", () => {
  it.each([
    ["The specified parameter JobId is invalid.", "job-not-found", "JobId"],
    ["The specified parameter job_id is invalid.", "job-not-found", "JobId"],
    ["The specified parameter %s is invalid.", "job-not-found", "JobId"],
    ["", "job-not-found", "JobId"],
    ["The specified parameter ClusterId is invalid.", "invalid-params", "ClusterId"],
    ["The specified parameter PageSize is invalid.", "invalid-params", "PageSize"],
  ])("with the words %j is %s", (message, kind, parameter) => {
    expect(refusal(400, "InvalidParams", message)).toMatchObject({
      kind,
      parameter,
      code: "InvalidParams",
      transient: false,
    });
  });
});

describe("AgentError", () => {
  it.each([
    "The agent service request failed: qstat: Unknown Job Id 7.manager",
    "The agent service request failed: slurm_load_jobs error: Invalid job id specified",
    "The agent service request failed: job 7 not found",
    "The agent service request failed: job 7.manager does not exist",
    "The agent service request failed: Job: 1[3].manager is unknown",
    'The agent service request failed: job "7" could not be found',
    "The agent service request failed: job id 7 invalid",
  ])("with the words %j is a missing job and not repeated", (message) => {
    expect(refusal(406, "AgentError", message)).toMatchObject({
      kind: "job-not-found",
      code: "AgentError",
      transient: false,
    });
  });

  it.each([
    "The agent service request failed: timed out",
    "The agent service request failed: job list is empty",
    "The agent service request failed: get job 7: host not found",
    "The agent service request failed: get job 7 failed: connection to manager not found",
    "The agent service request failed: invalid job state",
    "",
  ])("with the words %j is a fault that may pass", (message) => {
    expect(refusal(406, "AgentError.Job.ListFailure", message)).toMatchObject({
      kind: "service-fault",
      transient: true,
    });
  });
});

describe("a code that is not known here", () => {
  it.each([
    [400, "other", false],
    [401, "forbidden", false],
    [403, "forbidden", false],
    [406, "service-fault", true],
    [429, "throttled", true],
    [500, "unavailable", true],
    [504, "unavailable", true],
  ])("is judged by HTTP %i: %s", (status, kind, transient) => {
    expect(refusal(status, "Strange.Code", "m")).toMatchObject({ kind, transient, code: "Strange.Code" });
  });
});

describe("what is no answer of the service", () => {
  it.each([
    [200, "<!DOCTYPE html><p>hi", "bad-answer", false, "an HTML page"],
    [200, "<rss/>", "bad-answer", false, "XML"],
    [200, "", "bad-answer", true, "an empty body"],
    [200, "hello", "bad-answer", false, "text that is not JSON"],
    [200, "[1]", "bad-answer", false, "JSON of an unexpected shape"],
    [200, '{"status":"ok"}', "bad-answer", false, "JSON of an unexpected shape"],
    [200, '"x"', "bad-answer", false, "JSON of an unexpected shape"],
    [200, '{"RequestId":"R","JobInfo":{"JobId', "bad-answer", true, "cut off"],
    [204, "", "bad-answer", false, "an empty body"],
    [302, "", "bad-answer", false, "a redirect"],
    [404, "<html>", "bad-answer", false, "an HTML page"],
    [407, "<html>", "bad-answer", false, "HTTP 407"],
    [429, "slow down", "throttled", true, "HTTP 429"],
    [502, "<html>Bad Gateway", "unavailable", true, "HTTP 502"],
    [503, "", "unavailable", true, "an empty body"],
  ])("HTTP %i with %j is %s", (status, body, kind, transient, says) => {
    expect(failure(status, body)).toMatchObject({ kind, transient, httpStatus: status });
    expect(failure(status, body).message).toContain(says);
  });
});

describe("an answer about a job that has completed opens nothing", () => {
  const JOB = '"JobInfo":{"JobId":"1","State":"Completed"}';
  const beside = (member: string) => failure(200, `{"RequestId":"R",${member},${JOB}}`);

  it.each(["false", "0", "1", '"no"', '"false"', '""', '"true "', '["false"]', '{"value":"false"}', "[]"])(
    "beside Success %s: that is no success, and the next answer may be one",
    (success) => {
      expect(beside(`"Success":${success}`)).toMatchObject({ kind: "service-fault", transient: true });
    },
  );

  it("beside any Success but true, a text that says so, or none", () => {
    const saysSo = (value: unknown) => value === true || (typeof value === "string" && /^true$/i.test(value));
    fc.assert(
      fc.property(
        fc.jsonValue().filter((value) => !saysSo(value)),
        (value) => {
          expect(beside(`"Success":${JSON.stringify(value)}`).kind).toBe("service-fault");
        },
      ),
    );
  });

  it.each([
    ['"Code":"DbError"', "service-fault"],
    ['"Code":"DbError","Success":true', "service-fault"],
    ['"code":"DbError","Message":"m"', "service-fault"],
    ['"CODE":"ClusterNotFound"', "cluster-not-found"],
    ['"Code":"Brand.New","Success":"true"', "other"],
    ['"Code":""', "service-fault"],
    ['"Code":0', "other"],
    ['"Code":200,"Success":true', "other"],
    ['"Code":false', "other"],
    ['"Code":[]', "other"],
  ])("beside %s, which is an error", (members, kind) => {
    expect(beside(members).kind).toBe(kind);
  });

  it("beside any Code but null", () => {
    fc.assert(
      fc.property(
        fc.jsonValue().filter((value) => value !== null),
        fc.boolean(),
        (code, success) => {
          const members = `"Code":${JSON.stringify(code)},"Success":${success}`;
          expect(beside(members)).toBeInstanceOf(EhpcError);
        },
      ),
    );
    const body = `{"RequestId":"R","Code":null,"Success":true,${JOB}}`;
    expect(readAnswer({ status: 200, body, headers: {} }, credentials, { aboutJob: true }).requestId).toBe(
      "R",
    );
  });

  it.each([
    ['"Success":false,"Success":true', "Success"],
    ['"Success":true,"success":true', "success"],
    ['"Code":"DbError","Code":null', "Code"],
    ['"JobInfo":{"JobId":"1","State":"Failed"}', "JobInfo"],
    ['"jobInfo":{}', "JobInfo"],
    ['"RequestId":"S"', "RequestId"],
  ])("beside %s, which stands there twice", (members, name) => {
    expect(beside(members)).toMatchObject({
      kind: "bad-answer",
      transient: true,
      message: `E-HPC returned a contradictory response (request ${name === "RequestId" ? "S" : "R"}). It has "${name}" twice.`,
    });
  });

  it.each([201, 202, 203, 206, 226])("with status %i", (status) => {
    expect(failure(status, `{"RequestId":"R","Success":true,${JOB}}`).kind).toBe("bad-answer");
  });
});

describe("an answer that is not valid JSON", () => {
  it.each([
    [
      '{"RequestId":"R","JobInfo":{"CommandLine":"a\nb"}}',
      "the string at character 42 holds a raw line break",
    ],
    ['{"RequestId":"R","JobInfo":{"Priority":005}}', "the number at character 39 begins with a zero"],
    ["{'RequestId': 'R'}", "a string expected at character 1"],
  ])("is told as such, and where: %j", (body, where) => {
    expect(failure(200, body, { "x-acs-request-id": "R-2" })).toMatchObject({
      kind: "bad-answer",
      transient: true,
      message: `The response is not valid JSON: ${where} (HTTP 200) (request R-2).`,
    });
  });
});
