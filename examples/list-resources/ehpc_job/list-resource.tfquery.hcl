# The jobs of a user that have not ended:
#   terraform query
# The same with the blocks that import them:
#   terraform query -generate-config-out=jobs.tf
list "ehpc_job" "unfinished" {
  provider = ehpc
  limit    = 20

  config {
    cluster_id = "ehpc-hz-FYUr32abcd"
    status     = "unfinished"
    users      = ["testuser"]
  }
}
