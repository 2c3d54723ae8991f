import { bodiesFor } from "./bodies/bodies";
import { framesFor } from "./frames/frames";
import type { Generator } from "./generator";
import { httpFor } from "./http/http";
import { livesFor } from "./lives/lives";
import { sweepsFor } from "./sweeps/sweeps";

/** All generators, in the order in which they run. */
export const GENERATORS: readonly Generator[] = [
  httpFor(),
  livesFor(),
  sweepsFor(),
  bodiesFor(),
  framesFor(),
];
