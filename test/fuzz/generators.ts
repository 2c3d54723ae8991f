import { bodiesFor } from "./bodies/bodies";
import type { Generator } from "./generator";

/** All generators, in the order in which they run. */
export const GENERATORS: readonly Generator[] = [bodiesFor()];
