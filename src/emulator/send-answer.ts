import type { ServerResponse } from "node:http";
import type { Clock } from "../base/clock";
import { type Answer, jsonAnswer, verbatimAnswer } from "./answer";
import type { FaultKind, ScriptedFault } from "./scenario";

/** A fault that lies in the sending of an answer, and not in what it says. */
export type SendingFault = ScriptedFault & { readonly kind: Exclude<FaultKind, "empty-job-info"> };

/** Tells the faults of sending from the others. */
export function isSendingFault(fault: ScriptedFault): fault is SendingFault {
  return fault.kind !== "empty-job-info";
}

/** More than any client should accept for one job. */
const OVERSIZE_BYTES = 9 * 1024 * 1024;

const GATEWAY_PAGE =
  "<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body>Please sign in.</body></html>\n";

/** Sends an answer, spoiled as the fault says. Returns the status that was sent; `null` where the connection was reset. */
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
        () => {}, // Nobody waits for the answer any more.
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
