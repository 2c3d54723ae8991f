# Waits during apply for three jobs at once, until two of them have succeeded. It fails when two can no longer succeed.
resource "ehpc_jobs_completion" "sweep" {
  cluster_id = "ehpc-hz-FYUr32abcd"
  job_ids    = ["1.manager", "2.manager", "3.manager"]
  require    = "2"
  timeout    = "6h"
}

# Made when two jobs have succeeded. It stays when the scheduler has forgotten the jobs.
resource "null_resource" "publish" {
  triggers = {
    logs = join(",", [for job in ehpc_jobs_completion.sweep.jobs : job.output_log if job.phase == "succeeded"])
  }
}

output "states" {
  value = { for id, job in ehpc_jobs_completion.sweep.jobs : id => job.state }
}
