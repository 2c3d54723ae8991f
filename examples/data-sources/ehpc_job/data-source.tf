# Read while Terraform plans.
data "ehpc_job" "train" {
  cluster_id = "ehpc-hz-FYUr32abcd"
  job_id     = "1.manager"
}

# A gate: the plan fails until the job has succeeded.
resource "null_resource" "trained" {
  triggers = {
    cluster_id = data.ehpc_job.train.cluster_id
    job_id     = data.ehpc_job.train.job_id
  }

  lifecycle {
    precondition {
      condition     = data.ehpc_job.train.phase == "succeeded"
      error_message = "Job ${data.ehpc_job.train.id} has not succeeded: its state is ${coalesce(data.ehpc_job.train.state, "(none)")}."
    }
  }
}

# Made after the gate has opened.
resource "null_resource" "publish" {
  triggers = {
    model = data.ehpc_job.train.output_log
  }

  depends_on = [null_resource.trained]
}

output "state" {
  value = data.ehpc_job.train.state
}
