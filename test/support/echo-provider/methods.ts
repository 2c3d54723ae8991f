import { setTimeout as sleep } from "node:timers/promises";
import type { ServeContext } from "../../../src/plugin/process/service";
import type { UnaryMethods } from "../../../src/plugin/transport/grpc/method";

/** RPCs that do what a test of the transport needs; the request is their argument. */
export function echoMethods({ logger, secrets }: ServeContext): UnaryMethods {
  return {
    Echo: async (request) => request,
    EchoLate: async (request) => {
      await sleep(Number(text(request)));
      return request;
    },
    Zeroes: async (request) => new Uint8Array(Number(text(request))),
    Length: async (request) => Buffer.from(String(request.length)),
    Log: async (request) => {
      logger.info(text(request), { answer: 42 });
      return request;
    },
    Conceal: async (request) => {
      secrets.conceal(text(request));
      return new Uint8Array();
    },
    Reject: async (request) => {
      throw new Error(text(request));
    },
    Throw: async (request) => {
      setImmediate(() => {
        throw new Error(text(request));
      });
      return request;
    },
    RejectUnheard: async (request) => {
      void Promise.reject(new TypeError(text(request)));
      return request;
    },
  };
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("utf8");
}
