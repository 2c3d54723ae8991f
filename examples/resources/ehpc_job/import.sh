terraform import ehpc_job.train ehpc-hz-FYUr32abcd:1.manager
