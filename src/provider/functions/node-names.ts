import { nodeNames as readNodeNames } from "../../notation/node-names";
import { parameter, providerFunction } from "../../plugin/author/provider-function";
import { listOf, string } from "../../plugin/schema/attribute";
import { refuseNotation } from "./refuse-notation";

/** `node_names("compute[002,005-006]")`: compute002, compute005, compute006. */
export const nodeNames = providerFunction({
  summary: "Lists the nodes in a scheduler's node list.",
  description: [
    "Lists the nodes in a scheduler's node list, each once, in the order written.",
    [
      "- Names separated by commas, plus signs or blanks.",
      "- Slurm: `compute[002,005-007]`, where the numbers keep their width, and several brackets (`r[1-2]n[01-02]`). Digits before brackets belong to the name, as in Slurm: `n1[8-9]` is `n18` and `n19`. ClusterShell reads them as part of the range.",
      "- A suffix after brackets (`n[1-2]-ib`), which ClusterShell writes and Slurm 22.05 refuses, and nested brackets (`rack[1,2[a,b]]`: `rack1`, `rack2a`, `rack2b`), which Slurm 22.05, ClusterShell and python-hostlist all refuse.",
      "- PBS: `n1/0*2+n2/0` (slots) and `(n1:ncpus=2)+(n2:ncpus=2)` (resources). A name in parentheses or with resources is the name of a vnode, and its brackets belong to the name: `(n1[0]:ncpus=2+n1[1])` is `n1[0]` and `n1[1]`. Such a name may contain `@`, `#`, `^`, `\\` and `/`.",
      "- A list in Python or JSON form, as the 2018 version of the API returns it: `['compute2', 'compute3']`.",
    ].join("\n"),
    "A blank string has no nodes. Neither has an empty list (`[]`) or a placeholder that schedulers print for a job without nodes (`(null)`, `None assigned`, `n/a`, `--`). Text that cannot be read is an error here, but the attribute `node_names` of the data source `ehpc_job` keeps it unchanged. A truncated list (`n[001-0`, `n1,n2,...`, `n1,n+`) is an error here, and null in the attribute, because a part must not pass for the whole. More than 65,536 names are an error, and so are names with more than 1,000,000 characters in total.",
  ].join("\n\n"),
  parameters: [
    parameter("node_list", string, "Nodes as a scheduler writes them, such as `compute[002,005-007]`."),
  ],
  returns: listOf(string),
  call: refuseNotation((text) => readNodeNames(text)),
});
