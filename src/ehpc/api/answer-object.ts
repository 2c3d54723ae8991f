import { EhpcError } from "../../base/errors";
import { type JsonObject, type JsonValue, repeatedName } from "../../base/json";
import { inRequest } from "./in-request";

/** The body of a successful answer. */
export interface AnswerBody {
  requestId: string | null;
  members: JsonObject;
  /** A text of the answer as it may be shown: one line without secrets. `null` where nothing is left. */
  shown(text: string): string | null;
}

/**
 * The member of an object by its name in any case: gateways write some names with a small letter. An object that decides
 * something has no name twice, see {@link requireEachNameOnce}, so there is no choice between two.
 */
export function memberOf(object: JsonObject, name: string): JsonValue | undefined {
  const exact = object.get(name);
  if (exact !== undefined || object.has(name)) {
    return exact;
  }
  const folded = name.toLowerCase();
  for (const other of object.keys()) {
    // Most members are absent from each of thousands of jobs, and most names are of another length.
    if (other.length === name.length && other.toLowerCase() === folded) {
      return object.get(other);
    }
  }
  return undefined;
}

/**
 * Throws `bad-answer` for an object in which a name stands twice: which of the two holds is anybody's guess. Asked of
 * every object that decides something: the answer itself, `JobInfo`, the entries of `Jobs` and their `JobSpec`. In
 * `Variables`, `ExtraInfo` and the resources, which decide nothing, the last counts.
 *
 * @param what the object, as the beginning of a sentence
 */
export function requireEachNameOnce(
  object: JsonObject,
  what: string,
  { requestId, shown }: Pick<AnswerBody, "requestId" | "shown">,
): void {
  const name = repeatedName(object);
  if (name === null) {
    return;
  }
  const message = `E-HPC returned a contradictory response${inRequest(requestId)}. ${what} has "${shown(name) ?? ""}" twice.`;
  throw badAnswer(message, requestId);
}

/** An answer that E-HPC does not give. The next may be a good one, so the call may be repeated. */
export function badAnswer(message: string, requestId: string | null, httpStatus = 200): EhpcError {
  return new EhpcError("bad-answer", message, { httpStatus, requestId, transient: true });
}
