variable "array_request" {
  type    = string
  default = "2-7:2"
}

# The logs that the sub-jobs 2, 4 and 6 will write.
output "sub_job_logs" {
  value = [for index in provider::ehpc::array_indices(var.array_request) : "/home/train/train.o.${index}"]
}
