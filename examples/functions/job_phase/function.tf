# One word for the states of E-HPC, Slurm and PBS.
output "phases" {
  value = { for state in ["Completed", "CANCELLED by 1000", "Q"] : state => provider::ehpc::job_phase(state) }
}
