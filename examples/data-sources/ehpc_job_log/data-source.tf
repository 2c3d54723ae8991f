# The end of what the job wrote.
data "ehpc_job_log" "train" {
  cluster_id = "ehpc-hz-FYUr32abcd"
  job_id     = "1.manager"
  tail_bytes = 4096
}

output "stdout" {
  value = data.ehpc_job_log.train.stdout
}

output "stderr_size" {
  value = data.ehpc_job_log.train.stderr_size
}
