import { randomUUID } from "node:crypto";
import type { Json, ScriptedError } from "../scenario/scenario";
import { documentedErrors } from "./documented-errors";

/** An answer before it is sent. */
export interface Answer {
  status: number;
  body: string;
  headers: Record<string, string>;
}

/** A request's refusal, thrown by its checks. */
export class Refused extends Error {
  /** @param detail replaces the documented message of the code. */
  constructor(
    readonly code: string,
    readonly detail?: string,
  ) {
    super(detail ?? code);
  }

  /** The response for this error. */
  answer(host: string): Answer {
    return errorAnswer(
      { code: this.code, ...(this.detail === undefined ? {} : { message: this.detail }) },
      host,
    );
  }
}

/** The error for an invalid value of a parameter. */
export function invalidParameter(name: string): Refused {
  return new Refused("InvalidParams", `The specified parameter ${name} is invalid.`);
}

/**
 * A successful answer with these members beside `RequestId`.
 *
 * @param encoded further members, as JSON text
 */
export function jsonAnswer(
  members: Readonly<Record<string, Json>>,
  encoded: Readonly<Record<string, string>> = {},
): Answer {
  const requestId = newRequestId();
  const answer = withRequestId(200, requestId, { RequestId: requestId, ...members });
  const further = Object.entries(encoded).map(([name, json]) => `,${JSON.stringify(name)}:${json}`);
  return { ...answer, body: `${answer.body.slice(0, -1)}${further.join("")}}` };
}

/** A body as it is. */
export function verbatimAnswer(body: string): Answer {
  return { status: 200, body, headers: { "content-type": "application/json;charset=utf-8" } };
}

/** An error in the service's form: RequestId, HostId, Code, Message, Recommend. */
export function errorAnswer(error: ScriptedError, host: string): Answer {
  const documented = Object.hasOwn(documentedErrors, error.code) ? documentedErrors[error.code] : undefined;
  const requestId = newRequestId();
  const query = new URLSearchParams({ q: error.code, product: "EHPC", requestId });
  const answer = withRequestId(error.httpStatus ?? documented?.httpStatus ?? 400, requestId, {
    RequestId: requestId,
    HostId: host,
    Code: error.code,
    Message: error.message ?? documented?.message ?? "The request failed.",
    Recommend: `https://next.api.aliyun.com/troubleshoot?${query}`,
  });
  if (error.retryAfterMs !== undefined) {
    answer.headers["x-acs-retry-after"] = String(error.retryAfterMs);
  }
  return answer;
}

function withRequestId(status: number, requestId: string, body: Readonly<Record<string, Json>>): Answer {
  return {
    status,
    body: JSON.stringify(body),
    headers: { "content-type": "application/json;charset=utf-8", "x-acs-request-id": requestId },
  };
}

function newRequestId(): string {
  return randomUUID().toUpperCase();
}
