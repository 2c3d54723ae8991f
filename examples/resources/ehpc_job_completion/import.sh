terraform import ehpc_job_completion.train ehpc-hz-FYUr32abcd:1.manager
