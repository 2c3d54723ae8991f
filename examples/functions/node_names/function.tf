data "ehpc_job" "train" {
  cluster_id = "ehpc-hz-FYUr32abcd"
  job_id     = "1.manager"
}

# A function takes no null: a job that waits has no nodes yet.
locals {
  node_list = data.ehpc_job.train.node_list == null ? "" : data.ehpc_job.train.node_list
}

# Unlike data.ehpc_job.train.node_names, this stops with an error where the list cannot be read.
output "nodes" {
  value = provider::ehpc::node_names(local.node_list)
}

output "login_nodes" {
  value = provider::ehpc::node_names("login[01-03]")
}
