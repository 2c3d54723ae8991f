# Read for this run alone: neither plan nor state holds what the job wrote.
ephemeral "ehpc_job_log" "train" {
  cluster_id = "ehpc-hz-FYUr32abcd"
  job_id     = "1.manager"
  log_type   = "stderr"

  lifecycle {
    postcondition {
      condition     = !strcontains(self.stderr, "No space left on device")
      error_message = "The job ran out of disk space."
    }
  }
}
