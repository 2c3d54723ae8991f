import { classifyState } from "../../notation/phase";
import { parameter, providerFunction } from "../../plugin/author/provider-function";
import { string } from "../../plugin/schema/attribute-type";

/** `job_phase("FINISHED")`: how a job stands, whatever its scheduler calls it. */
export const jobPhase = providerFunction({
  summary: "Tells how a job stands, whatever its scheduler calls its state.",
  description:
    "Tells how a job stands, whatever its scheduler calls its state: `pending`, `running`, `succeeded`, `failed` or `unknown`. It reads the states of E-HPC, Slurm, PBS, LSF and Grid Engine as the attribute `phase` of the data source `ehpc_job` does; the guide on states lists them all. A state that does not say how the job stands is `unknown`: never take it for an end. Of several states separated by commas (`RUNNING,COMPLETING`), a failure is a failure, and an end beside something unfinished is no end. A failure may be cut off before a `+`, as `sacct` does (`OUT_OF_ME+`).",
  parameters: [
    parameter(
      "state",
      string,
      "State of a job, such as `Completed`, `FINISHED` or `CANCELLED by 1000`. Case does not matter.",
    ),
  ],
  returns: string,
  call: (state) => classifyState(state),
});
