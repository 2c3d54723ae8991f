import { arrayIndices as readArrayIndices } from "../../notation/array-indices";
import { parameter, providerFunction } from "../../plugin/author/provider-function";
import { integer, listOf, string } from "../../plugin/schema/attribute";
import { refuseNotation } from "./refuse-notation";

/** `array_indices("2-7:2")`: 2, 4, 6. */
export const arrayIndices = providerFunction({
  summary: "Lists the indices of an array job.",
  description: [
    "Lists the indices of an array job, each once, in the order written. It reads the values that Slurm's `sbatch --array` accepts and that `squeue` and `scontrol` print, and the same form in E-HPC, PBS and Grid Engine.",
    [
      "- `first-last:step` with an optional step, a single index, or a comma-separated list of both. Extra commas (`1-3,`), leading zeros (`01-03`) and duplicates are accepted.",
      "- A limit on the tasks that run at the same time does not change the indices. It may follow any part: `1-100%4`, `1-3%2,5`. A limit alone (`%4`) means the index 0, as in Slurm.",
      "- The indices may be in brackets, and the ID of the array may precede them: `[1-5]%2`, `36_[1,3,5%2]`, `36_3`.",
    ].join("\n"),
    "A blank string has no indices. A truncated list is an error, because a part must not pass for the whole: `scontrol` cuts a list after 64 characters and adds `...` (`1,3,5,...`), and `squeue` cuts it after 31, before the closing bracket (`36_[1027,1032,113`). Any other text is an error, and so are more than 100,000 indices.",
  ].join("\n\n"),
  parameters: [parameter("array_request", string, "Indices of an array job, such as `2-7:2` or `1,3,5-9`.")],
  returns: listOf(integer),
  call: refuseNotation(readArrayIndices),
});
