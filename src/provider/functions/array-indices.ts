import { arrayIndices as readArrayIndices } from "../../notation/array-indices";
import { parameter, providerFunction } from "../../plugin/author/provider-function";
import { integer, listOf, string } from "../../plugin/schema/attribute-type";
import { refuseNotation } from "./refuse-notation";

/** `array_indices("2-7:2")`: 2, 4, 6. */
export const arrayIndices = providerFunction({
  summary: "Lists the indices of an array job.",
  description: [
    "Lists the indices of an array job, each once, in the order written. It reads what Slurm's `sbatch --array` takes and what `squeue` and `scontrol` print of it, and the requests of E-HPC, PBS and Grid Engine, which look the same.",
    [
      "- `first-last:step`, where the step may be left out, a single index, or several of these separated by commas. Commas too many (`1-3,`), zeros in front (`01-03`) and repeats are no harm.",
      "- A limit of sub-jobs that run at a time changes no index, and may stand behind any part: `1-100%4`, `1-3%2,5`. A limit alone (`%4`) has the index 0, as in Slurm.",
      "- Brackets may stand around the indices, and the ID of the array before them: `[1-5]%2`, `36_[1,3,5%2]`, `36_3`.",
    ].join("\n"),
    "A blank text has no index. A list that was cut off is an error, since a part would be taken for the whole: `scontrol` ends it with `...` after 64 characters (`1,3,5,...`), and `squeue` before its closing bracket after 31 (`36_[1027,1032,113`). Any other text is an error, too, and so are more than 100,000 indices.",
  ].join("\n\n"),
  parameters: [parameter("array_request", string, "Indices of an array job, such as `2-7:2` or `1,3,5-9`.")],
  returns: listOf(integer),
  call: refuseNotation(readArrayIndices),
});
