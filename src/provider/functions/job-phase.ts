import { classifyState } from "../../notation/phase";
import { parameter, providerFunction } from "../../plugin/author/provider-function";
import { string } from "../../plugin/schema/attribute-type";

/** `job_phase("FINISHED")`: how a job stands, whatever its scheduler calls it. */
export const jobPhase = providerFunction({
  summary: "Tells how a job stands, whatever its scheduler calls its state.",
  description:
    "Tells how a job stands, whatever its scheduler calls its state: `pending`, `running`, `succeeded`, `failed` or `unknown`. It reads the states of E-HPC, Slurm and PBS as the attribute `phase` of the data source `ehpc_job` does. A state that does not say how the job stands is `unknown`: never take it for an end.",
  parameters: [
    parameter(
      "state",
      string,
      "State of a job, such as `Completed`, `FINISHED` or `CANCELLED by 1000`. Compared without regard to case.",
    ),
  ],
  returns: string,
  call: (state) => classifyState(state),
});
