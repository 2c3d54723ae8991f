import { EhpcError } from "../../base/errors";
import { isJsonObject, type JsonObject, JsonSyntaxError, type JsonValue, parseJson } from "../../base/json";
import { type HttpAnswer, REQUEST_ID_HEADER } from "../http/http";
import type { Credentials } from "./credentials";
import { decodeText } from "./decode-leaf";
import { inRequest } from "./in-request";
import { retryAfterMs } from "./retry-after";
import { errorOfService, type Subject } from "./service-error";
import { serviceText } from "./service-text";
import { readXmlError } from "./xml-error";

/** The body of a successful answer. */
export interface AnswerBody {
  requestId: string | null;
  members: JsonObject;
}

/**
 * The body of an answer of the service, which every operation reads alike. Throws {@link EhpcError} for a refusal, for
 * `Success` false, and for an answer that is not the service's.
 *
 * @param about what the call was about, for {@link errorOfService}
 */
export function readAnswer(answer: HttpAnswer, credentials: Credentials, about: Subject): AnswerBody {
  const members = parseBody(answer, credentials);
  if (members === null || !isFromService(members)) throw errorOfStrangeAnswer(answer);
  const text = (name: string) =>
    decodeText(members.get(name) ?? members.get(name.charAt(0).toLowerCase() + name.slice(1)));
  const requestId = text("RequestId") ?? answer.headers[REQUEST_ID_HEADER] ?? null;
  const refusal = {
    httpStatus: answer.status,
    code: text("Code"),
    message: text("Message"),
    requestId,
    retryAfterMs: retryAfterMs(answer.headers),
  };
  const failed = text("Success")?.trim().toLowerCase() === "false";
  if (answer.status < 200 || answer.status >= 300) {
    if (refusal.code === null && answer.status < 400) throw errorOfStrangeAnswer(answer);
    throw errorOfService(refusal, credentials, about);
  }
  if (failed && refusal.code === null) {
    const serviceMessage = serviceText(refusal.message, credentials);
    const says = serviceMessage === null ? "It gives no reason." : `It says: "${serviceMessage}"`;
    const id = serviceText(requestId, credentials);
    const message = `E-HPC answered that the call did not succeed${inRequest(id)}. ${says}`;
    throw new EhpcError("service-fault", message, {
      httpStatus: answer.status,
      requestId: id,
      serviceMessage,
    });
  }
  if (failed || (refusal.code !== null && !members.has("Success") && refusal.message !== null)) {
    throw errorOfService(refusal, credentials, about);
  }
  return { requestId: serviceText(requestId, credentials), members };
}

/** Every answer of the service, success or refusal, has one of these. */
function isFromService(members: JsonObject): boolean {
  return ["RequestId", "requestId", "Success", "JobInfo", "Jobs", "Code", "code"].some((name) =>
    members.has(name),
  );
}

/** `null` where the body is neither a JSON object nor an XML error. */
function parseBody(answer: HttpAnswer, credentials: Credentials): JsonObject | null {
  const body = answer.body.trim();
  if (body.startsWith("<")) return readXmlError(body);
  try {
    const value: JsonValue = parseJson(body);
    return isJsonObject(value) ? value : null;
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    if (error.atEnd && body !== "" && answer.status < 400) {
      const requestId = serviceText(answer.headers[REQUEST_ID_HEADER] ?? null, credentials);
      throw new EhpcError("bad-answer", `The answer was cut off in the middle${inRequest(requestId)}.`, {
        httpStatus: answer.status,
        requestId,
        transient: true,
      });
    }
    return null;
  }
}

/** An answer that something between here and E-HPC gave: its status is all that can be trusted. */
function errorOfStrangeAnswer(answer: HttpAnswer): EhpcError {
  const { status: httpStatus } = answer;
  const details = { httpStatus, retryAfterMs: retryAfterMs(answer.headers), transient: true };
  const what = describe(answer);
  if (httpStatus === 429) {
    const message = `The endpoint is being asked too often (HTTP 429, with ${what}).`;
    return new EhpcError("throttled", message, details);
  }
  if (httpStatus >= 500) {
    const message = `The endpoint is not available at the moment (HTTP ${httpStatus}, with ${what}).`;
    return new EhpcError("unavailable", message, details);
  }
  const message = `The endpoint answered with ${what} (HTTP ${httpStatus}), which is not an answer of E-HPC; a proxy, a gateway or a wrong endpoint may be in between.`;
  // An empty 200 is what remains when a gateway lost the answer.
  const transient = httpStatus === 200 && answer.body === "";
  return new EhpcError("bad-answer", message, { httpStatus, transient });
}

function describe(answer: HttpAnswer): string {
  const body = answer.body.trim();
  if (answer.status >= 300 && answer.status < 400) return "a redirect";
  if (body === "") return "an empty body";
  if (/^<(?:!doctype html|html)/i.test(body)) return "an HTML page";
  if (body.startsWith("<")) return "XML";
  return /^[[{"]/.test(body) ? "JSON of another shape" : "a text that is not JSON";
}
