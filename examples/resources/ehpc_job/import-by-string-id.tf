import {
  to = ehpc_job.train
  id = "ehpc-hz-FYUr32abcd:1.manager"
}
