import type { ServerResponse } from "node:http";
import { type Answer, jsonAnswer, verbatimAnswer } from "./answer";
import type { ScriptedFault } from "./scenario";

/** More than any client should accept for one job. */
const OVERSIZE_BYTES = 9 * 1024 * 1024;

const GATEWAY_PAGE =
  "<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body>Please sign in.</body></html>\n";

/** Sends an answer, spoiled as the fault says. Returns the status that was sent; `null` where the connection was reset. */
export function sendAnswer(
  response: ServerResponse,
  answer: Answer,
  fault: ScriptedFault | null,
): number | null {
  switch (fault?.kind) {
    case undefined:
      return write(response, answer);
    case "reset":
      response.socket?.resetAndDestroy();
      return null;
    case "slow": {
      const timer = setTimeout(() => write(response, answer), (fault.seconds ?? 10) * 1_000);
      response.once("close", () => clearTimeout(timer));
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
    case "empty-job-info":
      return write(response, jsonAnswer({ JobInfo: {}, Success: true }));
  }
}

function write(response: ServerResponse, { status, headers, body }: Answer): number {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(body);
  return status;
}
