import { abortedError, EhpcError } from "../../base/errors";
import { isJsonObject, type JsonObject, parseJson } from "../../base/json";
import { Secret } from "../../base/secret";
import { type Credentials, isKeyText } from "../api/credentials";
import { decodeText } from "../api/decode-leaf";
import { inRequest } from "../api/in-request";
import { serviceText } from "../api/service-text";
import type { HttpAnswer } from "../http/http";
import { type SignInSetting, signInError } from "./sign-in-error";
import type { Grant } from "./temporary-credentials";

/** One exchange of something for credentials. */
export interface Exchange {
  /** What it is for, after "Could not …", such as "assume the role acs:ram::1:role/r at https://sts.aliyuncs.com". */
  attempted: string;
  /** What to correct when it fails. */
  setting: SignInSetting;
  /** What must not be shown if the other side repeats it. */
  secrets: readonly Secret[];
}

/** The error of an exchange that did not take place. The error underneath says why, and whether to try again. */
export function errorOfExchange({ attempted, setting }: Exchange, error: unknown): EhpcError {
  if (!(error instanceof EhpcError)) {
    // The library quotes whole answers and files in its errors, so only what they mean is taken over.
    return signInError(setting, `Could not ${attempted}: the response contains no usable credentials.`);
  }
  if (error.kind === "aborted" || error.kind === "credentials") {
    return error;
  }
  return signInError(setting, `Could not ${attempted}. ${error.message}`, error);
}

/** Throws the error of an answer that is no success. */
export function requireSuccess(exchange: Exchange, answer: HttpAnswer): void {
  if (answer.status === 200) {
    return;
  }
  const members = membersOf(answer.body);
  const text = (name: string) => hidden(decodeText(members?.get(name)), exchange.secrets);
  const [code, says, requestId] = [text("Code"), text("Message"), text("RequestId")];
  const marks = [code, `HTTP ${answer.status}`].filter((mark) => mark !== null).join(", ");
  const quoted = says === null ? "" : ` The service says: "${says}"`;
  throw signInError(
    exchange.setting,
    `Could not ${exchange.attempted}: the request was refused (${marks})${inRequest(requestId)}.${quoted}`,
    {
      code,
      requestId,
      httpStatus: answer.status,
      serviceMessage: says,
      transient: answer.status === 429 || answer.status >= 500 || code?.startsWith("Throttling") === true,
    },
  );
}

/** The service's words without the secrets of an exchange. */
function hidden(text: string | null, secrets: readonly Secret[]): string | null {
  const none = { accessKeyId: "", securityToken: null };
  return secrets.reduce<string | null>(
    (shown, accessKeySecret) => serviceText(shown, { ...none, accessKeySecret }),
    serviceText(text, null),
  );
}

/** `null` for anything but a JSON object. */
export function membersOf(body: string): JsonObject | null {
  try {
    const value = parseJson(body);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** The parts of credentials as every exchange gives them; what they are, the other side decides. */
export interface GrantParts {
  accessKeyId: unknown;
  accessKeySecret: unknown;
  securityToken: unknown;
  expiration: unknown;
}

/** The credentials of an exchange; `null` where a part is missing or cannot be one. */
export function grantOf(parts: GrantParts): Grant | null {
  const { accessKeyId, accessKeySecret, securityToken, expiration } = parts;
  if (!isPart(accessKeyId) || !isPart(accessKeySecret) || !isPart(securityToken)) {
    return null;
  }
  // Of a number nobody says what it counts.
  const expiresAt = new Date(typeof expiration === "string" ? expiration : "");
  return {
    credentials: {
      accessKeyId,
      accessKeySecret: new Secret(accessKeySecret),
      securityToken: new Secret(securityToken),
    },
    expiresAt: Number.isNaN(expiresAt.getTime()) ? null : expiresAt,
  };
}

function isPart(value: unknown): value is string {
  return typeof value === "string" && isKeyText(value);
}

/** The credentials in a member of an answer. Throws where they are not there, which {@link errorOfExchange} tells. */
export function grantIn(body: string, member: string): Grant {
  const members = membersOf(body)?.get(member);
  const text = (name: string) => (isJsonObject(members) ? decodeText(members.get(name)) : null);
  const grant = grantOf({
    accessKeyId: text("AccessKeyId"),
    accessKeySecret: text("AccessKeySecret"),
    securityToken: text("SecurityToken"),
    expiration: text("Expiration"),
  });
  if (grant === null) {
    throw new Error("A part is missing.");
  }
  return grant;
}

/** The secrets of credentials. */
export function secretsOf({ accessKeySecret, securityToken }: Credentials): Secret[] {
  return securityToken === null ? [accessKeySecret] : [accessKeySecret, securityToken];
}

/** Not begun any more once its caller has gone. */
export function requireRunning(signal: AbortSignal): void {
  if (signal.aborted) {
    throw abortedError();
  }
}
