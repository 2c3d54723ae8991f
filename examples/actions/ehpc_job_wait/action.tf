# Waits for the job and shows how it stands, when it is asked for:
#   terraform apply -invoke=action.ehpc_job_wait.train
action "ehpc_job_wait" "train" {
  config {
    cluster_id = "ehpc-hz-FYUr32abcd"
    job_id     = terraform_data.train.output
    timeout    = "6h"
    follow_log = true
  }
}

# Waits once for each job, in the apply that first knows its ID. The apply fails when the job fails.
resource "terraform_data" "train" {
  input = "1.manager"

  lifecycle {
    action_trigger {
      events  = [after_create, after_update]
      actions = [action.ehpc_job_wait.train]
    }
  }
}
