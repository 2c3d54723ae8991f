import { NotationError } from "../../notation/notation-error";
import { FunctionError } from "../../plugin/author/provider-function";

/** Applies `read` to the first argument. A notation that it cannot read is an error of that argument. */
export function refuseNotation<Result>(read: (text: string) => Result): (text: string) => Result {
  return (text) => {
    try {
      return read(text);
    } catch (error) {
      if (!(error instanceof NotationError)) {
        throw error;
      }
      throw new FunctionError(error.message, 0);
    }
  };
}
