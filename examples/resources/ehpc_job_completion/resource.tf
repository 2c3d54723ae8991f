# Waits during apply, and fails as soon as the job has failed.
resource "ehpc_job_completion" "train" {
  cluster_id = "ehpc-hz-FYUr32abcd"
  job_id     = "1.manager"
  timeout    = "6h"
}

# Made when the job has succeeded. It stays when the scheduler has forgotten the job.
resource "null_resource" "publish" {
  triggers = {
    model = ehpc_job_completion.train.output_log
  }
}

output "state" {
  value = ehpc_job_completion.train.state
}
