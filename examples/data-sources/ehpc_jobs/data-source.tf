# The latest job of a name.
data "ehpc_jobs" "latest" {
  cluster_id = "ehpc-hz-FYUr32abcd"
  name_regex = "^train$"
  sort       = { by = "submit" }
  limit      = 1
}

# All jobs of a user that have not ended.
data "ehpc_jobs" "unfinished" {
  cluster_id = "ehpc-hz-FYUr32abcd"
  status     = "unfinished"
  users      = ["testuser"]
}

output "latest" {
  value = one(data.ehpc_jobs.latest.ids)
}

output "unfinished" {
  value = { for job in data.ehpc_jobs.unfinished.jobs : job.job_id => job.state }
}
