terraform import ehpc_jobs_completion.sweep ehpc-hz-FYUr32abcd:1.manager,2.manager
