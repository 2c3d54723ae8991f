# Submits a job each time it is asked for: terraform apply -invoke=action.ehpc_job_submit.clean
action "ehpc_job_submit" "clean" {
  config {
    cluster_id   = "ehpc-hz-FYUr32abcd"
    job_name     = "clean"
    command_line = "-- /bin/rm -rf /scratch/train"
  }
}
