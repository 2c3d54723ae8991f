// generated from provider function schema

import * as cdktn from 'cdktn';

/**
* Provider-defined functions of the ehpc provider.
*/
export class EhpcProviderFunctions {
  private readonly providerLocalName: string;

  /**
  * @param providerLocalName The local name of the provider in required_providers; defaults to the registry short name. Override when the provider is declared under a different local name — aliases do not change the namespace, local names do.
  */
  constructor(providerLocalName: string) {
    this.providerLocalName = providerLocalName;
  }

  /**
  * Lists the indices of an array job, each once, in the order written. It reads the values that Slurm's `sbatch --array` accepts and that `squeue` and `scontrol` print, and the same form in E-HPC, PBS and Grid Engine.
  * 
  * - `first-last:step` with an optional step, a single index, or a comma-separated list of both. Extra commas (`1-3,`), leading zeros (`01-03`) and duplicates are accepted.
  * - A limit on the tasks that run at the same time does not change the indices. It may follow any part: `1-100%4`, `1-3%2,5`. A limit alone (`%4`) means the index 0, as in Slurm.
  * - The indices may be in brackets, and the ID of the array may precede them: `[1-5]%2`, `36_[1,3,5%2]`, `36_3`.
  * 
  * A blank string has no indices. A truncated list is an error, because a part must not pass for the whole: `scontrol` cuts a list after 64 characters and adds `...` (`1,3,5,...`), and `squeue` cuts it after 31, before the closing bracket (`36_[1027,1032,113`). Any other text is an error, and so are more than 100,000 indices.
  * @param {string} arrayRequest - Indices of an array job, such as `2-7:2` or `1,3,5-9`.
  * @returns {Array<number>}
  */
  public arrayIndices(arrayRequest: string): number[] {
    return cdktn.Token.asNumberList(cdktn.TerraformProviderFunction.invoke(this.providerLocalName, "array_indices", [arrayRequest]));
  }

  /**
  * Converts the state of a job to a phase: `pending`, `running`, `succeeded`, `failed` or `unknown`. It reads the states of E-HPC, Slurm, PBS, LSF and Grid Engine as the attribute `phase` of the data source `ehpc_job` does; the guide on states lists them all. A state that it cannot classify is `unknown`: do not treat it as an end. For several states separated by commas (`RUNNING,COMPLETING`), a failure makes the phase `failed`, an end next to an unfinished state is not an end, and a success next to a flag that speaks of a failure (`COMPLETED,LAUNCH_FAILED`) is `unknown`. A failure may be truncated with a `+`, as `sacct` does (`OUT_OF_ME+`).
  * @param {string} state - State of a job, such as `Completed`, `FINISHED` or `CANCELLED by 1000`. Case does not matter.
  * @returns {string}
  */
  public jobPhase(state: string): string {
    return cdktn.Token.asString(cdktn.TerraformProviderFunction.invoke(this.providerLocalName, "job_phase", [state]));
  }

  /**
  * Converts an amount of memory, as schedulers write it, to bytes. All units are powers of 1024, in upper or lower case.
  * 
  * - PBS and E-HPC: `b`, `kb`, `mb`, `gb`, `tb`, `pb`, and words of 8 bytes: `w`, `kw`, `mw`, `gw`, `tw`, `pw`. It also accepts `eb` and `ew`, which OpenPBS refuses.
  * - Slurm: `K`, `M`, `G`, `T`, `P`, `E`, each with an optional `n` or `c` (`4Gn`: 4 GiB per node, `4Gc`: per core), which does not change the amount.
  * - IEC: `KiB`, `MiB`, `GiB`, `TiB`, `PiB`, `EiB`.
  * 
  * A number without a unit is in bytes, as in PBS. Slurm reads such a number in a request as megabytes, but prints a unit after every amount: append `M` to a number from such a request. In Grid Engine, lower-case units are powers of 1000 (`1g` is 1,000,000,000 bytes) and upper-case units are powers of 1024; this function reads both as powers of 1024.
  * 
  * `sacct` rounds the amounts that it prints: `1.46G` is an approximation and not a whole number of bytes, and `0.00G` may be more than zero.
  * 
  * A fraction is accepted if it is a whole number of bytes, such as `1.5gb`. Other fractions, amounts above 9007199254740991 bytes (2^53 - 1) and any other text are errors.
  * @param {string} memory - Amount of memory, such as `512mb`, `4G` or `1.5GiB`.
  * @returns {number}
  */
  public memoryBytes(memory: string): number {
    return cdktn.Token.asNumber(cdktn.TerraformProviderFunction.invoke(this.providerLocalName, "memory_bytes", [memory]));
  }

  /**
  * Lists the nodes in a scheduler's node list, each once, in the order written.
  * 
  * - Names separated by commas, plus signs or blanks.
  * - Slurm: `compute[002,005-007]`, where the numbers keep their width, and several brackets (`r[1-2]n[01-02]`). Digits before brackets belong to the name, as in Slurm: `n1[8-9]` is `n18` and `n19`. ClusterShell reads them as part of the range.
  * - A suffix after brackets (`n[1-2]-ib`), which ClusterShell writes and Slurm 22.05 refuses, and nested brackets (`rack[1,2[a,b]]`: `rack1`, `rack2a`, `rack2b`), which Slurm 22.05, ClusterShell and python-hostlist all refuse.
  * - PBS: `n1/0*2+n2/0` (slots) and `(n1:ncpus=2)+(n2:ncpus=2)` (resources). A name in parentheses or with resources is the name of a vnode, and its brackets belong to the name: `(n1[0]:ncpus=2+n1[1])` is `n1[0]` and `n1[1]`. Such a name may contain `@`, `#`, `^`, `\` and `/`.
  * - A list in Python or JSON form, as the 2018 version of the API returns it: `['compute2', 'compute3']`.
  * 
  * A blank string has no nodes. Neither has an empty list (`[]`) or a placeholder that schedulers print for a job without nodes (`(null)`, `None assigned`, `n/a`, `--`). Text that cannot be read is an error here, but the attribute `node_names` of the data source `ehpc_job` keeps it unchanged. A truncated list (`n[001-0`, `n1,n2,...`, `n1,n+`) is an error here, and null in the attribute, because a part must not pass for the whole. More than 65,536 names are an error, and so are names with more than 1,000,000 characters in total.
  * @param {string} nodeList - Nodes as a scheduler writes them, such as `compute[002,005-007]`.
  * @returns {Array<string>}
  */
  public nodeNames(nodeList: string): string[] {
    return cdktn.Token.asList(cdktn.TerraformProviderFunction.invoke(this.providerLocalName, "node_names", [nodeList]));
  }
}
