import { Socket } from "node:net";

// The metadata service of ECS instances hands out credentials of the machine that runs the tests, or keeps them waiting
// on any other: nothing here may ever ask it. Programs that tests start are kept from it by their environment.
const METADATA_SERVICE = "100.100.100.200";

const connect = Socket.prototype.connect;
Socket.prototype.connect = function guarded(this: Socket, ...args: unknown[]) {
  if (JSON.stringify(args).includes(METADATA_SERVICE)) {
    throw new Error(`A test called the metadata service ${METADATA_SERVICE}.`);
  }
  return Reflect.apply(connect, this, args);
} as typeof connect;
