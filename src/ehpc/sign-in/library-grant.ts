import type { Request } from "@alicloud/credentials/dist/src/providers/http";
import type { Session } from "@alicloud/credentials/dist/src/providers/session";
import type { HttpSender } from "../http/http";
import { type Exchange, errorOfExchange, grantOf, requireRunning, requireSuccess } from "./exchange";
import type { Grant } from "./temporary-credentials";

/** How `@alicloud/credentials` sends a request. */
type LibrarySend = (
  request: Request,
) => Promise<{ statusCode: number; headers: Record<string, string>; body: Buffer }>;

/** The part of one of its providers that is used. */
export interface LibraryProvider {
  /** Makes one exchange, without its own cache, which has no single flight and no clock of ours. */
  refresher(): Promise<Session>;
}

export interface LibraryExchange extends Exchange {
  sender: Pick<HttpSender, "send">;
  /** Where to send to in place of the host that the library has in mind, such as `https://sts.aliyuncs.com`. */
  origin: string | null;
  signal: AbortSignal;
}

/**
 * Gets credentials from a provider of `@alicloud/credentials`. The library makes and signs the requests and reads the
 * answers. Our own transport sends them, which respects proxies, certificates, timeouts and the caller's signal, and the
 * errors are our own: the library's quote answers with the credentials in them.
 *
 * @param make makes the provider; its errors are replaced, too
 */
export async function libraryGrant(exchange: LibraryExchange, make: () => LibraryProvider): Promise<Grant> {
  try {
    const { accessKeyId, accessKeySecret, securityToken, expiration } = await sentBy(
      make(),
      sending(exchange),
    ).refresher();
    const grant = grantOf({ accessKeyId, accessKeySecret, securityToken, expiration });
    if (grant === null) {
      throw new Error("A part is missing.");
    }
    return grant;
  } catch (error) {
    // The library takes a call that was called off for one that failed.
    requireRunning(exchange.signal);
    throw errorOfExchange(exchange, error);
  }
}

/** The one seam of the library's providers, which it keeps for tests. Without it, they would send by themselves. */
function sentBy(provider: LibraryProvider, doRequest: LibrarySend): LibraryProvider {
  if (!("doRequest" in provider)) {
    throw new TypeError("@alicloud/credentials has no doRequest any more.");
  }
  return Object.assign(provider, { doRequest });
}

function sending(exchange: LibraryExchange): LibrarySend {
  const { sender, origin, signal } = exchange;
  return async (request) => {
    requireRunning(signal);
    const url = new URL(request.toRequestURL());
    const form = Object.entries(request.bodyForm ?? {});
    const headers = Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]);
    const answer = await sender.send({
      method: methodOf(request.method),
      url: origin === null ? url.href : `${origin}${url.pathname}${url.search}`,
      headers: Object.fromEntries(headers),
      ...(form.length > 0 && { body: new URLSearchParams(form).toString() }),
      connectTimeoutMs: request.connectTimeout,
      readTimeoutMs: request.readTimeout,
      signal,
    });
    requireSuccess(exchange, answer);
    return { statusCode: answer.status, headers: { ...answer.headers }, body: Buffer.from(answer.body) };
  };
}

function methodOf(method: string): "POST" | "GET" | "PUT" {
  return method === "PUT" || method === "GET" ? method : "POST";
}
