import { memoryBytes as readMemoryBytes } from "../../notation/memory-bytes";
import { parameter, providerFunction } from "../../plugin/author/provider-function";
import { integer, string } from "../../plugin/schema/attribute-type";
import { refuseNotation } from "./refuse-notation";

/** `memory_bytes("512mb")`: 536870912. */
export const memoryBytes = providerFunction({
  summary: "Turns an amount of memory, as schedulers write it, into bytes.",
  description: [
    "Turns an amount of memory, as schedulers write it, into bytes. All units are powers of 1024, and may be written small or capital.",
    [
      "- PBS and E-HPC: `b`, `kb`, `mb`, `gb`, `tb`, `pb`, and words of 8 bytes: `w`, `kw`, `mw`, `gw`, `tw`, `pw`. `eb` and `ew` go on from there; OpenPBS refuses them.",
      "- Slurm: `K`, `M`, `G`, `T`, `P`, `E`, also with an `n` or a `c` behind (`4Gn`: 4 GiB on each node, `4Gc`: for each core), which does not change the amount.",
      "- IEC: `KiB`, `MiB`, `GiB`, `TiB`, `PiB`, `EiB`.",
    ].join("\n"),
    "A number without a unit is bytes, as in PBS. Slurm takes a bare number in a request for megabytes, but writes a unit behind every amount that it prints: append the `M` to a number from such a request. Grid Engine means powers of 1000 by its small letters (`1g` is 1,000,000,000 bytes), which this function does not know, and powers of 1024 by its capitals.",
    "`sacct` rounds what it prints: `1.46G` stands for anything near it and is no whole number of bytes, and `0.00G` need not be nothing.",
    "Fractions are read where they are a whole number of bytes, such as `1.5gb`. Other fractions, amounts above 9007199254740991 bytes (2^53 - 1) and any other text are errors.",
  ].join("\n\n"),
  parameters: [parameter("memory", string, "Amount of memory, such as `512mb`, `4G` or `1.5GiB`.")],
  returns: integer,
  call: refuseNotation(readMemoryBytes),
});
