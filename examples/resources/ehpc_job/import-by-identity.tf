import {
  to = ehpc_job.train

  identity = {
    cluster_id = "ehpc-hz-FYUr32abcd"
    job_id     = "1.manager"
  }
}
