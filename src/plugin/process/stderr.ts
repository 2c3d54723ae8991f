/** The file descriptor of stderr, which Terraform puts into its log. */
export const STDERR = 2;
