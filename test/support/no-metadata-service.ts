import { Socket } from "node:net";

// The metadata service of ECS instances hands out credentials of the machine that runs the tests, or keeps them waiting
// on any other: nothing here may ever ask it. Programs that tests start are kept from it by their environment.
const METADATA_SERVICE = "100.100.100.200";

const connect = Socket.prototype.connect;
Socket.prototype.connect = function guarded(this: Socket, ...args: unknown[]) {
  if (args.flat().some((arg) => hostIn(arg) === METADATA_SERVICE)) {
    throw new Error(`A test called the metadata service ${METADATA_SERVICE}.`);
  }
  return Reflect.apply(connect, this, args);
} as typeof connect;

/** The host in an argument, which is its name or the options that hold it. These may hold sockets, too, and so circles. */
function hostIn(arg: unknown): unknown {
  return typeof arg === "object" && arg !== null && "host" in arg ? arg.host : arg;
}
