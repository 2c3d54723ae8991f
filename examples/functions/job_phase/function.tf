# One word for the states of E-HPC, Slurm, PBS, LSF and Grid Engine.
output "phases" {
  value = { for state in ["Completed", "CANCELLED by 1000", "RUNNING,COMPLETING", "Q"] : state => provider::ehpc::job_phase(state) }
}
