variable "job_ids" {
  type    = list(string)
  default = ["1.manager", "2.manager", "3.manager"]
}

# One object waits for all runs: until each has succeeded, or one has failed.
resource "ehpc_jobs_completion" "swept" {
  cluster_id = "ehpc-hz-FYUr32abcd"
  job_ids    = var.job_ids
  timeout    = "6h"
}

locals {
  # Each run trains until its model is accurate enough, so the best is the first to end.
  by_end = sort([for id, run in ehpc_jobs_completion.swept.jobs : "${run.last_modify_time} ${id}"])
  best   = split(" ", local.by_end[0])[1]
}

# Terraform knows the IDs when it plans, and what was recorded after the wait.
resource "terraform_data" "record" {
  for_each = toset(var.job_ids)
  input    = { model = ehpc_jobs_completion.swept.jobs[each.key].output_log }
}

resource "terraform_data" "publish" {
  input = {
    job   = local.best
    model = ehpc_jobs_completion.swept.jobs[local.best].output_log
  }
}

output "best" {
  value = local.best
}
