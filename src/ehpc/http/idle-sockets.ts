import type { Agent } from "node:http";

/**
 * Makes an agent close a connection over which something comes while nobody has asked: it belongs to no request, and the
 * next one would take it, or what follows it, for its answer.
 */
export function closeOnStrayBytes<A extends Agent>(agent: A): A {
  const { keepSocketAlive, reuseSocket } = agent;
  const onStray = function (this: { destroy(): void }) {
    this.destroy();
  };
  return Object.assign(agent, {
    keepSocketAlive(socket: Parameters<Agent["keepSocketAlive"]>[0]) {
      const isKept: unknown = keepSocketAlive.call(agent, socket);
      if (isKept !== false) {
        socket.on("data", onStray);
      }
      return isKept;
    },
    reuseSocket(...[socket, request]: Parameters<Agent["reuseSocket"]>) {
      socket.off("data", onStray);
      reuseSocket.call(agent, socket, request);
    },
  });
}
