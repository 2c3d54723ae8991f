import type { ServerResponse } from "node:http";
import type { Clock } from "../../base/clock";
import type { FaultKind, ScriptedFault } from "../scenario/scenario";
import { type Answer, jsonAnswer, verbatimAnswer } from "./answer";

/** Faults that decide what is done, or what is said. */
type ActingKind = "empty-job-info" | "unread" | "late";

/** A fault in how a response is sent, not in its content. */
export type SendingFault = ScriptedFault & { readonly kind: Exclude<FaultKind, ActingKind> };

/** Whether a fault affects how a response is sent. */
export function isSendingFault(fault: ScriptedFault): fault is SendingFault {
  return !["empty-job-info", "unread", "late"].includes(fault.kind);
}

/** Larger than any client should accept for one job. */
const OVERSIZE_BYTES = 9 * 1024 * 1024;

const GATEWAY_PAGE =
  "<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body>Please sign in.</body></html>\n";

/** Sends a response with a fault. Returns the status that was sent; `null` if the connection was reset. */
export function sendAnswer(
  response: ServerResponse,
  answer: Answer,
  fault: SendingFault | null,
  sleep: Clock["sleep"],
): number | null {
  switch (fault?.kind) {
    case undefined:
      return write(response, answer);
    case "reset":
      response.socket?.resetAndDestroy();
      return null;
    case "slow": {
      const gone = new AbortController();
      response.once("close", () => gone.abort());
      sleep((fault.seconds ?? 10) * 1_000, gone.signal).then(
        () => write(response, answer),
        () => {}, // The client has gone.
      );
      return answer.status;
    }
    case "truncated": {
      const bytes = Buffer.from(answer.body);
      response.writeHead(answer.status, { ...answer.headers, "content-length": bytes.length });
      response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
      return answer.status;
    }
    case "html":
      return write(response, { status: 200, body: GATEWAY_PAGE, headers: { "content-type": "text/html" } });
    case "bad-gateway":
      return write(response, { status: 502, body: GATEWAY_PAGE, headers: { "content-type": "text/html" } });
    case "empty":
      return write(response, verbatimAnswer(""));
    case "oversized":
      return write(response, { ...answer, body: " ".repeat(OVERSIZE_BYTES) + answer.body });
    case "success-false":
      return write(response, jsonAnswer({ Success: false }));
  }
}

function write(response: ServerResponse, { status, headers, body }: Answer): number {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(body);
  return status;
}
