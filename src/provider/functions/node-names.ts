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
      "- Names separated by commas, plus signs or blanks.",
      "- Slurm: `compute[002,005-007]`, with the width of the numbers kept; several brackets (`r[1-2]n[01-02]`). Digits before brackets belong to the name, as in Slurm: `n1[8-9]` is `n18` and `n19`. ClusterShell takes them for a part of the range.",
      "- A suffix behind brackets (`n[1-2]-ib`), which ClusterShell writes and Slurm 22.05 refuses, and brackets in brackets (`rack[1,2[a,b]]`: `rack1`, `rack2a`, `rack2b`), which Slurm 22.05, ClusterShell and python-hostlist all refuse.",
      "- PBS: `n1/0*2+n2/0` (slots) and `(n1:ncpus=2)+(n2:ncpus=2)` (resources). What stands in parentheses, or has resources, is the name of a vnode, which brackets belong to: `(n1[0]:ncpus=2+n1[1])` is `n1[0]` and `n1[1]`. Such a name may hold `@`, `#`, `^`, `\\` and `/`.",
      "- A list as Python or JSON prints it, which the service's API of 2018 answers with: `['compute2', 'compute3']`.",
    ].join("\n"),
    "A blank text names no node, and neither does an empty list (`[]`) or what schedulers print for a job without nodes (`(null)`, `None assigned`, `n/a`, `--`). What cannot be read is an error, where the attribute `node_names` of the data source `ehpc_job` keeps the text as it is. A list that was cut off (`n[001-0`, `n1,n2,...`, `n1,n+`) is an error, and the attribute is null then: a part would be taken for the whole. More than 65,536 names are an error, too, and so are more than 1,000,000 characters in them.",
  ].join("\n\n"),
  parameters: [
    parameter("node_list", string, "Nodes as a scheduler writes them, such as `compute[002,005-007]`."),
  ],
  returns: listOf(string),
  call: refuseNotation((text) => readNodeNames(text)),
});
