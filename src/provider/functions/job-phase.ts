import { classifyState } from "../../notation/phase";
import { parameter, providerFunction } from "../../plugin/author/provider-function";
import { string } from "../../plugin/schema/attribute";

/** `job_phase("FINISHED")`: `succeeded`. */
export const jobPhase = providerFunction({
  summary: "Converts the state of a job to a phase, whatever the scheduler.",
  description:
    "Converts the state of a job to a phase: `pending`, `running`, `succeeded`, `failed` or `unknown`. It reads the states of E-HPC, Slurm, PBS, LSF and Grid Engine as the attribute `phase` of the data source `ehpc_job` does; the guide on states lists them all. A state that it cannot classify is `unknown`: do not treat it as an end. For several states separated by commas (`RUNNING,COMPLETING`), a failure makes the phase `failed`, an end next to an unfinished state is not an end, and a success next to a flag that speaks of a failure (`COMPLETED,LAUNCH_FAILED`) is `unknown`. A failure may be truncated with a `+`, as `sacct` does (`OUT_OF_ME+`).",
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
