import { arrayIndices as readArrayIndices } from "../../notation/array-indices";
import { parameter, providerFunction } from "../../plugin/author/provider-function";
import { integer, listOf, string } from "../../plugin/schema/attribute-type";
import { refuseNotation } from "./refuse-notation";

/** `array_indices("2-7:2")`: 2, 4, 6. */
export const arrayIndices = providerFunction({
  summary: "Lists the indices of an array job.",
  description:
    "Lists the indices of an array job, each once, in the order written. An array request is `first-last:step`, where the step may be left out, a single index, or several of these separated by commas. A limit of sub-jobs that run at a time (`1-100%4`) changes nothing; brackets may stand around the whole. A blank text has no index. Any other text is an error, and so are more than 100,000 indices.",
  parameters: [parameter("array_request", string, "Indices of an array job, such as `2-7:2` or `1,3,5-9`.")],
  returns: listOf(integer),
  call: refuseNotation(readArrayIndices),
});
