# Waits for the 200 tasks of an array, until 95 % of them have succeeded. Each task counts, also before it begins.
resource "ehpc_jobs_completion" "simulated" {
  cluster_id   = "ehpc-hz-FYUr32abcd"
  array_job_id = "36"
  require      = "95%"
  timeout      = "12h"
}

resource "terraform_data" "publish" {
  input = { succeeded = ehpc_jobs_completion.simulated.counts.succeeded }
}

output "failed" {
  value = ehpc_jobs_completion.simulated.failed_job_ids
}
