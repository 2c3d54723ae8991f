import { arrayIndices } from "./array-indices";
import { NotationError } from "./notation-error";

/**
 * Reads the indices of an array that is to be submitted, such as `1-5:2`.
 *
 * @throws NotationError for what {@link arrayIndices} does not read, and for a request without an index
 */
export function submittedIndices(text: string): number[] {
  const indices = arrayIndices(text);
  if (indices.length === 0) {
    throw new NotationError(text, 'has no index; an example is "1-5"');
  }
  return indices;
}
