# Stops the job and waits for its end: terraform apply -invoke=action.ehpc_job_stop.train
action "ehpc_job_stop" "train" {
  config {
    cluster_id = "ehpc-hz-FYUr32abcd"
    job_id     = "1.manager"
  }
}
