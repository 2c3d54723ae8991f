import {
  to = ehpc_jobs_completion.sweep
  id = "ehpc-hz-FYUr32abcd:1.manager,2.manager"
}
