import { memoryBytes as readMemoryBytes } from "../../notation/memory-bytes";
import { parameter, providerFunction } from "../../plugin/author/provider-function";
import { integer, string } from "../../plugin/schema/attribute";
import { refuseNotation } from "./refuse-notation";

/** `memory_bytes("512mb")`: 536870912. */
export const memoryBytes = providerFunction({
  summary: "Converts a scheduler's amount of memory to bytes.",
  description: [
    "Converts an amount of memory, as schedulers write it, to bytes. All units are powers of 1024, in upper or lower case.",
    [
      "- PBS and E-HPC: `b`, `kb`, `mb`, `gb`, `tb`, `pb`, and words of 8 bytes: `w`, `kw`, `mw`, `gw`, `tw`, `pw`. It also accepts `eb` and `ew`, which OpenPBS refuses.",
      "- Slurm: `K`, `M`, `G`, `T`, `P`, `E`, each with an optional `n` or `c` (`4Gn`: 4 GiB per node, `4Gc`: per core), which does not change the amount.",
      "- IEC: `KiB`, `MiB`, `GiB`, `TiB`, `PiB`, `EiB`.",
    ].join("\n"),
    "A number without a unit is in bytes, as in PBS. Slurm reads such a number in a request as megabytes, but prints a unit after every amount: append `M` to a number from such a request. In Grid Engine, lower-case units are powers of 1000 (`1g` is 1,000,000,000 bytes) and upper-case units are powers of 1024; this function reads both as powers of 1024.",
    "`sacct` rounds the amounts that it prints: `1.46G` is an approximation and not a whole number of bytes, and `0.00G` may be more than zero.",
    "A fraction is accepted if it is a whole number of bytes, such as `1.5gb`. Other fractions, amounts above 9007199254740991 bytes (2^53 - 1) and any other text are errors.",
  ].join("\n\n"),
  parameters: [parameter("memory", string, "Amount of memory, such as `512mb`, `4G` or `1.5GiB`.")],
  returns: integer,
  call: refuseNotation(readMemoryBytes),
});
