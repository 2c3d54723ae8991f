import {
  to = ehpc_job_completion.train

  identity = {
    cluster_id = "ehpc-hz-FYUr32abcd"
    job_id     = "1.manager"
  }
}
