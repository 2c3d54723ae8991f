import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Credentials as a server hands them out. */
export interface Granted {
  accessKeyId: string;
  accessKeySecret: string;
  securityToken: string;
  expiration: Date;
}

/** A request as it arrived. */
export interface Arrived {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  /** Parameters of the query and the form together. */
  parameters: Readonly<Record<string, string>>;
  body: string;
}

export interface Reply {
  status?: number;
  body: unknown;
}

/** A local server that stands for one of those that hand out credentials. */
export interface GrantServer {
  /** Such as `http://127.0.0.1:40001`. */
  origin: string;
  arrived: Arrived[];
  close(): Promise<void>;
}

/** A server that answers each request as `reply` says; a text goes out as it is, anything else as JSON. */
export async function grantServer(reply: (request: Arrived) => Reply | Promise<Reply>): Promise<GrantServer> {
  const arrived: Arrived[] = [];
  const server = createServer((request, response) => void answer(request, response));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks).toString("utf8");
    const url = new URL(request.url ?? "/", "http://localhost");
    const form = request.headers["content-type"]?.includes("urlencoded")
      ? [...new URLSearchParams(body)]
      : [];
    const parameters = Object.fromEntries([...url.searchParams, ...form]);
    const seen = {
      method: request.method ?? "",
      path: url.pathname,
      headers: request.headers,
      parameters,
      body,
    };
    arrived.push(seen);
    const { status = 200, body: out } = await reply(seen);
    response.writeHead(status, {
      "content-type": typeof out === "string" ? "text/plain" : "application/json",
    });
    response.end(typeof out === "string" ? out : JSON.stringify(out));
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    arrived,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The members that STS, the metadata service and credentials URIs have in common. */
export function membersOf({ accessKeyId, accessKeySecret, securityToken, expiration }: Granted) {
  return {
    AccessKeyId: accessKeyId,
    AccessKeySecret: accessKeySecret,
    SecurityToken: securityToken,
    Expiration: `${expiration.toISOString().slice(0, 19)}Z`,
  };
}

/** An answer of STS. */
export function stsAnswer(granted: Granted): Reply {
  return { body: { RequestId: "R-STS", Credentials: membersOf(granted) } };
}

/** A refusal of STS. */
export function stsRefusal(status: number, code: string, message: string): Reply {
  return { status, body: { RequestId: "R-STS", Code: code, Message: message } };
}

/**
 * Whether the signature of a call of STS is right, computed independently from Alibaba Cloud's description of the RPC style's
 * signature, version 1.0: HMAC-SHA1 over the sorted parameters.
 */
export function hasRightSignature({ method, parameters }: Arrived, secret: string): boolean {
  const encode = (text: string) =>
    encodeURIComponent(text).replace(
      /[!'()*]/g,
      (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  const { Signature, ...signed } = parameters;
  const canonical = Object.keys(signed)
    .sort()
    .map((name) => `${encode(name)}=${encode(signed[name] ?? "")}`)
    .join("&");
  const text = `${method}&${encode("/")}&${encode(canonical)}`;
  return Signature === createHmac("sha1", `${secret}&`).update(text).digest("base64");
}

/** A metadata service with one role. @param v1 whether it answers without a token, @param v2 with one */
export function metadataReply(
  role: string,
  grant: () => Granted,
  { v1 = true, v2 = true }: { v1?: boolean; v2?: boolean } = {},
): (request: Arrived) => Reply {
  const folder = "/latest/meta-data/ram/security-credentials/";
  return ({ method, path, headers }) => {
    if (method === "PUT" && path === "/latest/api/token") {
      return v2 ? { body: "metadata-token" } : { status: 404, body: "no such page" };
    }
    const token = headers["x-aliyun-ecs-metadata-token"];
    if (token === undefined ? !v1 : token !== "metadata-token") {
      return { status: 403, body: "forbidden" };
    }
    if (path === folder) {
      return { body: role };
    }
    if (path !== folder + role) {
      return { status: 404, body: "no such role" };
    }
    return { body: { Code: "Success", ...membersOf(grant()) } };
  };
}
