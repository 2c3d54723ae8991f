import {
  to = ehpc_job_completion.train
  id = "ehpc-hz-FYUr32abcd:1.manager"
}
