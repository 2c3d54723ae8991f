import { Secret } from "../../base/secret";
import type { JobRequest } from "./job-request";
import { MARKER_VARIABLE } from "./marker";

/** A shorter value is no secret; hiding it would only damage other texts. */
const SHORTEST_VALUE = 6;

/**
 * What must not be shown of a request: the password, and the values of variables. Each stands here as it is, and as JSON
 * within JSON has it, because the service may repeat a part of its parameter `JobSpec`.
 */
export function secretsOfRequest({ runAsUserPassword, variables = {} }: JobRequest): Secret[] {
  const password = runAsUserPassword?.reveal() ?? "";
  const values = Object.entries(variables)
    .filter(([name, value]) => name !== MARKER_VARIABLE && value.length >= SHORTEST_VALUE)
    .map(([, value]) => value);
  const texts = new Set([password, ...values].flatMap((text) => [text, inJson(text), inJson(inJson(text))]));
  texts.delete("");
  // A secret may be a part of another.
  return [...texts].sort((one, other) => other.length - one.length).map((text) => new Secret(text));
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
