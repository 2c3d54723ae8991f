import type { HttpAnswer } from "../../../src/ehpc/http/http";
import type { Trouble } from "./make-life";

/** An answer that is the same whatever was asked for; `null` where the trouble is of another kind. */
export function refusalOf(trouble: Trouble | null): HttpAnswer | null {
  switch (trouble) {
    case "html":
      return text("<html><body>Completed</body></html>");
    case "throttled":
      return {
        ...refused(429, "Throttling.User", "Request was denied due to user flow control."),
        headers: { "x-acs-retry-after": "2000" },
      };
    case "unavailable":
      return refused(503, "ServiceUnavailable", "The request has failed.");
    case "no success":
      return ok({ Success: "false" });
    case "not found":
      return refused(400, "InvalidParams", "The specified parameter JobId is invalid.");
    case "agent: not found":
      return refused(406, "AgentError", "qstat: Invalid job id specified");
    case "empty":
      return ok({ JobInfo: {} });
    case "conflict":
      return refused(409, "ConflictOpt", "Another operation is under way.");
    case "expired":
      return refused(403, "InvalidSecurityToken.Expired", "The security token has expired.");
    case "forbidden":
      return refused(403, "Forbidden.RAM", "User not authorized.");
    default:
      return null;
  }
}

/** The answer of a service that refuses. */
export function refused(status: number, Code: string, Message: string): HttpAnswer {
  return { status, headers: {}, body: JSON.stringify({ RequestId: "R", Code, Message }) };
}

/** The answer of a success. */
export function ok(members: object): HttpAnswer {
  return text(JSON.stringify({ RequestId: "R", Success: true, ...members }));
}

/** An answer with this body, whatever it is. */
export function text(body: string): HttpAnswer {
  return { status: 200, headers: {}, body };
}
