import { nodeNames as readNodeNames } from "../../notation/node-names";
import { parameter, providerFunction } from "../../plugin/author/provider-function";
import { listOf, string } from "../../plugin/schema/attribute-type";
import { refuseNotation } from "./refuse-notation";

/** `node_names("compute[002,005-006]")`: compute002, compute005, compute006. */
export const nodeNames = providerFunction({
  summary: "Lists the nodes that a scheduler's node list names.",
  description: [
    "Lists the nodes that a scheduler's node list names, each once, in the order written.",
    [
      "- Slurm: `compute[002,005-007]`, with the width of the numbers kept; several brackets (`r[1-2]n[01-02]`), and brackets in brackets (`rack[1,2[a,b]]`: `rack1`, `rack2a`, `rack2b`).",
      "- PBS: `n1/0*2+n2/0` (slots) and `(n1:ncpus=2)+(n2:ncpus=2)` (resources). The brackets of a vnode, `(n1[0]:ncpus=2)`, belong to its name.",
      "- Names separated by commas, plus signs or blanks.",
    ].join("\n"),
    "A blank text names no node, and neither does what schedulers print for a job without nodes (`(null)`, `None assigned`, `n/a`, `--`). What cannot be read is an error, where the attribute `node_names` of the data source `ehpc_job` keeps the text as it is. More than 65,536 names are an error, too, and so are more than 1,000,000 characters in them.",
  ].join("\n\n"),
  parameters: [
    parameter("node_list", string, "Nodes as a scheduler writes them, such as `compute[002,005-007]`."),
  ],
  returns: listOf(string),
  call: refuseNotation((text) => readNodeNames(text)),
});
