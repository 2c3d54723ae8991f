import type { HttpRequest, HttpSender } from "../http/http";
import { type Exchange, errorOfExchange, grantIn, requireSuccess } from "./exchange";
import type { Grant } from "./temporary-credentials";

const CONNECT_TIMEOUT_MS = 5_000;
const READ_TIMEOUT_MS = 10_000;

/**
 * Gets credentials by one POST request.
 *
 * @param member the member of the answer that holds the credentials
 * @throws EhpcError if the request fails or is refused, or if its answer has no credentials
 */
export async function postExchange(
  sender: Pick<HttpSender, "send">,
  exchange: Exchange,
  request: Pick<HttpRequest, "url" | "headers" | "body" | "signal">,
  member: string,
): Promise<Grant> {
  try {
    const answer = await sender.send({
      ...request,
      method: "POST",
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      readTimeoutMs: READ_TIMEOUT_MS,
    });
    requireSuccess(exchange, answer);
    return grantIn(answer.body, member);
  } catch (error) {
    throw errorOfExchange(exchange, error);
  }
}
