terraform {
  required_providers {
    ehpc = {
      source = "terraform.local/ehpc/ehpc"
    }
  }
}

variable "cluster_id" {
  type = string
}

variable "job_id" {
  type = string
}

data "ehpc_job" "train" {
  cluster_id = var.cluster_id
  job_id     = var.job_id
}

# The plan is the gate: it fails until the job has succeeded.
resource "terraform_data" "publish" {
  input = data.ehpc_job.train.output_log

  lifecycle {
    precondition {
      condition     = data.ehpc_job.train.phase == "succeeded"
      error_message = "Job ${data.ehpc_job.train.id} has not succeeded: its state is ${coalesce(data.ehpc_job.train.state, "(none)")}."
    }
  }
}
