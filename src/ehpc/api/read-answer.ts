import { EhpcError } from "../../base/errors";
import { isJsonObject, type JsonObject, JsonSyntaxError, type JsonValue, parseJson } from "../../base/json";
import { type HttpAnswer, REQUEST_ID_HEADER } from "../http/http";
import { type AnswerBody, badAnswer, memberOf, requireEachNameOnce } from "./answer-object";
import { decodeText } from "./decode-leaf";
import { inRequest } from "./in-request";
import { retryAfterMs } from "./retry-after";
import { errorOfService, type Subject } from "./service-error";
import { type SecretsOfCall, serviceText } from "./service-text";
import { readXmlError } from "./xml-error";

/**
 * The body of an answer of the service, which every operation reads alike. An answer is a success only when it says so:
 *
 * - its status is 200, and it is a complete JSON object in which no name stands twice,
 * - `Success` is true, the text "true" in any case, or absent,
 * - `Code` is null or absent.
 *
 * Throws {@link EhpcError} for everything else.
 *
 * @param about what the call was about, for {@link errorOfService}
 */
export function readAnswer(answer: HttpAnswer, secrets: SecretsOfCall, about: Subject): AnswerBody {
  const shown = (text: string | null) => serviceText(text, secrets);
  const members = parseBody(answer, shown);
  if (members === null || !isFromService(members)) {
    throw errorOfStrangeAnswer(answer);
  }
  const text = (name: string) => decodeText(memberOf(members, name));
  const requestId = text("RequestId") ?? answer.headers[REQUEST_ID_HEADER] ?? null;
  const refusal = {
    httpStatus: answer.status,
    code: text("Code"),
    message: text("Message"),
    requestId,
    retryAfterMs: retryAfterMs(answer.headers),
  };
  if (answer.status !== 200) {
    if (refusal.code === null && answer.status < 400) {
      throw errorOfStrangeAnswer(answer);
    }
    throw errorOfService(refusal, secrets, about);
  }
  requireEachNameOnce(members, "It", { requestId: shown(requestId), shown });
  if (refusal.code !== null) {
    throw errorOfService(refusal, secrets, about);
  }
  if (!isNothing(memberOf(members, "Code")) || !saysSuccess(memberOf(members, "Success"))) {
    const serviceMessage = shown(refusal.message);
    const says = serviceMessage === null ? "It gave no reason." : `It says: "${serviceMessage}"`;
    const id = shown(requestId);
    const message = `E-HPC reported that the call did not succeed${inRequest(id)}. ${says}`;
    // Without a code nothing says that the same call would be refused again.
    throw new EhpcError("service-fault", message, {
      httpStatus: answer.status,
      requestId: id,
      serviceMessage,
      retryAfterMs: refusal.retryAfterMs,
      transient: true,
    });
  }
  return { requestId: shown(requestId), members, shown };
}

/** Whether `Success` says so, or is not there. */
function saysSuccess(success: JsonValue | undefined): boolean {
  if (success === undefined || success === true) {
    return true;
  }
  return typeof success === "string" && success.toLowerCase() === "true";
}

function isNothing(value: JsonValue | undefined): boolean {
  return value === undefined || value === null;
}

/** Every answer of the service, success or refusal, has one of these. */
function isFromService(members: JsonObject): boolean {
  return ["RequestId", "Success", "JobInfo", "Jobs", "Code"].some(
    (name) => memberOf(members, name) !== undefined,
  );
}

/** `null` where the body is neither a JSON object nor an XML error. */
function parseBody(answer: HttpAnswer, shown: (text: string | null) => string | null): JsonObject | null {
  const body = answer.body.trim();
  if (body.startsWith("<")) {
    return readXmlError(body);
  }
  try {
    const value: JsonValue = parseJson(body);
    return isJsonObject(value) ? value : null;
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) {
      throw error;
    }
    const isCut = error.atEnd && body !== "";
    // Of an error's body the status is worth more, and a text that does not even begin like JSON is no try at it.
    if (answer.status >= 400 || (!isCut && !/^\uFEFF?[[{]/.test(body))) {
      return null;
    }
    const requestId = shown(answer.headers[REQUEST_ID_HEADER] ?? null);
    const what = isCut
      ? `The response was cut off${inRequest(requestId)}.`
      : `The response is not valid JSON: ${error.message} (HTTP ${answer.status})${inRequest(requestId)}.`;
    throw badAnswer(what, requestId, answer.status);
  }
}

/** An answer that something between here and E-HPC gave: its status is all that can be trusted. */
function errorOfStrangeAnswer(answer: HttpAnswer): EhpcError {
  const { status: httpStatus } = answer;
  const details = { httpStatus, retryAfterMs: retryAfterMs(answer.headers), transient: true };
  const what = describe(answer);
  if (httpStatus === 429) {
    const message = `The endpoint throttles requests (HTTP 429, with ${what}).`;
    return new EhpcError("throttled", message, details);
  }
  if (httpStatus >= 500) {
    const message = `The endpoint is temporarily unavailable (HTTP ${httpStatus}, with ${what}).`;
    return new EhpcError("unavailable", message, details);
  }
  const message = `The endpoint returned ${what} (HTTP ${httpStatus}), which is not a response from E-HPC. It may come from a proxy, a gateway or a wrong endpoint.`;
  // An empty 200 is what remains when a gateway lost the answer.
  const transient = httpStatus === 200 && answer.body === "";
  return new EhpcError("bad-answer", message, { httpStatus, transient });
}

function describe(answer: HttpAnswer): string {
  const body = answer.body.trim();
  if (answer.status >= 300 && answer.status < 400) {
    return "a redirect";
  }
  if (body === "") {
    return "an empty body";
  }
  if (/^<(?:!doctype html|html)/i.test(body)) {
    return "an HTML page";
  }
  if (body.startsWith("<")) {
    return "XML";
  }
  return /^[[{"]/.test(body) ? "JSON of an unexpected shape" : "text that is not JSON";
}
