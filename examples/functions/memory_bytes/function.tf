data "ehpc_job" "measured" {
  cluster_id = "ehpc-hz-FYUr32abcd"
  job_id     = "1.manager"

  lifecycle {
    # "512mb", "4G" and "1.5GiB" can be compared as numbers only.
    postcondition {
      condition     = provider::ehpc::memory_bytes(self.resources.memory) <= provider::ehpc::memory_bytes("1.5GiB")
      error_message = "The job asks for ${self.resources.memory} on each node."
    }
  }
}

output "memory" {
  value = provider::ehpc::memory_bytes(data.ehpc_job.measured.resources.memory)
}
