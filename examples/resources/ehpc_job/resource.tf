# Submits a job. The apply does not wait for its end.
resource "ehpc_job" "train" {
  cluster_id   = "ehpc-hz-FYUr32abcd"
  job_name     = "train"
  command_line = "/home/trainer/train.sh"
  output_log   = "/home/trainer/train.out"
  wall_time    = "6h"
  resources    = { nodes = 1, cores = 2, memory = "1gb" }
  variables    = { EPOCHS = "20" }

  # Another value submits the job again.
  triggers = { data = "2024-08-20" }
}

# Waits for its end. If the job fails, the apply fails, and so does each further one until something about the job changes.
resource "ehpc_job_completion" "train" {
  cluster_id = ehpc_job.train.cluster_id
  job_id     = ehpc_job.train.job_id
  timeout    = "8h"
}

# Made when the job has succeeded. It stays when the scheduler has forgotten the job.
resource "null_resource" "publish" {
  triggers = { model = ehpc_job_completion.train.output_log }
}

output "state" {
  value = ehpc_job_completion.train.state
}
